/** Work in order within a lane (a chat), at the same time across lanes. */
export interface Lanes {
  run<T>(lane: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when everything handed in so far has ended, well or badly. */
  drained(): Promise<void>;
}

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(lane, work) {
      const before = tails.get(lane) ?? Promise.resolve();
      const done = before.then(work);
      const tail = done.catch(() => undefined);
      tails.set(lane, tail);
      void tail.then(() => {
        if (tails.get(lane) === tail) tails.delete(lane);
      });
      return done;
    },
    async drained() {
      await Promise.all(tails.values());
    },
  };
}
