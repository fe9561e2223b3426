import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import type { Action } from '../src/engine/ticket/action.ts';
import type { Ticket } from '../src/engine/ticket/ticket.ts';
import { type Facts, factsIn } from './support/facts.ts';
import {
  ANY_ROOM,
  act,
  EVERYONE,
  MAYBE_TEXT,
  maybeText,
  NUMBER,
  on,
  textMissing,
  ticketNumber,
} from './support/kit.ts';

const EXAMPLE = '更正 128 地点 阳光花园5号楼';

export default defineCommand({
  name: '更正',
  aliases: ['correct'],
  summary: '改地点、类别、类型、网格或紧急程度',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, text: maybeText }),
  examples: [EXAMPLE, '更正 128 类别 漏水', '更正 128 紧急', '更正 128 网格 第二网格'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    if (text === '') return textMissing('更正', EXAMPLE);
    return on(ctx.find(number), (ticket) =>
      on(factsIn(ctx, ticket, text), (facts) => correct(ctx, ticket, facts)),
    );
  },
});

function correct(ctx: CommandContext, ticket: Ticket, facts: Facts): Outcome {
  const communityId = facts.communityId ?? ticket.communityId;
  const moved = facts.gridId !== undefined && (facts.gridId !== ticket.gridId || ticket.ask !== null);
  const area = { streetId: ticket.streetId, communityId, gridId: facts.gridId ?? null };
  const action: Action = { type: 'correct', ...facts };
  if (!moved) return act(ctx, ticket, { action, done: 'corrected' });
  const assign = ctx.candidates(area, [])[0] ?? null;
  return act(ctx, ticket, { action: { ...action, assign }, done: 'corrected' });
}
