import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import type { Staff } from '../src/engine/org/directory.ts';
import type { Ticket } from '../src/engine/ticket/ticket.ts';
import {
  act,
  leads,
  MAYBE_TEXT,
  maybeText,
  NUMBER,
  on,
  STAFF,
  STAFF_ROOMS,
  ticketNumber,
} from './support/kit.ts';
import { areaOfWorker, assignmentOf, isStreetAt, personNamed, worksAt } from './support/people.ts';

export default defineCommand({
  name: '转派',
  aliases: ['转单', 'transfer'],
  summary: '转给别人办:网格员提出由书记批准,书记和街道直接转',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [NUMBER, optional(param('name', 'name', '姓名')), MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, name: z.string().default(''), text: maybeText }),
  examples: ['转派 128 陆敏 13号楼她熟', '转派 128 孙丽,以路中心线为准,归河滨'],
  confirm: 'never',
  handle(ctx, { ticket: number, name, text = '' }) {
    return on(ctx.find(number), (ticket) =>
      on(personNamed(ctx, name), (staff) =>
        leads(ctx, ticket)
          ? transfer(ctx, { ticket, staff, reason: text })
          : ask(ctx, { ticket, staff, reason: text }),
      ),
    );
  },
});

interface Wish {
  ticket: Ticket;
  staff: Staff;
  reason: string;
}

function ask(ctx: CommandContext, { ticket, staff, reason }: Wish): Outcome {
  if (!worksAt(ctx, staff, ticket)) return { code: 'not-the-worker', name: staff.name };
  const asked = reason || `${ctx.person.name} → ${staff.name}`;
  return act(ctx, ticket, {
    action: { type: 'request', kind: 'transfer', reason: asked, to: staff.id, until: null },
    done: 'requested',
    heardIn: 'worker',
  });
}

/** Within the community by its secretary; to another one only by the street. */
function transfer(ctx: CommandContext, { ticket, staff, reason }: Wish): Outcome {
  const stays = worksAt(ctx, staff, ticket);
  const area = stays ? ticket : areaOfWorker(ctx, staff, ticket.streetId);
  if (!area || !(stays || isStreetAt(ctx, ticket))) return { code: 'not-the-worker', name: staff.name };
  const { communityId, gridId } = area;
  return act(ctx, ticket, {
    action: { type: 'transfer', assign: assignmentOf(ctx, staff), communityId, gridId, reason },
    done: 'transferred',
    ...(stays && { heardIn: 'worker' }),
  });
}
