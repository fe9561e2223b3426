import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { draftMeant } from './support/drafts.ts';
import { act, MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS } from './support/kit.ts';

export default defineCommand({
  name: '立案',
  aliases: ['confirm'],
  summary: '确认这是要办的事,给编号并派单',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['立案 疑3', '立案'],
  confirm: 'never',
  withHistory: true,
  handle(ctx, { text = '' }) {
    return on(draftMeant(ctx, text, { command: '立案', action: 'confirm' }), ({ ticket }) => {
      const assign = ctx.candidates(ticket, [])[0] ?? null;
      return act(ctx, ticket, {
        action: { type: 'confirm', number: ctx.nextNumber(ticket.streetId), assign },
      });
    });
  },
});
