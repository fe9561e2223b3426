import type { Instant } from '../engine/glossary.ts';
import { createBallots } from './appraisal/ballots.ts';
import type { AppParts } from './incoming/batch.ts';
import { forgetOldTalk, runTick } from './tick.ts';

/** Everything that time alone brings about; one process's work. */
export interface DueWork {
  /** Safe to call twice, late, or with a clock that went back. */
  run(now: Instant): Promise<void>;
  /** The earliest instant at which something falls due, as far as it can be foreseen; null: nothing does. */
  nextDueAt(): Promise<Instant | null>;
}

export function createDueWork(parts: AppParts): DueWork {
  const ballots = createBallots(parts);
  return {
    run: async (now) => {
      await runTick(now, parts);
      await ballots.run(now);
      await forgetOldTalk(now, parts);
    },
    nextDueAt: async () => {
      const now = parts.clock.now();
      const dues = await Promise.all([parts.store.nextDueAt(), ballots.nextDueAt(now)]);
      const first = Math.min(...dues.map((at) => at ?? Infinity));
      return Number.isFinite(first) ? first : null;
    },
  };
}
