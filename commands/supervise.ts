import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/app/command.ts';
import type { Assignment } from '../src/engine/ticket/action.ts';
import type { Ticket } from '../src/engine/ticket/ticket.ts';
import {
  act,
  LEADERS,
  MAYBE_TEXT,
  maybeText,
  NUMBER,
  on,
  STAFF_ROOMS,
  textMissing,
  ticketNumber,
} from './support/kit.ts';
import { assignmentOf, worksAt } from './support/people.ts';
import { TAKES_OVER } from './support/words.ts';

const EXAMPLE = '督办 128 有火灾隐患,王芳接一下';

export default defineCommand({
  name: '督办',
  aliases: ['supervise'],
  summary: '盯住一件事,可以点名让谁接',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, text: maybeText }),
  examples: [EXAMPLE, '督办 128 今天之内给居民一个说法'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    if (text === '') return textMissing('督办', EXAMPLE);
    return on(ctx.find(number), (ticket) => {
      const assign = named(ctx, ticket, text);
      return act(ctx, ticket, {
        action: { type: 'supervise', text, assign },
        done: 'supervised',
        heardIn: 'worker',
      });
    });
  },
});

/** 「周洁接一下」: the worker named right before a word of taking over. */
function named(ctx: CommandContext, ticket: Ticket, text: string): Assignment | null {
  const staff = ctx.directory.organisation.staff.find((one) =>
    TAKES_OVER.some((word) => text.includes(`${one.name}${word}`)),
  );
  return staff && worksAt(ctx, staff, ticket) ? assignmentOf(ctx, staff) : null;
}
