import type { Span } from '../../engine/clock/calendar-types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../engine/glossary.ts';
import type { AppraisalFile, BallotFile } from './appraisal-schema.ts';
import type { Contradiction } from './policy-checks.ts';

/** What would come before it can, or run into the next month. Paths are within the appraisal part. */
export function timeFaults(file: AppraisalFile): readonly Contradiction[] {
  return [...file.ballots.flatMap(ballotTimes), ...appeals(file)];
}

function ballotTimes(rule: BallotFile, index: number): readonly Contradiction[] {
  const openMs = (rule.opensDaysBefore + rule.closesDaysAfter) * DAY_MS + rule.closesAt * MINUTE_MS;
  if (openMs === 0) {
    return [{ path: ['ballots', index, 'closesAt'], message: '一开始就截止了:提前几天开始,或者晚一点截止' }];
  }
  return rule.remindBefore.flatMap((beforeMs, at) =>
    beforeMs < openMs
      ? []
      : [{ path: ['ballots', index, 'remindBefore', at], message: '那时候测评还没开始,提醒要短一些' }],
  );
}

/** The shortest month; a month's appeals end before the next month is scored. */
const SHORTEST_MONTH_MS = 28 * DAY_MS;

function appeals({ schedule, ballots }: AppraisalFile): readonly Contradiction[] {
  const { publishAfter, appealWithin, closesDaysAfter, closesAt } = schedule;
  const closesMs = closesDaysAfter * DAY_MS + closesAt * MINUTE_MS;
  const lastBallotMs = Math.max(
    0,
    ...ballots.map((one) => one.closesDaysAfter * DAY_MS + one.closesAt * MINUTE_MS),
  );
  const publishedMs = publishAfter === 'never' ? 0 : atMost(publishAfter);
  const endsMs = Math.max(closesMs, lastBallotMs) + publishedMs + atMost(appealWithin);
  if (endsMs < SHORTEST_MONTH_MS + closesMs) return [];
  const message = '从月结到公布再到申诉结束,会拖到下一次月结之后:把 publishAfter 或 appealWithin 写短一些';
  return [{ path: ['schedule', 'appealWithin'], message }];
}

/** Roughly, for weeks without holidays: five working days a week, eight hours each. */
const WEEK_WORKDAYS = 5;
const WORKDAY_HOURS = 8;

function atMost({ amount, unit, calendar }: Span): number {
  const hours = unit === 'minute' ? (amount * MINUTE_MS) / HOUR_MS : amount;
  if (calendar === '24h') return unit === 'day' ? amount * DAY_MS : hours * HOUR_MS;
  const days = unit === 'day' ? amount : hours / WORKDAY_HOURS;
  return (days / WEEK_WORKDAYS) * 7 * DAY_MS;
}
