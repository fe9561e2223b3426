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
} from './support/kit.ts';

export default defineCommand({
  name: '到场',
  aliases: ['已到场', 'arrive'],
  summary: '记下人已到现场',
  roles: STAFF,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: ['到场 128', '到场'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    return on(ctx.meant(number ?? null, isHeldBy(ctx)), (ticket) => {
      const answered = answerOfDepartment(ctx, ticket, text);
      if (answered !== 'none') return answered;
      return act(ctx, ticket, { action: { type: 'arrive' }, done: 'arrived' });
    });
  },
});
