import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { draftMeant } from './support/drafts.ts';
import { act, MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS } from './support/kit.ts';

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
  handle(ctx, { text = '' }) {
    return on(draftMeant(ctx, text), ({ ticket, rest }) =>
      act(ctx, ticket, { action: { type: 'reject', reason: rest }, done: 'rejected' }),
    );
  },
});
