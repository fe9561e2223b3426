import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { isOpen } from '../src/engine/ticket/standing.ts';
import { ANY_ROOM, act, EVERYONE, isParty, MAYBE_NUMBER, maybeNumber, on } from './support/kit.ts';
import { FOLLOWS } from './support/words.ts';

export default defineCommand({
  name: '附议',
  aliases: ['join'],
  summary: '我家也受影响,算我一户',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER],
  args: z.object({ ticket: maybeNumber }),
  examples: ['附议 128', '附议'],
  confirm: 'never',
  handle(ctx, { ticket: number }) {
    const { id, name } = ctx.person;
    const { roomId } = ctx.chat;
    const fits = ctx.meant(number ?? null, (ticket) => isOpen(ticket) && !isParty(ticket, id));
    return on(fits, (ticket) => {
      const follower = { personId: id, name, roomId, at: ctx.now, messageId: ctx.messageId, why: FOLLOWS };
      return act(ctx, ticket, { action: { type: 'join', follower }, done: 'followed' });
    });
  },
});
