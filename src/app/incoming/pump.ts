import { setImmediate } from 'node:timers/promises';

/** Takes things one by one, hands them on in batches: what arrives while a batch is under way makes the next one. */
export interface Pump<T> {
  /** Resolves when the batch that holds it is done; rejects with that batch's error for it. */
  push(item: T): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting<T> {
  item: T;
  done: () => void;
  failed: (error: unknown) => void;
}

/** `run` must handle every item of the batch, or throw for all of them. Order is kept. */
export function createPump<T>(batchSize: number, run: (batch: readonly T[]) => Promise<void>): Pump<T> {
  const queue: Waiting<T>[] = [];
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    while (queue.length > 0) {
      // A turn of the event loop, not a microtask: what sockets hold by now travels together, and timers get their turn.
      await setImmediate();
      const batch = queue.splice(0, batchSize);
      try {
        await run(batch.map((one) => one.item));
        for (const one of batch) one.done();
      } catch (error) {
        for (const one of batch) one.failed(error);
      }
    }
    working = null;
  }

  return {
    push: (item) =>
      new Promise((done, failed) => {
        queue.push({ item, done, failed });
        working ??= work();
      }),
    idle: async () => {
      while (working) await working;
    },
  };
}
