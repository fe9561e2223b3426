/**
 * Calendar arithmetic in any IANA zone, never in the host's. The only engine file that may use Date and Intl,
 * and it only does so with instants it was given.
 */
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from './glossary.ts';

/** A local moment taken apart; `weekday` 1 = Monday … 7 = Sunday. */
export interface Digest {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}

/** A local moment to be found; `month` and `day` count from 1 and may run over (month 13 is next January). */
export interface LocalMoment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** From `from` on, local time is UTC plus `offsetMs`. */
interface Shift {
  from: Instant;
  offsetMs: number;
}

/** A shift that holds until `until`. */
interface Spell extends Shift {
  until: Instant;
}

/** Shorter than any spell between two shifts of a real zone: sampling this often finds every shift. */
const SAMPLE_MS = 7 * DAY_MS;

const formats = new Map<string, Intl.DateTimeFormat>();
const shifts = new Map<string, readonly Shift[]>();
/** Questions come in runs of the same months: the last answer is nearly always the next. */
const lastSpell = new Map<string, Spell>();

/** Whether the zone's name is one that Intl knows. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** `at` as the clocks of `zone` show it. */
export function digest(zone: string, at: Instant): Digest {
  const local = new Date(at + offsetMs(zone, at));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: ((local.getUTCDay() + 6) % 7) + 1,
  };
}

/** `2026-06-03`. */
export function localDay(zone: string, at: Instant): string {
  return dayText(dayNumber(zone, at));
}

/** Days from 1970-01-01 to the local day of `at`. */
export function dayNumber(zone: string, at: Instant): number {
  return Math.floor((at + offsetMs(zone, at)) / DAY_MS);
}

/** `2026-06-03` of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday; day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Minutes after local midnight, with fractions for seconds. */
export function minuteOfDay(zone: string, at: Instant): number {
  const local = at + offsetMs(zone, at);
  return (local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS;
}

/** The instant `minute` minutes after local midnight of a day. Of a doubled hour the first; a skipped one moves on. */
export function instantOf(zone: string, day: number, minute: number): Instant {
  const asUtc = day * DAY_MS + minute * MINUTE_MS;
  const before = asUtc - offsetMs(zone, asUtc - DAY_MS);
  if (before + offsetMs(zone, before) === asUtc) return before;
  const after = asUtc - offsetMs(zone, asUtc + DAY_MS);
  return after + offsetMs(zone, after) === asUtc ? after : before;
}

/** The instant at which the clocks of `zone` show this. */
export function localInstant(zone: string, moment: LocalMoment): Instant {
  const day = Date.UTC(moment.year, moment.month - 1, moment.day) / DAY_MS;
  return instantOf(zone, day, moment.hour * 60 + moment.minute);
}

/** As people say it: `今天 20:14`, `明天 09:00`, `6月5日 09:00`, with the year when it is another one. */
export function clockText(zone: string, at: Instant, now: Instant): string {
  const then = digest(zone, at);
  const time = `${twoDigits(then.hour)}:${twoDigits(then.minute)}`;
  const near = NEAR_DAYS.get(dayNumber(zone, at) - dayNumber(zone, now));
  if (near !== undefined) return `${near} ${time}`;
  const year = then.year === digest(zone, now).year ? '' : `${then.year}年`;
  return `${year}${then.month}月${then.day}日 ${time}`;
}

const NEAR_DAYS: ReadonlyMap<number, string> = new Map([
  [-1, '昨天'],
  [0, '今天'],
  [1, '明天'],
]);

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function offsetMs(zone: string, at: Instant): number {
  const last = lastSpell.get(zone);
  if (last !== undefined && last.from <= at && at < last.until) return last.offsetMs;
  const spell = spellOf(zone, at);
  lastSpell.set(zone, spell);
  return spell.offsetMs;
}

/** The time around `at`, within its UTC year, during which the zone does not shift. */
function spellOf(zone: string, at: Instant): Spell {
  const year = new Date(at).getUTCFullYear();
  const ofYear = shiftsOf(zone, year);
  const index = ofYear.findLastIndex((shift) => shift.from <= at);
  const { from, offsetMs } = ofYear[index] ?? { from: at, offsetMs: 0 };
  return { from, offsetMs, until: ofYear[index + 1]?.from ?? Date.UTC(year + 1, 0, 1) };
}

/** A zone's shifts within a UTC year, found once: Intl is asked some fifty times a year, not once a question. */
function shiftsOf(zone: string, year: number): readonly Shift[] {
  const key = `${zone} ${year}`;
  const known = shifts.get(key);
  if (known !== undefined) return known;
  const found = findShifts(zone, year);
  shifts.set(key, found);
  return found;
}

function findShifts(zone: string, year: number): readonly Shift[] {
  const end = Date.UTC(year + 1, 0, 1);
  const found: Shift[] = [];
  let from = Date.UTC(year, 0, 1);
  let offset = askOffsetMs(zone, from);
  found.push({ from, offsetMs: offset });
  while (from < end) {
    const to = Math.min(from + SAMPLE_MS, end);
    const next = askOffsetMs(zone, to);
    if (next !== offset) found.push({ from: firstWith(zone, from, to), offsetMs: next });
    offset = next;
    from = to;
  }
  return found;
}

/** The first minute in (`before`, `after`] that has the offset of `after`. */
function firstWith(zone: string, before: Instant, after: Instant): Instant {
  const offset = askOffsetMs(zone, after);
  let low = before;
  let high = after;
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (askOffsetMs(zone, middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

function askOffsetMs(zone: string, at: Instant): number {
  const whole = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const parts = new Map<string, number>();
  for (const part of formatOf(zone).formatToParts(whole)) parts.set(part.type, Number(part.value));
  const field = (name: string) => parts.get(name) ?? 0;
  const local = Date.UTC(field('year'), field('month') - 1, field('day'));
  return local + field('hour') * HOUR_MS + field('minute') * MINUTE_MS + field('second') * 1000 - whole;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}
