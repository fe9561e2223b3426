import type { CommandContext, Outcome } from '../../src/app/command.ts';
import { withoutDates } from '../../src/engine/clock/date-words.ts';
import { untilDay } from '../../src/engine/clock/dates.ts';
import { act, isHeldBy, on, reasonMissing } from './kit.ts';

interface Delay {
  kind: 'pause' | 'extension';
  command: string;
  number: number | null;
  text: string;
  example: string;
}

const REASON_CHARS = 2;

/** 缓办 and 延期: a reason and a new day, both in one line of words; the secretary says yes or no. */
export function requestDelay(ctx: CommandContext, delay: Delay): Outcome {
  const { kind, command, number, text, example } = delay;
  if (withoutDates(text).length < REASON_CHARS) return reasonMissing(command, example);
  return on(ctx.meant(number, isHeldBy(ctx)), (ticket) =>
    on(untilDay(text, { zone: ctx.policy.calendar.zone, now: ctx.now }), (until) =>
      act(ctx, ticket, {
        action: { type: 'request', kind, reason: text, to: null, until },
        done: 'requested',
        heardIn: 'worker',
      }),
    ),
  );
}
