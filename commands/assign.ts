import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import type { Assignment } from '../src/engine/ticket/action.ts';
import { isOneOf, UNCLAIMED_STATUSES } from '../src/engine/ticket/standing.ts';
import type { Ticket } from '../src/engine/ticket/ticket.ts';
import {
  act,
  LEADERS,
  MAYBE_TEXT,
  maybeText,
  NUMBER,
  on,
  STAFF_ROOMS,
  textMissing,
  ticketNumber,
} from './support/kit.ts';
import { workerFor } from './support/people.ts';

export default defineCommand({
  name: '派单',
  aliases: ['assign'],
  summary: '把一件事派给谁办',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, optional(param('name', 'name', '姓名')), MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, name: z.string().default(''), text: maybeText }),
  examples: ['派单 128 王芳', '派单 128 王芳 顾强请假,你先接'],
  confirm: 'never',
  handle(ctx, { ticket: number, name, text = '' }) {
    if (name === '') return textMissing('派单', `派单 ${number} 王芳`);
    return on(ctx.find(number), (ticket) =>
      on(workerFor(ctx, ticket, name), (assign) => give(ctx, ticket, { assign, reason: text })),
    );
  },
});

/** What somebody has in hand already is moved on to the next. */
function give(
  ctx: CommandContext,
  ticket: Ticket,
  { assign, reason }: { assign: Assignment; reason: string },
): Outcome {
  if (isOneOf(UNCLAIMED_STATUSES, ticket))
    return act(ctx, ticket, { action: { type: 'assign', assign }, done: 'assigned', heardIn: 'worker' });
  const { communityId, gridId } = ticket;
  return act(ctx, ticket, {
    action: { type: 'transfer', assign, communityId, gridId, reason },
    done: 'assigned',
    heardIn: 'worker',
  });
}
