/** 「上个月」, 「2026年9月」, 「三季度」 as people ask for months, and the keys they mean. */
import { amount } from '../clock/date-words.ts';
import type { Instant } from '../glossary.ts';
import type { WindowRule } from './policy.ts';
import { keyAt, keysBetween, previousKey } from './window.ts';

export interface MonthWords {
  /** Ascending; never later than the month of `now`. Empty: what was named lies ahead. */
  keys: readonly string[];
  span: 'month' | 'quarter' | 'year';
  /** The text without the words that named it. */
  rest: string;
}

export interface MonthsContext {
  rule: WindowRule;
  zone: string;
  now: Instant;
}

const NUMBER = '[一二三四五六七八九十]{1,2}|\\d{1,2}';
const YEAR = '(?:(\\d{4})年?|(今年|去年|前年)的?)';
/** 「9月3日」 is a day and no month. */
const NOT_A_DAY = '(?!\\s?\\d{1,2}\\s?[日号])(?![一二三四五六七八九十]{1,3}[日号])';
const MONTH = new RegExp(`${YEAR}?(${NUMBER})月份?${NOT_A_DAY}`, 'u');
const KEY = /(\d{4})[-./年](0?[1-9]|1[0-2])(?!\d|[-./]\d|月?\d)月?份?/;
const NEAR_MONTH = /(上上|上|本|这|当)个?月份?/u;
const QUARTER = new RegExp(`${YEAR}?(?:第([一二三四1-4])季度?|([一二三四1-4])季度|[Qq]([1-4]))`, 'u');
const NEAR_QUARTER = /(上|本|这)个?季度/u;
const WHOLE_YEAR = /(\d{4})年|(今年|去年|前年)/u;
const NEAR_YEARS: ReadonlyMap<string | undefined, number> = new Map([
  ['今年', 0],
  ['去年', 1],
  ['前年', 2],
]);

/** The months a text names; null: none. A month without its year is the last one that has begun. */
export function monthsIn(text: string, context: MonthsContext): MonthWords | null {
  const today = keyAt(context.rule, context.zone, context.now);
  for (const read of [byQuarter, byKey, byMonth, byNearMonth, byYear]) {
    const found = read(text, today);
    if (found === null) continue;
    const keys = found.keys.filter((key) => key <= today);
    const rest = `${text.slice(0, found.at)} ${text.slice(found.at + found.length)}`;
    return { keys, span: found.span, rest: rest.replace(/\s+/g, ' ').trim() };
  }
  return null;
}

interface Found extends Pick<MonthWords, 'keys' | 'span'> {
  at: number;
  length: number;
}

type Reader = (text: string, today: string) => Found | null;

const byKey: Reader = (text) => {
  const match = KEY.exec(text);
  if (!match) return null;
  return foundAt(match, 'month', [key(Number(match[1]), Number(match[2]))]);
};

const byMonth: Reader = (text, today) => {
  const match = MONTH.exec(text);
  const month = amount(match?.[3] ?? '');
  if (!match || !(month >= 1 && month <= 12)) return null;
  const year = yearNamed([match[1], match[2]], today);
  const own = key(year ?? yearOf(today), month);
  const meant = year === null && own > today ? key(yearOf(today) - 1, month) : own;
  return foundAt(match, 'month', [meant]);
};

const byNearMonth: Reader = (text, today) => {
  const match = NEAR_MONTH.exec(text);
  if (!match) return null;
  const back = match[1] === '上上' ? 2 : match[1] === '上' ? 1 : 0;
  const before = Array.from({ length: back }).reduce<string>((at) => previousKey(at), today);
  return foundAt(match, 'month', [before]);
};

const byQuarter: Reader = (text, today) => {
  const near = NEAR_QUARTER.exec(text);
  if (near) return foundAt(near, 'quarter', quarterBefore(today, near[1] === '上' ? 1 : 0));
  const match = QUARTER.exec(text);
  const quarter = amount(match?.[3] ?? match?.[4] ?? match?.[5] ?? '');
  if (!match || !(quarter >= 1 && quarter <= 4)) return null;
  const year = yearNamed([match[1], match[2]], today);
  const own = monthsOfQuarter(year ?? yearOf(today), quarter);
  const isAhead = year === null && (own[0] ?? '') > today;
  return foundAt(match, 'quarter', isAhead ? monthsOfQuarter(yearOf(today) - 1, quarter) : own);
};

const byYear: Reader = (text, today) => {
  const match = WHOLE_YEAR.exec(text);
  const year = match && yearNamed([match[1], match[2]], today);
  if (!match || year === null) return null;
  return foundAt(match, 'year', keysBetween(key(year, 1), key(year, 12)));
};

function foundAt(match: RegExpExecArray, span: Found['span'], keys: readonly string[]): Found {
  return { at: match.index, length: match[0].length, span, keys };
}

function yearNamed(
  [digits, near]: readonly [string | undefined, string | undefined],
  today: string,
): number | null {
  if (digits !== undefined) return Number(digits);
  const back = NEAR_YEARS.get(near);
  return back === undefined ? null : yearOf(today) - back;
}

function quarterBefore(today: string, back: number): readonly string[] {
  const quarter = Math.ceil(Number(today.slice(5)) / 3) - back;
  return quarter >= 1
    ? monthsOfQuarter(yearOf(today), quarter)
    : monthsOfQuarter(yearOf(today) - 1, quarter + 4);
}

function monthsOfQuarter(year: number, quarter: number): readonly string[] {
  return keysBetween(key(year, quarter * 3 - 2), key(year, quarter * 3));
}

function yearOf(month: string): number {
  return Number(month.slice(0, 4));
}

function key(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}
