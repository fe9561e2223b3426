import type { PendingSend, SendResult } from '../ports.ts';

/** One lane a chat: in order within it, lanes side by side. */
export interface Lanes {
  add(row: PendingSend): void;
  /** Resolves when no lane has anything under way. */
  idle(): Promise<void>;
  /** What is under way is finished, nothing else is begun. */
  close(): void;
}

/** What came of the first rows of a lane, and what is to become of those behind them. */
export interface Step {
  /** Of the first rows, one each. */
  results: readonly SendResult[];
  /** `stop`: they wait until the first ones have been said; `drop`: they are no longer ours to say. */
  next: 'go-on' | 'stop' | 'drop';
}

interface Given {
  /** Says the first of the waiting rows, or the first few at once. */
  speak(waiting: readonly PendingSend[]): Promise<Step>;
  /** `left`: rows of the lane that are not said now; they are read again when their time has come. */
  report(step: Step, chatId: string, left: readonly PendingSend[]): void;
}

export function createLanes({ speak, report }: Given): Lanes {
  const rows = new Map<string, PendingSend[]>();
  const running = new Set<Promise<void>>();
  let closed = false;
  const run = async (chatId: string, waiting: PendingSend[]) => {
    while (waiting.length > 0 && !closed) {
      const step = await speak(waiting);
      waiting.splice(0, step.results.length);
      report(step, chatId, step.next === 'go-on' ? [] : waiting.splice(0));
    }
    rows.delete(chatId);
  };
  return {
    add: (row) => {
      if (closed) return;
      const waiting = rows.get(row.chatId);
      if (waiting) {
        waiting.push(row);
        return;
      }
      const first = [row];
      rows.set(row.chatId, first);
      const lane = run(row.chatId, first).finally(() => running.delete(lane));
      running.add(lane);
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    close: () => {
      closed = true;
    },
  };
}
