import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import {
  ANY_ROOM,
  act,
  isHeldBy,
  MAYBE_NUMBER,
  MAYBE_TEXT,
  maybeNumber,
  maybeText,
  on,
  STAFF,
} from './support/kit.ts';

const EXAMPLE = '办结 128 门锁轮已更换,试运行正常';
const RESULT_CHARS = 2;

export default defineCommand({
  name: '办结',
  aliases: ['办完', 'finish'],
  summary: '办好了:写处理结果,可以带照片,居民会收到评价邀请',
  roles: STAFF,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE, '办结 水管已接好'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    const { images } = ctx;
    return on(ctx.meant(number ?? null, isHeldBy(ctx)), (ticket) => {
      if (text.trim().length < RESULT_CHARS) {
        return { code: 'result-missing', number: ticket.number ?? 0, example: EXAMPLE };
      }
      return act(ctx, ticket, { action: { type: 'finish', result: text, images }, done: 'finished' });
    });
  },
});
