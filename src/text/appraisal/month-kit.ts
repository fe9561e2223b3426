import type { Share } from '../../app/appraisal/month/month-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import { fixed } from '../../engine/appraisal/decimal.ts';
import type { SubjectKind } from '../../engine/appraisal/policy.ts';
import type { Rank } from '../../engine/appraisal/sheet.ts';
import { localDay } from '../../engine/time.ts';

/** `10月`; of another year `2025年10月`. */
export function monthName(key: string, { now, zone }: Pick<Speaking, 'now' | 'zone'>): string {
  const [year = '', month = ''] = key.split('-');
  const name = `${Number(month)}月`;
  return localDay(zone, now).startsWith(year) ? name : `${year}年${name}`;
}

export const UNRANKED: Readonly<Record<NonNullable<Rank['unranked']>, string>> = {
  'no-data': '没有数据',
  'few-cases': '办件少',
  'small-group': '组里人少',
};

/** A score as people write it: no zeros behind the point. */
export function pointsText(points: string | null): string {
  if (points === null) return '无数据';
  return points.includes('.') ? points.replace(/\.?0+$/, '') : points;
}

/** As `pointsText`, with two places at most: to be read, not to be reckoned with. */
export function shortPoints(points: string): string {
  return pointsText(fixed(points, 2));
}

export function signed(points: string): string {
  return points.startsWith('-') ? pointsText(points) : `+${pointsText(points)}`;
}

/** `98%(49/50)`. */
export function percent({ good, of }: Share): string {
  return `${Math.round((100 * good) / of)}%(${good}/${of})`;
}

export function placeText({ place, tied }: Pick<Rank, 'place' | 'tied'>): string {
  return place === null ? '' : `第${place}名${tied ? '(并列)' : ''}`;
}

/** What people and communities are counted in. */
export const COUNTED: Readonly<Record<SubjectKind, string>> = { person: '人', community: '个' };

/** What closed later than its time says so, once. */
export function lateMark(isLate: boolean): string {
  return isLate ? '【补发】' : '';
}
