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

const EXAMPLE = '争议 128 摊位一半在河滨那边';

export default defineCommand({
  name: '争议',
  aliases: ['dispute'],
  summary: '归哪个社区说不清:报街道定',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    if (text === '') return reasonMissing('争议', EXAMPLE);
    return on(ctx.find(number), (ticket) =>
      act(ctx, ticket, { action: { type: 'dispute', reason: text }, done: 'disputed', heardIn: 'street' }),
    );
  },
});
