import type { Timer } from '../../src/app/timer.ts';

/** A timer that stands still until it is moved on; what falls due on the way runs in its order. */
export interface HandTimer extends Timer {
  advance(ms: number): void;
  /** As `advance`, but lets promises go on after each thing that ran. */
  run(ms: number): Promise<void>;
  /** Time passes, and nothing runs: as for a process that is stopped for a while. */
  pass(ms: number): void;
  /** How many callbacks wait. */
  waiting(): number;
}

export function createHandTimer(startMs = 1_000): HandTimer {
  let nowMs = startMs;
  const due = new Set<{ atMs: number; run: () => void }>();
  const first = (untilMs: number) =>
    [...due].filter((one) => one.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
  const runNext = (untilMs: number) => {
    const next = first(untilMs);
    if (!next) return false;
    due.delete(next);
    nowMs = Math.max(nowMs, next.atMs);
    next.run();
    return true;
  };
  return {
    nowMs: () => nowMs,
    after: (ms, run) => {
      const one = { atMs: nowMs + ms, run };
      due.add(one);
      return () => due.delete(one);
    },
    advance: (ms) => {
      const untilMs = nowMs + ms;
      while (runNext(untilMs));
      nowMs = untilMs;
    },
    run: async (ms) => {
      const untilMs = nowMs + ms;
      do await settle();
      while (runNext(untilMs));
      nowMs = untilMs;
      await settle();
    },
    pass: (ms) => {
      nowMs += ms;
    },
    waiting: () => due.size,
  };
}

/** A few turns of the event loop: what was only waiting for promises goes on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}
