import { nextLoud } from '../../engine/clock/calendar.ts';
import type { CalendarPolicy } from '../../engine/clock/calendar-types.ts';
import type { Instant, Network } from '../../engine/glossary.ts';
import { dayNumber, instantOf } from '../../engine/time.ts';
import type { Clock, OutboxStore } from '../ports.ts';

/** How many messages of a day an account has left. Accounts that speak too much are banned. */
export interface Budget {
  /** When a message may go out if not now; null: now. */
  postponedTo(urgent: boolean): Promise<Instant | null>;
  /** As `postponedTo`, and when it may go out now it is counted, as so many. */
  take(urgent: boolean, count: number): Promise<Instant | null>;
  /** So many that were taken have not been said. */
  giveBack(count: number): void;
}

export interface BudgetParts {
  network: Network;
  /** Left out: no end. */
  perDay?: number | undefined;
  outbox: OutboxStore;
  clock: Clock;
  calendar: CalendarPolicy;
}

/** Of a day's messages, what ordinary ones may use; the rest is kept for urgent ones. */
const ORDINARY_SHARE = 0.9;

export function createBudget({ network, perDay, outbox, clock, calendar }: BudgetParts): Budget {
  if (perDay === undefined) return NO_END;
  let day = Number.NEGATIVE_INFINITY;
  let said = 0;
  let counting: Promise<void> | null = null;
  const count = async (today: number) => {
    said = await outbox.sentSince(network, instantOf(calendar.zone, today, 0));
    day = today;
  };
  const upToDate = async () => {
    const today = dayNumber(calendar.zone, clock.now());
    while (day < today) {
      counting ??= count(today).finally(() => {
        counting = null;
      });
      await counting;
    }
  };
  const postponedTo = (urgent: boolean): Instant | null => {
    if (said < (urgent ? perDay : Math.floor(perDay * ORDINARY_SHARE))) return null;
    const midnight = instantOf(calendar.zone, day + 1, 0);
    return urgent ? midnight : nextLoud(calendar, midnight);
  };
  return {
    postponedTo: async (urgent) => {
      await upToDate();
      return postponedTo(urgent);
    },
    take: async (urgent, count) => {
      await upToDate();
      const at = postponedTo(urgent);
      if (at === null) said += count;
      return at;
    },
    giveBack: (count) => {
      said = Math.max(0, said - count);
    },
  };
}

const NO_END: Budget = {
  postponedTo: async () => null,
  take: async () => null,
  giveBack: () => {},
};
