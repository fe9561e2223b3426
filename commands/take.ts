import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { isOneOf, UNCLAIMED_STATUSES } from '../src/engine/ticket/standing.ts';
import { ANY_ROOM, act, MAYBE_NUMBER, MAYBE_TEXT, maybeNumber, maybeText, on, STAFF } from './support/kit.ts';

export default defineCommand({
  name: '接单',
  aliases: ['认领', 'take'],
  summary: '把一件事接到自己手上',
  roles: STAFF,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: ['接单 128', '接单'],
  confirm: 'never',
  handle(ctx, { ticket: number }) {
    const fits = ctx.meant(number ?? null, (ticket) => isOneOf(UNCLAIMED_STATUSES, ticket));
    return on(fits, (ticket) =>
      act(ctx, ticket, { action: { type: 'claim' }, done: 'claimed', heardIn: 'worker' }),
    );
  },
});
