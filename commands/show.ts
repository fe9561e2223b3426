import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { ANY_ROOM, EVERYONE, isHeldBy, isParty, MAYBE_NUMBER, maybeNumber, on } from './support/kit.ts';
import { isStaffAt } from './support/people.ts';

export default defineCommand({
  name: '查',
  aliases: ['查询', '进度', 'show'],
  summary: '看一件事办到哪一步',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER],
  args: z.object({ ticket: maybeNumber }),
  examples: ['查 128', '查'],
  confirm: 'never',
  withHistory: true,
  handle(ctx, { ticket: number }) {
    const { id } = ctx.person;
    const holds = isHeldBy(ctx);
    return on(
      ctx.meant(number ?? null, (ticket) => isParty(ticket, id) || holds(ticket)),
      (ticket) => {
        const full = isParty(ticket, id) || isStaffAt(ctx, ticket);
        ctx.reply({ code: 'ticket-shown', ticket, history: ctx.history(ticket.id), full });
        return null;
      },
    );
  },
});
