import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import type { Ticket } from '../src/engine/ticket/ticket.ts';
import { ANY_ROOM, act, EVERYONE, MAYBE_TEXT, maybeText, NUMBER, on, ticketNumber } from './support/kit.ts';
import { isMerged, unmerge } from './support/unmerge.ts';

export default defineCommand({
  name: '恢复',
  aliases: ['restore'],
  summary: '反悔:恢复撤回的、缓办的、并错的、剔除的单',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, text: maybeText }),
  examples: ['恢复 128', '恢复 128 配件提前到了'],
  confirm: 'never',
  withHistory: true,
  handle(ctx, { ticket: number, text = '' }) {
    return on(ctx.find(number), (ticket) => undo(ctx, ticket, text));
  },
});

/** The opposite of whatever put it aside. */
function undo(ctx: CommandContext, ticket: Ticket, reason: string): Outcome {
  if (isMerged(ticket)) return unmerge(ctx, ticket);
  if (ticket.status === 'withdrawn')
    return act(ctx, ticket, { action: { type: 'restore' }, done: 'restored' });
  if (ticket.excluded) return act(ctx, ticket, { action: { type: 'include', reason }, done: 'included' });
  return act(ctx, ticket, { action: { type: 'resume', reason }, done: 'resumed', heardIn: 'worker' });
}
