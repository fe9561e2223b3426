import type { Instant } from '../glossary.ts';
import { accept, type Result, refuse } from '../refusal.ts';
import { dayNumber, digest, instantOf, localInstant, weekdayOf } from '../time.ts';
import { amount, type DateToken, dateTokens } from './date-words.ts';

/** From when and in whose zone a date in words is meant. */
export interface DateContext {
  zone: string;
  now: Instant;
}

/** Whole local days, both included, as numbers of days since 1970-01-01. */
export interface Days {
  first: number;
  last: number;
}

const EXAMPLE = '5月15日、明天、周五、3天后';
const RANGE_EXAMPLE = '5月12日至13日、明天、12号13号';
const LAST_MINUTE = 24 * 60 - 1;
/** A date without a year that lies further back than this means next year's. */
export const HALF_YEAR_DAYS = 183;

/**
 * The end (23:59) of the day that a text names, e.g. 「要等高压车,缓到5月15日」: the date after 「到」, else the last
 * one. Refused when none is named or it has passed.
 */
export function untilDay(text: string, context: DateContext): Result<Instant> {
  const tokens = dateTokens(text);
  const chosen = tokens.findLast((token) => token.afterUntil) ?? tokens.at(-1);
  const day = chosen ? dayOf(chosen, today(context), null) : null;
  if (day === null) return refuse({ code: 'date-unclear', text, example: EXAMPLE });
  if (day < dayNumber(context.zone, context.now)) return refuse({ code: 'date-in-past', text });
  return accept(instantOf(context.zone, day, LAST_MINUTE));
}

export interface DayNamed {
  day: number;
  at: number;
  /** 「到」 or 「至」 stands before it. */
  afterUntil: boolean;
}

/** Every day a text names, past ones too, in order and where. */
export function daysIn(text: string, context: DateContext): readonly DayNamed[] {
  const found: DayNamed[] = [];
  for (const token of dateTokens(text)) {
    const day = dayOf(token, today(context), found.at(-1)?.day ?? null);
    if (day !== null) found.push({ day, at: token.at, afterUntil: token.afterUntil });
  }
  return found;
}

/** 「两天」, and not 「两天后」. */
const LENGTH = /([一两二三四五六七八九十]|\d{1,2})天(?!之?后|以后)/u;

/** From the first to the last day named, e.g. 「5月12日至13日」, 「12号13号请两天假」, 「明天请三天假」. */
export function daysNamed(text: string, context: DateContext): Result<Days> {
  const days = daysIn(text, context).map(({ day }) => day);
  const first = days[0];
  const last = lastOf(days, text);
  if (first === undefined || last === undefined || last < first) {
    return refuse({ code: 'date-unclear', text, example: RANGE_EXAMPLE });
  }
  if (last < dayNumber(context.zone, context.now)) return refuse({ code: 'date-in-past', text });
  return accept({ first, last });
}

/** The last day named; with one day and a length, that many days from it. */
function lastOf(days: readonly number[], text: string): number | undefined {
  const length = LENGTH.exec(text)?.[1];
  const only = days.length === 1 ? days[0] : undefined;
  return only === undefined || length === undefined ? days.at(-1) : only + amount(length) - 1;
}

/** From 00:00 of the first to 23:59 of the last day. */
export function spanOf(days: Days, zone: string): { from: Instant; until: Instant } {
  return { from: instantOf(zone, days.first, 0), until: instantOf(zone, days.last, LAST_MINUTE) };
}

interface Today {
  day: number;
  year: number;
  month: number;
}

function today({ zone, now }: DateContext): Today {
  const { year, month } = digest(zone, now);
  return { day: dayNumber(zone, now), year, month };
}

/** `before`: the day named just before it, whose month a bare day goes on in. */
function dayOf(token: DateToken, now: Today, before: number | null): number | null {
  switch (token.type) {
    case 'date':
      return ofDate(token, now);
    case 'day':
      return ofBareDay(token.day, now, before);
    case 'offset':
      return now.day + token.days;
    case 'weekday':
      return ofWeekday(token, now.day);
    default:
      return token satisfies never;
  }
}

function ofDate(date: { year: number | null; month: number; day: number }, now: Today): number | null {
  const found = civilDay({ year: date.year ?? now.year, month: date.month, day: date.day });
  if (found === null || date.year !== null || now.day - found < HALF_YEAR_DAYS) return found;
  return civilDay({ year: now.year + 1, month: date.month, day: date.day });
}

/** 「15号」: the next 15th, today included; in a range the next one after the day before it. */
function ofBareDay(day: number, now: Today, before: number | null): number | null {
  const least = before ?? now.day;
  for (let month = now.month; month < now.month + 14; month += 1) {
    const year = now.year + Math.floor((month - 1) / 12);
    const found = civilDay({ year, month: ((month - 1) % 12) + 1, day });
    if (found !== null && found >= least) return found;
  }
  return null;
}

/** 「周五」 is the next one, today included; 「本周五」 this week's even when past; 「下周五」 next week's. */
function ofWeekday({ weekday, weeks }: { weekday: number; weeks: number | null }, day: number): number {
  const monday = day - weekdayOf(day) + 1;
  const thisWeek = monday + weekday - 1;
  if (weeks !== null) return thisWeek + 7 * weeks;
  return thisWeek >= day ? thisWeek : thisWeek + 7;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function civilDay({ year, month, day }: { year: number; month: number; day: number }): number | null {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0);
  if (day < 1 || day > length) return null;
  return dayNumber('UTC', localInstant('UTC', { year, month, day, hour: 0, minute: 0 }));
}
