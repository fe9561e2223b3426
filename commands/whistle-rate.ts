import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { param } from '../src/app/incoming/params.ts';
import { act, LEADERS, NUMBER, on, STAFF_ROOMS, ticketNumber } from './support/kit.ts';
import { isDepartment } from './support/whistle.ts';
import { SCORE_WANTED } from './support/words.ts';

const score = z.coerce
  .number({ error: SCORE_WANTED })
  .int(SCORE_WANTED)
  .min(1, SCORE_WANTED)
  .max(5, SCORE_WANTED);

export default defineCommand({
  name: '评哨',
  aliases: ['ratewhistle'],
  summary: '给吹哨请来的部门打分(1 到 5)',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, param('name', 'department', '部门'), param('word', 'score', '1-5')],
  args: z.object({ ticket: ticketNumber, department: z.string({ error: SCORE_WANTED }), score }),
  examples: ['评哨 128 园林所 5'],
  confirm: 'never',
  handle(ctx, { ticket: number, department: name, score: given }) {
    return on(ctx.find(number), (ticket) => {
      const department = ticket.whistles.find((one) => isDepartment(one, name))?.department ?? name;
      return act(ctx, ticket, {
        action: { type: 'rate-whistle', department, score: given },
        done: 'whistle-rated',
      });
    });
  },
});
