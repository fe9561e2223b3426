import type { Instant } from '../../engine/glossary.ts';
import type { Clock } from '../ports.ts';
import type { Timer } from '../timer.ts';

/** Calls back at instants of the program's clock, those close together at once. */
export interface Wakes {
  at(instant: Instant): void;
  stop(): void;
}

const SLOT_MS = 250;
/** Timers may go off a moment early. */
const EARLY_MS = 2;
/** What is further off is found by the clock's regular look. */
const HORIZON_MS = 15 * 60_000;

export function createWakes(clock: Clock, timer: Timer, wake: () => void): Wakes {
  const slots = new Map<number, () => void>();
  return {
    at: (instant) => {
      const now = clock.now();
      const slot = Math.ceil(instant / SLOT_MS);
      if (slots.has(slot) || instant - now > HORIZON_MS) return;
      const callOff = timer.after(Math.max(0, slot * SLOT_MS - now + EARLY_MS), () => {
        slots.delete(slot);
        wake();
      });
      slots.set(slot, callOff);
    },
    stop: () => {
      for (const callOff of slots.values()) callOff();
      slots.clear();
    },
  };
}
