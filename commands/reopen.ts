import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { isDone } from '../src/engine/ticket/standing.ts';
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
  reasonMissing,
} from './support/kit.ts';

const EXAMPLE = '重办 128 水管又漏了';

export default defineCommand({
  name: '重办',
  aliases: ['返工', 'reopen'],
  summary: '办完又出问题:继续原来那一件',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    if (text === '') return reasonMissing('重办', EXAMPLE);
    const fits = ctx.meant(number ?? null, (ticket) => isDone(ticket) && isParty(ticket, ctx.person.id));
    return on(fits, (ticket) =>
      act(ctx, ticket, { action: { type: 'reopen', reason: text }, done: 'reopened', heardIn: 'worker' }),
    );
  },
});
