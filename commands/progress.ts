import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { answerOfDepartment } from './support/fieldwork.ts';
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
  textMissing,
} from './support/kit.ts';

const EXAMPLE = '进展 128 维保来看过,下午换门锁轮';

export default defineCommand({
  name: '进展',
  aliases: ['progress'],
  summary: '记一条进展,可以带照片',
  roles: STAFF,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE, '进展 物业在换管'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    const { images } = ctx;
    if (text === '' && images.length === 0) return textMissing('进展', EXAMPLE);
    return on(ctx.meant(number ?? null, isHeldBy(ctx)), (ticket) => {
      const answered = answerOfDepartment(ctx, ticket, text);
      if (answered !== 'none') return answered;
      return act(ctx, ticket, { action: { type: 'progress', text, images }, done: 'progressed' });
    });
  },
});
