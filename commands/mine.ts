import { defineCommand } from '../src/app/command.ts';
import { currentRatings, isOpen, raters } from '../src/engine/ticket/standing.ts';
import type { Ticket } from '../src/engine/ticket/ticket.ts';
import { ANY_ROOM, EVERYONE, isParty, NO_ARGS } from './support/kit.ts';

export default defineCommand({
  name: '我的',
  aliases: ['mine'],
  summary: '看自己报的、附议的,和等自己评价的事',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [],
  args: NO_ARGS,
  examples: ['我的'],
  confirm: 'never',
  handle(ctx) {
    const { id } = ctx.person;
    const own = ctx.tickets.filter((ticket) => isParty(ticket, id));
    const toRate = own.filter((ticket) => awaitsRating(ticket, id));
    ctx.reply({ code: 'mine-listed', open: own.filter(isOpen), toRate });
    return null;
  },
});

function awaitsRating(ticket: Ticket, personId: string): boolean {
  const asked = ticket.status === 'finished' && raters(ticket).some((party) => party.personId === personId);
  return asked && !currentRatings(ticket).some((rating) => rating.personId === personId);
}
