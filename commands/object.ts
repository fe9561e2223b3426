import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
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

const EXAMPLE = '异议 128 家里有老人,等不了那么久';

export default defineCommand({
  name: '异议',
  aliases: ['object'],
  summary: '不同意缓办,说明原因,由书记再定',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    if (text === '') return reasonMissing('异议', EXAMPLE);
    const fits = ctx.meant(
      number ?? null,
      (ticket) => ticket.status === 'paused' && isParty(ticket, ctx.person.id),
    );
    return on(fits, (ticket) => act(ctx, ticket, { action: { type: 'object', text }, done: 'objected' }));
  },
});
