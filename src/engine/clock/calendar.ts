/** Working time, quiet hours and holidays (rules.md 4). All lengths in ms; all days in the calendar's own zone. */
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../glossary.ts';
import { dayNumber, dayText, digest, instantOf, minuteOfDay, weekdayOf } from '../time.ts';
import type { CalendarName, CalendarPolicy, DayPart, Span } from './calendar-types.ts';
import { isCovered, statutory } from './holidays.ts';

const UNIT_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;
/** Nobody is off for so long: a calendar that is has no working time, which the policy file's loader refuses. */
const MAX_IDLE_DAYS = 400;
/** Longer than the longest limit with its extension; the next year's notice appears about so long before it. */
const LOOK_AHEAD_MS = 60 * DAY_MS;

interface Stretch {
  from: Instant;
  to: Instant;
}

/** A day as the calendar has it; a working day may have no working parts. */
interface WorkDay {
  working: boolean;
  parts: readonly Stretch[];
}

/** One calendar's days, each looked into once. */
const knownDays = new WeakMap<CalendarPolicy, Map<number, WorkDay>>();

/**
 * When a span that starts at `from` is over. Working spans that start outside working time start with the next
 * working part; +2 working days from Tuesday 10:30 is Thursday 10:30.
 */
export function addSpan(calendar: CalendarPolicy, from: Instant, span: Span): Instant {
  if (span.calendar === '24h') return from + span.amount * UNIT_MS[span.unit];
  if (span.unit === 'day') return addWorkingDays(calendar, from, span.amount);
  return addMs(calendar, 'working', { from, ms: span.amount * UNIT_MS[span.unit] });
}

/** `from` plus so many ms of the named calendar's time; a negative `ms` goes back. */
export function addMs(
  calendar: CalendarPolicy,
  name: CalendarName,
  { from, ms }: { from: Instant; ms: number },
): Instant {
  if (name === '24h') return from + ms;
  return ms >= 0 ? forward(calendar, from, ms) : backward(calendar, from, -ms);
}

/** How much of the named calendar's time lies between two instants, in ms; negative when `to` is the earlier. */
export function elapsed(
  calendar: CalendarPolicy,
  name: CalendarName,
  { from, to }: { from: Instant; to: Instant },
): number {
  if (to < from) return -elapsed(calendar, name, { from: to, to: from });
  if (name === '24h') return to - from;
  const lastDay = dayNumber(calendar.zone, to);
  let total = 0;
  for (let day = dayNumber(calendar.zone, from); day <= lastDay; day += 1) {
    for (const part of workDay(calendar, day).parts) {
      total += Math.max(0, Math.min(part.to, to) - Math.max(part.from, from));
    }
  }
  return total;
}

/** How long a span is in ms of its own calendar; a working day is as long as its parts together. */
export function spanMs(calendar: CalendarPolicy, span: Span): number {
  if (span.calendar === '24h' || span.unit !== 'day') return span.amount * UNIT_MS[span.unit];
  const minutes = calendar.workingParts.reduce((sum, part) => sum + part.toMinute - part.fromMinute, 0);
  return span.amount * minutes * MINUTE_MS;
}

/**
 * Whether `at` lies in a working part of a working day: the policy's own days count first, then statutory holidays and
 * make-up days; a year without data falls back on weekdays.
 */
export function isWorkingTime(calendar: CalendarPolicy, at: Instant): boolean {
  const today = workDay(calendar, dayNumber(calendar.zone, at)).parts;
  return today.some((part) => part.from <= at && at < part.to);
}

/**
 * The first year without holiday data that deadlines set at `at` can reach, to be warned of; else null.
 * Such a year falls back on weekdays.
 */
export function uncoveredYear(calendar: CalendarPolicy, at: Instant): number | null {
  const first = digest(calendar.zone, at).year;
  const last = digest(calendar.zone, at + LOOK_AHEAD_MS).year;
  return [first, last].find((year) => !isCovered(year)) ?? null;
}

/** Whether ordinary messages have to wait (rules.md 4: 12:00–14:00 and 20:00–08:00 unless the policy differs). */
export function isQuiet(calendar: CalendarPolicy, at: Instant): boolean {
  const minute = minuteOfDay(calendar.zone, at);
  return calendar.quietParts.some((part) => covers(part, minute));
}

/** The first instant from `at` on that is not quiet. */
export function nextLoud(calendar: CalendarPolicy, at: Instant): Instant {
  let loud = at;
  // Each step leaves one quiet part; adjoining parts need one step each.
  for (let step = 0; step <= calendar.quietParts.length; step += 1) {
    const minute = minuteOfDay(calendar.zone, loud);
    const part = calendar.quietParts.find((quiet) => covers(quiet, minute));
    if (part === undefined) return loud;
    const day = dayNumber(calendar.zone, loud) + (part.toMinute <= minute ? 1 : 0);
    loud = instantOf(calendar.zone, day, part.toMinute);
  }
  return loud;
}

/** A part from 1200 to 480 wraps midnight. */
function covers(part: DayPart, minute: number): boolean {
  if (part.fromMinute <= part.toMinute) return part.fromMinute <= minute && minute < part.toMinute;
  return minute >= part.fromMinute || minute < part.toMinute;
}

function addWorkingDays(calendar: CalendarPolicy, from: Instant, days: number): Instant {
  const start = nextWorking(calendar, from);
  const minute = minuteOfDay(calendar.zone, start);
  let day = dayNumber(calendar.zone, start);
  for (let left = days; left > 0; left -= 1) day = seekDay(calendar, day + 1, 1);
  return nextWorking(calendar, instantOf(calendar.zone, day, minute));
}

/** `at` itself in working time, else the start of the next working part. */
export function nextWorking(calendar: CalendarPolicy, at: Instant): Instant {
  let day = dayNumber(calendar.zone, at);
  for (;;) {
    const part = workDay(calendar, day).parts.find((stretch) => stretch.to > at);
    if (part !== undefined) return Math.max(at, part.from);
    day = seekDay(calendar, day + 1, 1);
  }
}

function forward(calendar: CalendarPolicy, from: Instant, ms: number): Instant {
  let left = ms;
  let day = dayNumber(calendar.zone, from);
  for (;;) {
    for (const part of workDay(calendar, day).parts) {
      const start = Math.max(part.from, from);
      const length = part.to - start;
      if (length > 0 && left <= length) return start + left;
      left -= Math.max(0, length);
    }
    day = seekDay(calendar, day + 1, 1);
  }
}

function backward(calendar: CalendarPolicy, from: Instant, ms: number): Instant {
  let left = ms;
  let day = dayNumber(calendar.zone, from);
  for (;;) {
    for (const part of workDay(calendar, day).parts.toReversed()) {
      const end = Math.min(part.to, from);
      const length = end - part.from;
      if (length > 0 && left <= length) return end - left;
      left -= Math.max(0, length);
    }
    day = seekDay(calendar, day - 1, -1);
  }
}

/** The first working day from `day` on, forwards or backwards. */
function seekDay(calendar: CalendarPolicy, day: number, step: 1 | -1): number {
  for (let tried = 0; tried <= MAX_IDLE_DAYS; tried += 1) {
    if (workDay(calendar, day + tried * step).working) return day + tried * step;
  }
  throw new Error(`calendar without working days around ${dayText(day)}`);
}

function workDay(calendar: CalendarPolicy, day: number): WorkDay {
  const days = knownDays.get(calendar) ?? new Map<number, WorkDay>();
  const known = days.get(day);
  if (known !== undefined) return known;
  const found = lookInto(calendar, day);
  knownDays.set(calendar, days.set(day, found));
  return found;
}

function lookInto(calendar: CalendarPolicy, day: number): WorkDay {
  const working = decideDay(calendar, day);
  const parts = calendar.workingParts.map((part) => ({
    from: instantOf(calendar.zone, day, part.fromMinute),
    to: instantOf(calendar.zone, day, part.toMinute),
  }));
  return { working, parts: working ? parts : [] };
}

function decideDay(calendar: CalendarPolicy, day: number): boolean {
  const text = dayText(day);
  if (calendar.extraWorkdays.includes(text)) return true;
  if (calendar.extraHolidays.includes(text)) return false;
  const special = statutory(text);
  if (special !== null) return special === 'make-up';
  return calendar.workingWeekdays.includes(weekdayOf(day));
}
