import type { ProbeFinding } from '../../chat/network.ts';
import type { AppraisalPolicy, MonthSchedule, WindowRule } from '../../engine/appraisal/policy.ts';
import { keyAt, nextKey, windowOf } from '../../engine/appraisal/window.ts';
import type { Instant } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { localDay, localInstant } from '../../engine/time.ts';

/** How months are scored, and whether that has begun. */
export function appraisalFindings(
  { appraisal, calendar }: Pick<ServicePolicy, 'appraisal' | 'calendar'>,
  now: Instant,
): readonly ProbeFinding[] {
  if (appraisal === null) return [{ state: 'ok', message: '制度里没有写,每月不打分。' }];
  const first = firstMonth(appraisal, calendar.zone);
  const isAhead = localDay(calendar.zone, now) < appraisal.effectiveFrom;
  const ahead = `${appraisal.effectiveFrom} 才起用:第一个用它打分的月份是 ${first},之前的用原来的制度,没有就不打分。`;
  return [
    { state: 'ok', message: summary(appraisal) },
    ...(isAhead ? [{ state: 'note' as const, message: ahead }] : []),
  ];
}

/** Of the months that begin on that day or later; one already under way then stays unscored. */
function firstMonth({ window, effectiveFrom }: AppraisalPolicy, zone: string): string {
  const [year = 0, month = 1, day = 1] = effectiveFrom.split('-').map(Number);
  const start = localInstant(zone, { year, month, day, hour: 0, minute: 0 });
  const key = keyAt(window, zone, start);
  return windowOf(window, zone, key).from === start ? key : nextKey(key);
}

function summary({ items, dimensions, groups, ballots, consequences, window, schedule }: AppraisalPolicy) {
  const parts = [
    `${items.length} 项`,
    `${dimensions.length} 个维度`,
    `${groups.length} 个组`,
    `${ballots.length} 种测评`,
    `${consequences.length} 条结果运用`,
  ];
  return `${parts.join(',')};${closing(window, schedule)}。`;
}

function closing(window: WindowRule, { closesDaysAfter, closesAtMinute }: MonthSchedule): string {
  const first = window.type === 'calendar-month' ? 1 : window.day;
  const [hour, minute] = [Math.floor(closesAtMinute / 60), closesAtMinute % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const later = closesDaysAfter === 0 ? '' : `之后第 ${closesDaysAfter} 天`;
  return `每月 ${first} 日${later} ${hour}:${minute} 月结`;
}
