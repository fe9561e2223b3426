import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { isOpen } from '../src/engine/ticket/standing.ts';
import {
  ANY_ROOM,
  act,
  EVERYONE,
  isParty,
  MAYBE_NUMBER,
  MAYBE_TEXT,
  maybeNumber,
  maybeText,
  on,
} from './support/kit.ts';

export default defineCommand({
  name: '催',
  aliases: ['催办', '催单', 'urge'],
  summary: '催一催自己报的或附议的事',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: ['催 128', '催 128 老人等着下楼'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    const fits = ctx.meant(number ?? null, (ticket) => isOpen(ticket) && isParty(ticket, ctx.person.id));
    return on(fits, (ticket) => act(ctx, ticket, { action: { type: 'urge', text }, done: 'urged' }));
  },
});
