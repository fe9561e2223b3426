import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { isOpen } from '../src/engine/ticket/standing.ts';
import {
  ANY_ROOM,
  act,
  EVERYONE,
  MAYBE_NUMBER,
  MAYBE_TEXT,
  maybeNumber,
  maybeText,
  on,
} from './support/kit.ts';

export default defineCommand({
  name: '撤回',
  aliases: ['撤单', 'withdraw'],
  summary: '不用办了,撤回自己报的事(可以恢复)',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: ['撤回 128', '撤回 128 门自己好了'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    const { id } = ctx.person;
    const fits = ctx.meant(number ?? null, (ticket) => isOpen(ticket) && ticket.reporter.personId === id);
    return on(fits, (ticket) => act(ctx, ticket, { action: { type: 'withdraw', text }, done: 'withdrawn' }));
  },
});
