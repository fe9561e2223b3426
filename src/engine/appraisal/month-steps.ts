/** A month's way from open to frozen (rules.md 8.4): which step comes next, when it falls due, and what it makes of the month. */
import { addSpan } from '../clock/calendar.ts';
import type { CalendarPolicy } from '../clock/calendar-types.ts';
import type { Instant, StreetId } from '../glossary.ts';
import { dayNumber, instantOf } from '../time.ts';
import type { Ballot } from './ballot.ts';
import type { Window } from './facts.ts';
import type { Month, MonthState } from './month.ts';
import type { MonthSchedule, WindowRule } from './policy.ts';
import { keyAt, nextKey, windowOf } from './window.ts';

/** What the clock does with a month; a month without a row is begun by `monthToBegin`. */
export const MONTH_STEPS = ['collect', 'compute', 'preview', 'publish', 'freeze'] as const;
export type MonthStep = (typeof MONTH_STEPS)[number];

export interface MonthContext {
  /** Of the policy that the month keeps. */
  schedule: Pick<MonthSchedule, 'closesAtMinute' | 'closesDaysAfter' | 'publishAfter' | 'appealWithin'>;
  calendar: CalendarPolicy;
  /** Of this month: an open one is waited for. */
  ballots: readonly Pick<Ballot, 'status' | 'closesAt'>[];
  openAppeals: number;
}

/** A step with when it falls due: an instant that may have passed. Null: it waits for a person. */
interface Next {
  step: MonthStep;
  at: Instant | null;
}

const NEXT: Readonly<Record<MonthState, (month: Month, context: MonthContext) => Next | null>> = {
  open: ({ window }) => ({ step: 'collect', at: window.until }),
  collecting: (month, context) => ({ step: 'compute', at: computesAt(month, context) }),
  computed: ({ since }) => ({ step: 'preview', at: since }),
  previewed: (month, context) => ({ step: 'publish', at: publishesAt(month, context) }),
  published: (month, context) => ({ step: 'freeze', at: freezesAt(month, context) }),
  appealed: (month, context) => ({ step: 'freeze', at: freezesAt(month, context) }),
  frozen: () => null,
};

/** The step that has fallen due by `now`, one at a time; null: none. A step that was done is not due again. */
export function stepDue(month: Month, context: MonthContext, now: Instant): MonthStep | null {
  const next = NEXT[month.state](month, context);
  return next !== null && next.at !== null && next.at <= now ? next.step : null;
}

/** When the clock has to look at the month again; null: only a person moves it on, or nobody. */
export function nextMonthDueAt(month: Month, context: MonthContext): Instant | null {
  return NEXT[month.state](month, context)?.at ?? null;
}

/** On the policy's day and minute, and not while people may still vote. */
function computesAt({ window }: Month, { schedule, calendar, ballots }: MonthContext): Instant {
  const day = dayNumber(calendar.zone, window.until) + schedule.closesDaysAfter;
  const open = ballots.filter(({ status }) => status === 'open').map(({ closesAt }) => closesAt);
  return Math.max(instantOf(calendar.zone, day, schedule.closesAtMinute), ...open);
}

function publishesAt({ since }: Month, { schedule, calendar }: MonthContext): Instant | null {
  return schedule.publishAfter && addSpan(calendar, since, schedule.publishAfter);
}

/** Nobody's appeal is cut off by the calendar: an open one keeps the month from freezing. */
function freezesAt(month: Month, context: MonthContext): Instant | null {
  return context.openAppeals > 0 ? null : appealsUntil(month, context);
}

/** The last instant at which an appeal is taken; null: not published. */
export function appealsUntil(
  { publishedAt }: Pick<Month, 'publishedAt'>,
  { schedule, calendar }: Pick<MonthContext, 'schedule' | 'calendar'>,
): Instant | null {
  return publishedAt === null ? null : addSpan(calendar, publishedAt, schedule.appealWithin);
}

/** A month to come, with the instant at which it begins. */
export interface Beginning {
  key: string;
  window: Window;
}

/**
 * The month that follows the newest one; the first month of a street is that of `now`. It begins where the one before it ended, also
 * when the window's rule has changed: nothing is counted twice and nothing falls between. Due at `window.from`.
 */
export function monthToBegin(
  newest: Pick<Month, 'key' | 'window'> | null,
  { rule, zone, now }: { rule: WindowRule; zone: string; now: Instant },
): Beginning {
  if (newest === null) {
    const key = keyAt(rule, zone, now);
    return { key, window: windowOf(rule, zone, key) };
  }
  const key = nextKey(newest.key);
  return { key, window: { from: newest.window.until, until: windowOf(rule, zone, key).until } };
}

export interface NewMonth extends Beginning {
  id: string;
  streetId: StreetId;
  policyHash: string;
  policyVersion: string;
}

export function begun(month: NewMonth, now: Instant): Month {
  const unscored = { version: 0, computedAt: null, publishedAt: null, done: [] };
  return { ...month, ...unscored, state: 'open', since: now, revision: 1 };
}

interface Made {
  from: readonly MonthState[];
  make: (month: Month, now: Instant) => Partial<Month>;
}

const MADE: Readonly<Record<MonthStep, Made>> = {
  collect: { from: ['open'], make: () => ({ state: 'collecting' }) },
  compute: {
    from: ['collecting'],
    make: (_, now) => ({ state: 'computed', version: 1, computedAt: now }),
  },
  preview: { from: ['computed'], make: () => ({ state: 'previewed' }) },
  publish: { from: ['previewed'], make: (_, now) => ({ state: 'published', publishedAt: now }) },
  freeze: { from: ['published', 'appealed'], make: () => ({ state: 'frozen' }) },
};

/** The month after a step; itself, unchanged, where the step has no place: a second call changes nothing. */
export function moved(month: Month, step: MonthStep, now: Instant): Month {
  const { from, make } = MADE[step];
  if (!from.includes(month.state)) return month;
  return { ...month, ...make(month, now), since: now, revision: month.revision + 1 };
}

/** One more appeal. The revision grows with each, so that a month is not frozen at the same time. */
export function appealed(month: Month, now: Instant): Month {
  if (month.state !== 'published' && month.state !== 'appealed') return month;
  const since = month.state === 'appealed' ? month.since : now;
  return { ...month, state: 'appealed', since, revision: month.revision + 1 };
}

/** An upheld appeal made other scores: a new version of the sheets. */
export function revised(month: Month): Month {
  return { ...month, version: month.version + 1, revision: month.revision + 1 };
}

/** Something was said or done once. */
export function withDone(month: Month, key: string): Month {
  if (month.done.includes(key)) return month;
  return { ...month, done: [...month.done, key], revision: month.revision + 1 };
}
