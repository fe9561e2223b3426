import type { Month } from '../../../engine/appraisal/month.ts';
import { moveRefusal } from '../../../engine/appraisal/month-moves.ts';
import { type Beginning, nextMonthDueAt } from '../../../engine/appraisal/month-steps.ts';
import { windowOf } from '../../../engine/appraisal/window.ts';
import type { Instant, StreetId } from '../../../engine/glossary.ts';
import { accept, type Refusal, type Result, refuse } from '../../../engine/refusal.ts';
import { clockText, localDay } from '../../../engine/time.ts';
import type { MonthParts } from './month-parts.ts';
import { moveOn } from './move-on.ts';
import { contextOf } from './next-step.ts';
import { policyOf, type Standing, standingOf } from './standing.ts';
import { takeStep } from './steps.ts';

/**
 * Closes a month that is over before the clock would, or one from before the bot came: counted, scored and previewed in the same
 * steps. Refused while it runs, when it is closed, and while people may still vote.
 */
export async function closeByHand(
  { streetId, key }: { streetId: StreetId; key: string },
  now: Instant,
  parts: MonthParts,
): Promise<Result<Month>> {
  const before = await standingOf(streetId, now, parts);
  const refusal = refusalOf(key, before, parts);
  if (refusal) return refuse(refusal);
  const missed = missedMonth(key, before, parts);
  if (missed) await takeStep({ type: 'begin', beginning: missed, keeps: 'own' }, before, parts);
  await moveOn(streetId, now, { ...parts, byHand: { key } });
  const after = await standingOf(streetId, now, parts);
  const month = after.months.find((one) => one.key === key);
  if (!month) return refuse({ code: 'month-none', monthKey: key });
  return month.version > 0 ? accept(month) : refuse(waiting(month, after, parts));
}

function refusalOf(key: string, standing: Standing, { policy }: MonthParts): Refusal | null {
  const { now } = standing;
  const { calendar, appraisal } = policy;
  const month = standing.months.find((one) => one.key === key);
  // A close that was cut off before the preview goes on.
  if (month?.state === 'computed') return null;
  if (month) {
    return moveRefusal(month, 'close', { schedule: policyOf(month, standing).schedule, calendar, now });
  }
  if (appraisal === null) return { code: 'no-appraisal' };
  const { from, until } = windowOf(appraisal.window, calendar.zone, key);
  if (until > now) {
    return { code: 'month-not-over', monthKey: key, untilText: clockText(calendar.zone, until, now) };
  }
  const isBefore = localDay(calendar.zone, from) < appraisal.effectiveFrom;
  return isBefore ? { code: 'month-none', monthKey: key } : null;
}

/** One from before the first that is known; what follows it is begun by itself. */
function missedMonth(key: string, { months }: Standing, { policy }: MonthParts): Beginning | null {
  const { appraisal, calendar } = policy;
  const [first] = months;
  if (appraisal === null || (first && first.key <= key)) return null;
  const { from, until } = windowOf(appraisal.window, calendar.zone, key);
  return { key, window: { from, until: first ? Math.min(until, first.window.from) : until } };
}

/** Only votes are waited for. */
function waiting(month: Month, standing: Standing, parts: MonthParts): Refusal {
  const { calendar } = parts.policy;
  const context = contextOf(month, standing, { ...parts, byHand: { key: month.key } });
  const until = nextMonthDueAt(month, context) ?? standing.now;
  return {
    code: 'ballots-open',
    monthKey: month.key,
    untilText: clockText(calendar.zone, until, standing.now),
  };
}
