import { SECOND_MS } from '../../engine/glossary.ts';
import type { Log, OutboxStore, SendResult } from '../ports.ts';
import type { Timer } from '../timer.ts';

/**
 * Writes answers down, all that came in within a moment in one write: a write of its own for each would cost as much
 * as the message. What a crash loses of them is said again under the same key.
 */
export interface Settler {
  add(results: readonly SendResult[]): void;
  /** What has been written since it was last asked. */
  takeWritten(): readonly SendResult[];
  /** Resolves when everything has been written, or could not be for now. */
  idle(): Promise<void>;
  /** Writes what there is, once. What comes later is lost, and so said again under the same key. */
  close(): Promise<void>;
}

interface Given {
  outbox: OutboxStore;
  timer: Timer;
  log: Log;
  written(results: readonly SendResult[]): void;
}

const SETTLE_AFTER_MS = 25;
const AGAIN_AFTER_MS = SECOND_MS;

export function createSettler({ outbox, timer, log, written }: Given): Settler {
  const results: SendResult[] = [];
  const done: SendResult[] = [];
  let writing: Promise<void> | null = null;
  let callOff: (() => void) | null = null;
  let closed = false;
  const writeLater = (ms: number) => {
    callOff ??= timer.after(ms, () => void writeNow());
  };
  const write = async () => {
    while (results.length > 0) {
      const some = results.splice(0);
      try {
        await outbox.settle(some);
      } catch (error) {
        // Kept: forgetting that it was said would say it twice.
        results.unshift(...some);
        log.error({ err: error, results: some.length }, 'what was said could not be written down yet');
        if (!closed) writeLater(AGAIN_AFTER_MS);
        return;
      }
      done.push(...some);
      written(some);
    }
  };
  const writeNow = async () => {
    callOff?.();
    callOff = null;
    await writing;
    writing = write();
    await writing;
  };
  return {
    add: (some) => {
      if (closed || some.length === 0) return;
      results.push(...some);
      writeLater(SETTLE_AFTER_MS);
    },
    takeWritten: () => done.splice(0),
    idle: writeNow,
    close: async () => {
      closed = true;
      await writeNow();
    },
  };
}
