import type { Log } from '../ports.ts';

/** The one process whose the clock is. Whoever gets it from one that died does at once what that one may have left undone. */
export interface Duty {
  /** From here on; what is due at the start itself is the starter's to do. */
  begin(): void;
  /** The right may have come or gone. */
  look(): void;
  /** Resolves when what was taken up is done. */
  idle(): Promise<void>;
  /** As `idle`, and nothing more is taken up. */
  end(): Promise<void>;
}

interface Given {
  ticks(): boolean;
  /** Does what has fallen due. */
  due(): Promise<void>;
  log: Log;
}

export function createDuty({ ticks, due, log }: Given): Duty {
  let had = true;
  let begun = false;
  let doing: Promise<void> = Promise.resolve();
  return {
    begin: () => {
      begun = true;
      had = ticks();
    },
    look: () => {
      if (!begun) return;
      const has = ticks();
      if (has && !had) {
        doing = doing
          .then(due)
          .catch((error) => log.error({ error }, 'what was due waits for the next minute'));
      }
      had = has;
    },
    idle: () => doing,
    end: () => {
      begun = false;
      return doing;
    },
  };
}
