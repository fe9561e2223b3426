import { type Instant, MINUTE_MS, type StreetId } from '../../../engine/glossary.ts';
import { surroundings } from '../../incoming/batch.ts';
import type { MonthParts } from './month-parts.ts';
import { moveOn, nextDueIn } from './move-on.ts';

/** The months of every street, moved on as their time comes. */
export interface Months {
  /** Takes every step that has come by `now`, each in a transaction of its own: after a crash the next call goes on. */
  run(now: Instant): Promise<void>;
  /** When the first step falls due; null: none that can be foreseen. */
  nextDueAt(now: Instant): Promise<Instant | null>;
  /** A person has said something that a month waits for (公布, 复核): done at once where the clock is this process's. */
  wake(): void;
  /** Resolves when what `wake` began is done. */
  idle(): Promise<void>;
}

/** Another process may have changed a month: its street is looked at again after so long, though nothing seems due. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

export function createMonths(parts: MonthParts, ticks: () => boolean): Months {
  const lookAt = new Map<StreetId, Instant>();
  let doing: Promise<void> = Promise.resolve();
  const runAll = async (now: Instant) => {
    for (const streetId of await streetsOf(parts)) {
      if (now < (lookAt.get(streetId) ?? now)) continue;
      const dueAt = await attempt(streetId, now, parts);
      lookAt.set(streetId, Math.min(dueAt ?? Infinity, now + LOOK_AGAIN_MS));
    }
  };
  const inTurn = (now: () => Instant) => {
    doing = doing.then(() => runAll(now()));
    const done = doing;
    doing = done.catch(() => {});
    return done;
  };
  return {
    run: (now) => inTurn(() => now),
    nextDueAt: async (now) => {
      const times = await Promise.all((await streetsOf(parts)).map((id) => nextDueIn(id, now, parts)));
      return times.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
    },
    wake: () => {
      lookAt.clear();
      if (!ticks()) return;
      inTurn(parts.clock.now).catch((error) =>
        parts.log.error({ error }, 'what a month waits for is done at the next minute'),
      );
    },
    idle: () => doing,
  };
}

async function streetsOf(parts: MonthParts): Promise<readonly StreetId[]> {
  const { directory } = await surroundings(parts);
  return directory.organisation.streets.map(({ id }) => id);
}

/** One street's trouble is no other's. */
async function attempt(streetId: StreetId, now: Instant, parts: MonthParts): Promise<Instant | null> {
  try {
    return await moveOn(streetId, now, parts);
  } catch (error) {
    parts.log.error({ error, streetId }, 'a month could not be moved on; the next minute tries again');
    return now;
  }
}
