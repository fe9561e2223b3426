/** 「9月3日」, 「周五」, 「3号」 of what has happened: the last such day, where of what is planned it is the next. */
import { dayNumber, digest, weekdayOf } from '../time.ts';
import { type DateToken, dateTokens } from './date-words.ts';
import { civilDay, type DateContext, daysIn, HALF_YEAR_DAYS } from './dates.ts';

const AGO: ReadonlyMap<string, number> = new Map([
  ['大前', 3],
  ['前', 2],
  ['昨', 1],
]);
const DAYS_AGO = /(大前|前|昨)[天日晚]/u;
const LAST_WEEK = /上个?(?:周|星期|礼拜)([一二三四五六日天])/u;

/** The first day a text names; null: none. A day ahead: it was written so, or last year's is long past. */
export function pastDay(text: string, context: DateContext): number | null {
  const back = daysBack(text, context);
  if (back !== null) return back;
  const [token] = dateTokens(text);
  const [named] = daysIn(text, context);
  if (!token || !named) return null;
  const today = dayNumber(context.zone, context.now);
  if (named.day <= today) return named.day;
  return suchDays(token, named.day, context).find((day) => day !== null && day <= today) ?? named.day;
}

/** 「昨天」, 「上周五」: what nobody plans for. */
function daysBack(text: string, { zone, now }: DateContext): number | null {
  const today = dayNumber(zone, now);
  const ago = AGO.get(DAYS_AGO.exec(text)?.[1] ?? '');
  if (ago !== undefined) return today - ago;
  const weekday = LAST_WEEK.exec(text)?.[1];
  if (weekday === undefined) return null;
  const at = '一二三四五六日'.indexOf(weekday === '天' ? '日' : weekday);
  return today - weekdayOf(today) + 1 - 7 + at;
}

/** What else the words could mean, the latest first. */
function suchDays(token: DateToken, ahead: number, { zone, now }: DateContext): readonly (number | null)[] {
  const { year, month } = digest(zone, now);
  if (token.type === 'weekday') return token.weeks === null ? [ahead - 7] : [];
  if (token.type === 'day') {
    const months = [0, 1, 2].map((back) => year * 12 + month - 1 - back);
    return months.map((at) => civilDay({ year: Math.floor(at / 12), month: (at % 12) + 1, day: token.day }));
  }
  if (token.type !== 'date' || token.year !== null) return [];
  const own = civilDay({ ...token, year });
  const before = civilDay({ ...token, year: year - 1 });
  const isNear = before !== null && dayNumber(zone, now) - before < HALF_YEAR_DAYS;
  return [own, isNear ? before : null];
}
