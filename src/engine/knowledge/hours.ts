import { amount } from '../clock/date-words.ts';
import { type DateContext, type DayNamed, daysIn } from '../clock/dates.ts';
import type { Instant } from '../glossary.ts';
import { fold } from '../intake/text.ts';
import { dayNumber, instantOf } from '../time.ts';

/** From when to when something lasts. */
export interface Hours {
  from: Instant;
  until: Instant;
}

interface TimeNamed {
  minute: number;
  at: number;
  /** Said to be the end: 「到17点」, 「17点前」. */
  isEnd: boolean;
}

const LAST_MINUTE = 24 * 60 - 1;
const NOON = 12;
const MAX_CHARS = 1000;

const HALF = '(?<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|今晚|明晚|晚)?';
const CLOCK = new RegExp(
  [
    `(?<till>至|到|截止|预计|[-~])?\\s?${HALF}\\s?`,
    `(?:(?<hour>(?<!\\d)\\d{1,2})(?::(?<minute>[0-5]\\d)|[点时](?!长|间|段)(?<rest>半|[0-5]?\\d分?)?)`,
    // 「9-17点」: the first number is an hour too.
    `|(?<first>(?<!\\d)\\d{1,2})(?=\\s?[-~至到]\\s?\\d{1,2}[点时](?!长|间|段))`,
    `|(?<=[午上里晚])(?<word>[一二两三四五六七八九十]{1,3})点(?<wordRest>半)?)`,
    `(?<before>\\s?(?:之?前|以前|恢复|来水|来电|结束))?`,
  ].join(''),
  'g',
);
const LATE = /下午|傍晚|晚|夜里/;

/** 「1-6号楼」, 「9-17点」, 「2-3户」: no month and day. 「5-7日」 and 「2027-01-01」 are. */
const RANGE = /(?<![\d月年/-])\d{1,4}\s?[-~]\s?\d{1,4}(?![\d/-])(?!\s?[日号](?!楼|栋|幢|门))/g;
/** A date at the very end, after others, is the day it was signed. */
const SIGNED_CHARS = 12;

/** When the thing lasts that a text tells of; a text that names neither day nor hour tells nothing of it. */
export function hoursNamed(text: string, { zone, now }: DateContext): Hours | null {
  const folded = fold(text).slice(0, MAX_CHARS);
  const days = unsigned(daysIn(withoutRanges(folded), { zone, now }), folded);
  const times = timesIn(folded);
  if (days.length === 0 && times.length === 0) return null;
  const today = dayNumber(zone, now);
  const first = days[0]?.day ?? today;
  const last = Math.max(first, ...days.map(({ day }) => day));
  const until = endOf(times);
  const from = startOf(times, days);
  // 「22:00到6:00」 ends the day after.
  const over = first === last && from !== null && until !== null && until <= from ? 1 : 0;
  return {
    from: from === null ? now : instantOf(zone, first, from),
    until: instantOf(zone, last + over, until ?? LAST_MINUTE),
  };
}

/** Minutes after midnight; null: it has begun already, for only its end was said. */
function startOf(times: readonly TimeNamed[], days: readonly DayNamed[]): number | null {
  const [first] = times;
  if (first && !(times.length === 1 && first.isEnd)) return first.minute;
  return days.length > 0 && !(days.length === 1 && days[0]?.afterUntil) && !first ? 0 : null;
}

function endOf(times: readonly TimeNamed[]): number | null {
  const last = times.at(-1);
  if (!last) return null;
  return times.length > 1 || last.isEnd ? last.minute : null;
}

function withoutRanges(text: string): string {
  return text.replace(RANGE, (range) => ' '.repeat(range.length));
}

function unsigned(days: readonly DayNamed[], text: string): readonly DayNamed[] {
  const last = days.at(-1);
  const signed =
    last && days.length > 1 && !last.afterUntil && last.at >= text.trimEnd().length - SIGNED_CHARS;
  const told = days.slice(0, -1);
  return signed && told.some(({ day }) => day > last.day) ? told : days;
}

/** `9:30`, `下午2点半`, `17点`, `9-17点`, in order. */
export function timesIn(text: string): readonly TimeNamed[] {
  const found: TimeNamed[] = [];
  let late = false;
  for (const { groups = {}, index } of text.matchAll(CLOCK)) {
    const { half, till, before } = groups;
    if (half !== undefined) late = LATE.test(half);
    const minute = minuteOf(groups, late, found.at(-1)?.minute ?? 0);
    if (minute > LAST_MINUTE + 1) continue;
    found.push({ minute: Math.min(minute, LAST_MINUTE), at: index, isEnd: Boolean(till ?? before) });
  }
  return found;
}

/** 「下午2点到5点」: the second is in the afternoon too, as long as it comes after the first. */
function minuteOf(
  groups: Readonly<Record<string, string | undefined>>,
  late: boolean,
  previous: number,
): number {
  const { half, hour, first, word, minute, rest, wordRest } = groups;
  const said = word === undefined ? Number(hour ?? first) : amount(word);
  const isHalf = rest === '半' || wordRest === '半';
  const inHour = isHalf ? 30 : Number(minute ?? rest?.replace('分', '') ?? 0);
  const carries = half !== undefined || (said + NOON) * 60 + inHour > previous;
  const noon = half === '中午' && said < 3;
  return (said + (said < NOON && ((late && carries) || noon) ? NOON : 0)) * 60 + inHour;
}
