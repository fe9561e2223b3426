/** When what nobody asked for is said to staff: every evening, every week, before the month ends. Whole local days. */
import type { AppraisalPolicy } from '../appraisal/policy.ts';
import { keyAt, windowOf } from '../appraisal/window.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import { dayNumber, dayText, digest, instantOf, weekdayOf } from '../time.ts';

export const REMINDER_KINDS = ['tomorrow', 'week', 'missing'] as const;
export type ReminderRound = (typeof REMINDER_KINDS)[number];

/** `key` names it once for ever: `tomorrow:2026-11-22`. */
export interface Moment {
  kind: ReminderRound;
  key: string;
  at: Instant;
}

/** Said later than this it helps nobody: the next one comes. */
const GOOD_FOR_MS: Readonly<Record<ReminderRound, number>> = {
  tomorrow: 5 * HOUR_MS,
  week: DAY_MS,
  missing: 2 * DAY_MS,
};
/** The rarest of them comes once a month: within two months there is one, if the policy has any. */
const AHEAD_DAYS = 62;

/** Those whose time has come and is not past. */
export function momentsDue(policy: ServicePolicy, now: Instant): readonly Moment[] {
  const today = dayNumber(policy.calendar.zone, now);
  return [today - 2, today - 1, today]
    .flatMap((day) => momentsOf(policy, day))
    .filter(({ kind, at }) => at <= now && now < at + GOOD_FOR_MS[kind]);
}

/** The next one after `now`; null: the policy has none. */
export function nextMomentAt(policy: ServicePolicy, now: Instant): Instant | null {
  const today = dayNumber(policy.calendar.zone, now);
  for (let day = today; day <= today + AHEAD_DAYS; day += 1) {
    const later = momentsOf(policy, day).filter(({ at }) => at > now);
    if (later.length > 0) return Math.min(...later.map(({ at }) => at));
  }
  return null;
}

function momentsOf(policy: ServicePolicy, day: number): readonly Moment[] {
  const { zone } = policy.calendar;
  const { tomorrowAtMinute } = policy.timing;
  const at = (kind: ReminderRound, minute: number): Moment => ({
    kind,
    key: `${kind}:${dayText(day)}`,
    at: instantOf(zone, day, minute),
  });
  return [
    ...(tomorrowAtMinute === null ? [] : [at('tomorrow', tomorrowAtMinute)]),
    ...(policy.appraisal === null ? [] : ofMonth(policy.appraisal, { zone, day, at })),
  ];
}

interface Day {
  zone: string;
  day: number;
  at(kind: ReminderRound, minute: number): Moment;
}

function ofMonth({ schedule, window }: AppraisalPolicy, { zone, day, at }: Day): readonly Moment[] {
  const { digestWeekday, digestAtMinute, missingDay } = schedule;
  const noon = instantOf(zone, day, 12 * 60);
  const isMissingDay = digest(zone, noon).day === missingDay;
  // In a window from the 19th the 25th lies at its beginning: nothing can be missing yet.
  const isLate = windowOf(window, zone, keyAt(window, zone, noon)).until - noon < 16 * DAY_MS;
  return [
    ...(digestWeekday === weekdayOf(day) ? [at('week', digestAtMinute)] : []),
    ...(isMissingDay && isLate ? [at('missing', digestAtMinute)] : []),
  ];
}
