/** Waiting that goes on evenly, whatever is done to the program's clock. Tests drive it by hand. */
export interface Timer {
  /** Milliseconds that only grow; where they begin means nothing. */
  nowMs(): number;
  /** Calls `run` once after `ms`; returns how to call that off. */
  after(ms: number, run: () => void): () => void;
}

export const realTimer: Timer = {
  nowMs: () => performance.now(),
  after: (ms, run) => {
    const handle = setTimeout(run, ms);
    return () => clearTimeout(handle);
  },
};
