import type { Month } from '../../../engine/appraisal/month.ts';
import {
  appealsUntil,
  type Beginning,
  type MonthContext,
  type MonthStep,
  monthToBegin,
  nextMonthDueAt,
  stepDue,
} from '../../../engine/appraisal/month-steps.ts';
import type { AppraisalPolicy } from '../../../engine/appraisal/policy.ts';
import { keysBetween, nextKey, windowOf } from '../../../engine/appraisal/window.ts';
import type { Instant } from '../../../engine/glossary.ts';
import { localDay } from '../../../engine/time.ts';
import { CHASED, PUBLISH_ASKED, waitingReviews } from './marks.ts';
import type { MonthParts } from './month-parts.ts';
import { policyOf, type Standing } from './standing.ts';

/**
 * What is to be done next in a street. `revise`: an appeal was upheld, and its entry makes other scores; `chase`: an appeal was not
 * answered in its time.
 */
export type Step =
  | { type: 'begin'; beginning: Beginning; keeps: 'own' | 'before' }
  | { type: MonthStep | 'revise' | 'chase'; month: Month };

/** Closed by a person before its time: from the end of the window on. */
export interface ByHand {
  key: string;
}

type Given = Pick<MonthParts, 'policy'> & { byHand?: ByHand | undefined };

/** Of several the oldest month's first, so that each is computed on those before it. Null: nothing has come. */
export function nextStep(standing: Standing, given: Given): Step | null {
  for (const month of standing.months) {
    const type = stepOf(month, standing, given);
    if (type !== null) return { type, month };
  }
  const begin = toBegin(standing, given);
  return begin && begin.beginning.window.from <= standing.now ? begin : null;
}

function stepOf(month: Month, standing: Standing, given: Given): MonthStep | 'revise' | 'chase' | null {
  if (waitingReviews(month).length > 0) return 'revise';
  if (month.state === 'previewed' && month.done.includes(PUBLISH_ASKED)) return 'publish';
  const chaseAt = chasesAt(month, standing, given);
  if (chaseAt !== null && chaseAt <= standing.now) return 'chase';
  return stepDue(month, contextOf(month, standing, given), standing.now);
}

/** Once, when no more appeals are taken and some still wait. */
function chasesAt(month: Month, standing: Standing, given: Given): Instant | null {
  const context = contextOf(month, standing, given);
  const isOver = month.state === 'frozen' || month.done.includes(CHASED);
  return isOver || context.openAppeals === 0 ? null : appealsUntil(month, context);
}

/** When the street has to be looked at again; null: when a person moves it. */
export function nextDue(standing: Standing, given: Given): Instant | null {
  const months = standing.months.flatMap((month) => [
    nextMonthDueAt(month, contextOf(month, standing, given)),
    chasesAt(month, standing, given),
  ]);
  const begin = toBegin(standing, given)?.beginning.window.from ?? null;
  const times = [...months, begin].filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

export function contextOf(month: Month, standing: Standing, { policy, byHand }: Given): MonthContext {
  const { schedule } = policyOf(month, standing);
  const atOnce = byHand?.key === month.key ? { closesDaysAfter: 0, closesAtMinute: 0 } : {};
  return {
    schedule: { ...schedule, ...atOnce },
    calendar: policy.calendar,
    ballots: standing.ballots.filter(({ monthKey }) => monthKey === month.key),
    openAppeals: standing.appeals.filter(
      ({ monthKey, status }) => monthKey === month.key && status === 'open',
    ).length,
  };
}

/** A month that begins before the policy of today is effective keeps the one before; without one, none begins yet. */
function toBegin({ months, now }: Standing, { policy }: Given): Extract<Step, { type: 'begin' }> | null {
  const { appraisal, calendar } = policy;
  if (appraisal === null) return null;
  const newest = months.at(-1) ?? null;
  const beginning = monthToBegin(newest, { rule: appraisal.window, zone: calendar.zone, now });
  const isEffective = localDay(calendar.zone, beginning.window.from) >= appraisal.effectiveFrom;
  if (isEffective) return { type: 'begin', beginning, keeps: 'own' };
  if (newest) return { type: 'begin', beginning, keeps: 'before' };
  const first = firstEffective(appraisal, calendar.zone, beginning.key);
  return first && { type: 'begin', beginning: first, keeps: 'own' };
}

/** Farther ahead than this nobody plans. */
const LAST_KEY = '2200-12';

function firstEffective(
  { window: rule, effectiveFrom }: AppraisalPolicy,
  zone: string,
  from: string,
): Beginning | null {
  const key = keysBetween(nextKey(from), LAST_KEY).find(
    (one) => localDay(zone, windowOf(rule, zone, one).from) >= effectiveFrom,
  );
  return key === undefined ? null : { key, window: windowOf(rule, zone, key) };
}
