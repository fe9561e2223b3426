import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { raters } from '../src/engine/ticket/standing.ts';
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
import { answersIn } from './support/rating.ts';
import { RATING_WANTED } from './support/words.ts';

const EXAMPLE = '评价 128 满意';

export default defineCommand({
  name: '评价',
  aliases: ['打分', 'rate'],
  summary: '办完后说三件事:联系过没有、解决没有、满意不满意',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE, '评价 128 不满意 只修了一半', '评价 联系过 解决了 基本满意'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    const answers = answersIn(text);
    if (answers.contacted === null && answers.solved === null && answers.satisfied === null) {
      return { code: 'bad-arguments', command: '评价', problem: RATING_WANTED, example: EXAMPLE };
    }
    const { id } = ctx.person;
    const fits = ctx.meant(
      number ?? null,
      (ticket) => ticket.status === 'finished' && raters(ticket).some((party) => party.personId === id),
    );
    return on(fits, (ticket) => act(ctx, ticket, { action: { type: 'rate', ...answers }, done: 'rated' }));
  },
});
