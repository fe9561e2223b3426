import type { Log } from '../ports.ts';
import type { Timer } from '../timer.ts';

/** Gathers many wishes for a read into one. */
export interface Soon {
  soon(): void;
  /** What was wished for is read now. */
  idle(): Promise<void>;
  stop(): void;
}

interface Given {
  timer: Timer;
  log: Log;
  /** While so, reads are further apart. */
  busy(): boolean;
  read(): Promise<void>;
}

const SOON_MS = 10;
const LATER_MS = 500;

export function createSoon({ timer, log, busy, read }: Given): Soon {
  let callOff: (() => void) | null = null;
  let reading: Promise<void> | null = null;
  let stopped = false;
  const now = () => {
    callOff?.();
    callOff = null;
    reading = read()
      .catch((error) => log.error({ err: error }, 'the outbox could not be read; the next look takes it up'))
      .finally(() => {
        reading = null;
      });
  };
  return {
    soon: () => {
      if (!stopped) callOff ??= timer.after(busy() ? LATER_MS : SOON_MS, now);
    },
    idle: async () => {
      if (callOff) now();
      await reading;
    },
    stop: () => {
      stopped = true;
      callOff?.();
      callOff = null;
    },
  };
}
