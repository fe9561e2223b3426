import { z } from 'zod';
import type { CalendarName, DayPart, Span } from '../../engine/clock/calendar-types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';

/** How people write lengths, times and days in a policy file. A year is the longest length that makes sense. */
const LENGTH = /^(\d{1,5}) (working )?(minute|hour|day)s?$/;
const SECONDS = /^([1-9]|[1-5]\d|60) seconds?$/;
const PART = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MINUTES = 24 * 60;
const UNIT_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;

const LENGTH_HELP = '应写成「10 minutes」「2 working hours」「5 working days」这样';
const PART_HELP = '应写成「09:00-12:00」这样';

/** `2 working hours`; a deadline of nothing would be over at once, so not 0. */
export const span = z
  .string()
  .transform((text, context): Span => readSpan(text) ?? fail(context, LENGTH_HELP))
  .meta({ pattern: LENGTH.source, examples: ['30 minutes', '2 working hours', '5 working days'] });

/** `30 minutes` as ms; always on the 24-hour clock. */
export const length = z
  .string()
  .transform((text, context): number => {
    const read = readSpan(text);
    if (read?.calendar === '24h') return read.amount * UNIT_MS[read.unit];
    return fail(context, '应写成「30 minutes」「72 hours」「7 days」这样,这里不能用工作时间');
  })
  .meta({ pattern: LENGTH.source, examples: ['30 minutes', '72 hours', '7 days'] });

/** `2 seconds` as ms: how long a program is waited for. */
export const patience = z
  .string()
  .transform((text, context): number => {
    const amount = Number(SECONDS.exec(text)?.[1] ?? 0);
    return amount > 0 ? amount * SECOND_MS : fail(context, '应写成「2 seconds」这样,1 到 60 秒');
  })
  .meta({ pattern: SECONDS.source, examples: ['2 seconds'] });

/** `09:00-12:00`; `20:00-08:00` wraps midnight. */
export const dayPart = z
  .string()
  .transform((text, context): DayPart => readPart(text) ?? fail(context, PART_HELP))
  .meta({ pattern: PART.source, examples: ['09:00-12:00', '20:00-08:00'] });

/** `2026-10-01`, a day there is. */
export const day = z
  .string()
  .refine(isDay, '日期应写成 2026-10-01 这样,并且真有这一天')
  .meta({ pattern: DAY.source, examples: ['2026-10-01'] });

function fail(context: z.core.$RefinementCtx, message: string): never {
  context.issues.push({ code: 'custom', message, input: context.value });
  return z.NEVER;
}

function readSpan(text: string): Span | null {
  const [, amount, working, unit] = LENGTH.exec(text) ?? [];
  if (amount === undefined || Number(amount) === 0) return null;
  const calendar: CalendarName = working === undefined ? '24h' : 'working';
  return { amount: Number(amount), unit: unitOf(unit), calendar };
}

function unitOf(text: string | undefined): Span['unit'] {
  if (text === 'minute' || text === 'hour') return text;
  return 'day';
}

function readPart(text: string): DayPart | null {
  const [, ...digits] = PART.exec(text) ?? [];
  const [fromHour = 99, fromMinute = 99, toHour = 99, toMinute = 99] = digits.map(Number);
  const part = { fromMinute: fromHour * 60 + fromMinute, toMinute: toHour * 60 + toMinute };
  const inDay =
    fromMinute < 60 && toMinute < 60 && part.fromMinute < DAY_MINUTES && part.toMinute <= DAY_MINUTES;
  return inDay && part.fromMinute !== part.toMinute ? part : null;
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
