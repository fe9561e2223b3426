import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../app/ports.ts';
import type { Instant } from '../../engine/glossary.ts';

/** A clock that a person may move on. It never goes back, neither by a call nor by a restart. */
export interface DrivenClock extends Clock {
  /** Moves forward to `at`; an instant already past changes nothing. */
  moveTo(at: Instant): void;
  /** How far it is ahead of the real one. */
  aheadMs(): number;
}

export interface PlaygroundClockOptions {
  real: Clock;
  /** Keeps how far ahead it is, so that a restart does not go back. */
  file: string;
  /** Where time begins when there is no file yet, e.g. the next working morning. */
  firstNow?: (now: Instant) => Instant;
}

/** Real time plus an offset that is kept in a file. */
export function createPlaygroundClock(options: PlaygroundClockOptions): DrivenClock {
  const { real, file } = options;
  let ahead = readAhead(file);
  const clock: DrivenClock = {
    now: () => real.now() + (ahead ?? 0),
    aheadMs: () => ahead ?? 0,
    moveTo(at) {
      const wanted = at - real.now();
      if (wanted <= (ahead ?? 0)) return;
      ahead = wanted;
      keepAhead(file, wanted);
    },
  };
  if (ahead === null && options.firstNow) clock.moveTo(options.firstNow(real.now()));
  return clock;
}

function readAhead(file: string): number | null {
  try {
    const ahead = Number(readFileSync(file, 'utf8').trim());
    return Number.isSafeInteger(ahead) && ahead >= 0 ? ahead : null;
  } catch {
    return null;
  }
}

function keepAhead(file: string, aheadMs: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${aheadMs}\n`);
  renameSync(`${file}.new`, file);
}
