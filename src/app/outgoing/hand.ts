import { laneOf } from '../keys.ts';
import type { PendingSend } from '../ports.ts';

/** The rows this process has taken up, so that none is taken up twice. */
export interface Hand {
  /** False: it is in hand already. */
  take(row: PendingSend): boolean;
  /** What came of it stands in the database. */
  written(key: string): void;
  /** Its chat; null when it was not in hand. */
  forget(key: string): string | null;
  /** Whether anything of the lane is in hand and not yet written. */
  inLane(lane: number): boolean;
  size(): number;
}

export function createHand(): Hand {
  const known = new Map<string, { chatId: string; lane: number; written: boolean }>();
  const perLane = new Map<number, number>();
  const lower = (lane: number) => perLane.set(lane, (perLane.get(lane) ?? 1) - 1);
  return {
    take: ({ key, network, chatId }) => {
      if (known.has(key)) return false;
      const lane = laneOf(network, chatId);
      known.set(key, { chatId, lane, written: false });
      perLane.set(lane, (perLane.get(lane) ?? 0) + 1);
      return true;
    },
    written: (key) => {
      const row = known.get(key);
      if (!row || row.written) return;
      row.written = true;
      lower(row.lane);
    },
    forget: (key) => {
      const row = known.get(key);
      if (!row) return null;
      known.delete(key);
      if (!row.written) lower(row.lane);
      return row.chatId;
    },
    inLane: (lane) => (perLane.get(lane) ?? 0) > 0,
    size: () => known.size,
  };
}
