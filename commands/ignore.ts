import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { draftMeant, openedMeant } from './support/drafts.ts';
import { act, MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { NOT_A_REQUEST } from './support/words.ts';

export default defineCommand({
  name: '忽略',
  aliases: ['ignore'],
  summary: '这不是要办的事,不立案',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['忽略 疑3', '忽略 疑3 邻居闲聊'],
  confirm: 'never',
  withHistory: true,
  handle(ctx, { text = '' }) {
    const opened = openedMeant(ctx, text);
    if (opened) {
      const why = [NOT_A_REQUEST, opened.rest].filter(Boolean).join(':');
      return act(ctx, opened.ticket, { action: { type: 'withdraw', text: why }, done: 'withdrawn' });
    }
    return on(draftMeant(ctx, text, { command: '忽略', action: 'reject' }), ({ ticket, rest }) =>
      act(ctx, ticket, { action: { type: 'reject', reason: rest }, done: 'rejected' }),
    );
  },
});
