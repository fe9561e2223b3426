import type { PendingSend, SendResult } from '../ports.ts';

/** One lane a chat: in order within it, lanes side by side. A row to be tried again stops its lane. */
export interface Lanes {
  add(row: PendingSend): void;
  isStopped(row: { network: string; chatId: string }): boolean;
  /** Stopped lanes may go again: whoever polled has just read what waits in them. */
  reopen(): void;
  idle(): Promise<void>;
  close(): void;
}

interface Given {
  attempt(row: PendingSend): Promise<SendResult>;
  /** `dropped`: rows behind a row that failed for now; they are read again with it. */
  report(result: SendResult, dropped: readonly PendingSend[]): void;
}

export function createLanes({ attempt, report }: Given): Lanes {
  const rows = new Map<string, PendingSend[]>();
  const running = new Map<string, Promise<void>>();
  const stopped = new Set<string>();
  let closed = false;

  const run = async (lane: string, waiting: PendingSend[]) => {
    for (let row = waiting[0]; row && !closed; row = waiting[0]) {
      const result = await attempt(row);
      waiting.shift();
      if (result.state === 'retry') stopped.add(lane);
      report(result, result.state === 'retry' ? waiting.splice(0) : []);
    }
    running.delete(lane);
    rows.delete(lane);
  };

  return {
    add: (row) => {
      if (closed) return;
      const lane = laneOf(row);
      const waiting = rows.get(lane);
      if (waiting) {
        waiting.push(row);
        return;
      }
      const first = [row];
      rows.set(lane, first);
      running.set(lane, run(lane, first));
    },
    isStopped: (row) => stopped.has(laneOf(row)),
    reopen: () => stopped.clear(),
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    close: () => {
      closed = true;
    },
  };
}

function laneOf(row: { network: string; chatId: string }): string {
  return `${row.network}:${row.chatId}`;
}
