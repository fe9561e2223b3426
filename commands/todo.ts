import { defineCommand } from '../src/app/command.ts';
import type { Ticket } from '../src/engine/ticket/ticket.ts';
import { isHeldBy, NO_ARGS, STAFF, STAFF_ROOMS } from './support/kit.ts';

const MOST = 100;

export default defineCommand({
  name: '待办',
  aliases: ['todo'],
  summary: '看自己手上的事,最急的在前',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [],
  args: NO_ARGS,
  examples: ['待办'],
  confirm: 'never',
  needs: (_rest, { personId }) => ({ tickets: [{ by: 'assignee', personId, limit: MOST }] }),
  handle(ctx) {
    const tickets = ctx.tickets.filter(isHeldBy(ctx)).toSorted((a, b) => dueAt(a) - dueAt(b));
    ctx.reply({ code: 'todo-listed', name: ctx.person.name, tickets });
    return null;
  },
});

function dueAt(ticket: Ticket): number {
  if (ticket.status === 'paused') return ticket.pausedUntil;
  return ticket.status === 'assigned' ? ticket.deadlines.respondBy : ticket.deadlines.solveBy;
}
