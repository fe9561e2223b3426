import type { Instant } from '../engine/glossary.ts';
import { createBallots } from './appraisal/ballot/ballots.ts';
import { createMonths } from './appraisal/month/months.ts';
import type { AppParts } from './incoming/batch.ts';
import { createReminders } from './reminders/reminders.ts';
import { forgetOldTalk, runTick } from './tick.ts';

/** Everything that time alone brings about; one process's work. */
export interface DueWork {
  /** Safe to call twice, late, or with a clock that went back. */
  run(now: Instant): Promise<void>;
  /** The earliest instant at which something falls due, as far as it can be foreseen; null: nothing does. */
  nextDueAt(): Promise<Instant | null>;
  /** A person has moved a month: what waits for that is done at once, if the clock is this process's. */
  wake(): void;
  /** Resolves when that is done. */
  idle(): Promise<void>;
}

/** `ticks`: whether the clock is this process's. */
export function createDueWork(parts: AppParts, ticks: () => boolean): DueWork {
  const ballots = createBallots(parts);
  const months = createMonths(parts, ticks);
  const reminders = createReminders(parts);
  return {
    wake: months.wake,
    idle: months.idle,
    run: async (now) => {
      await runTick(now, parts);
      await ballots.run(now);
      // Behind the ballots: those that close at this moment are in the scores.
      await months.run(now);
      await reminders.run(now);
      await forgetOldTalk(now, parts);
    },
    nextDueAt: async () => {
      const now = parts.clock.now();
      const dues = await Promise.all([
        parts.store.nextDueAt(),
        ballots.nextDueAt(now),
        months.nextDueAt(now),
        reminders.nextDueAt(now),
      ]);
      const first = Math.min(...dues.map((at) => at ?? Infinity));
      return Number.isFinite(first) ? first : null;
    },
  };
}
