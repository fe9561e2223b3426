import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import {
  act,
  LEADERS,
  MAYBE_TEXT,
  maybeText,
  NUMBER,
  on,
  reasonMissing,
  STAFF_ROOMS,
  ticketNumber,
} from './support/kit.ts';

const EXAMPLE = '剔除 128 要求社区出钱装修自家厨房';

export default defineCommand({
  name: '剔除',
  aliases: ['exclude'],
  summary: '不合理诉求不计入考核:书记提出,街道再发一次才算数',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    return on(ctx.find(number), (ticket) => {
      if (ticket.pending?.kind === 'exclusion') {
        return act(ctx, ticket, {
          action: { type: 'approve', request: 'exclusion', assign: null },
          done: 'excluded',
          heardIn: 'worker',
        });
      }
      if (text === '') return reasonMissing('剔除', EXAMPLE);
      return act(ctx, ticket, {
        action: { type: 'request', kind: 'exclusion', reason: text, to: null, until: null },
        done: 'first-key',
      });
    });
  },
});
