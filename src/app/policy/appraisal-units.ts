import { z } from 'zod';
import type { DecimalText, WindowRule } from '../../engine/appraisal/policy.ts';

/** How people write ids, decimals, times of day and windows in the appraisal part of a policy file. */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+){0,11}$/;
const NAME = /^[^\s,,:;;。、·/-]{1,30}$/;
const DECIMAL = /^(-?)0*(\d{1,9})(?:\.(\d{1,6}))?$/;
const MINUTE = /^([01]\d|2[0-3]):([0-5]\d)$/;
const FROM_DAY = /^from day (\d{1,2})$/;
const DECIMAL_HELP = '应为小数,最多六位小数,例如 0.9';
const TIME_HELP = '时间应写成「09:00」这样';
const FEWEST_DAY = 2;
const MOST_DAY = 28;

/** For what can be written in several ways: none of them fits, or it is not there. */
export function orMissing(help: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? '缺少这一项' : help) };
}

export const id = z
  .string()
  .regex(ID, '编号只用小写字母、数字和短横线,例如 on-time')
  .max(60, '编号最多 60 个字')
  .describe('编号:小写字母、数字和短横线。定了就不要改,以前的月份靠它对上');

/** People type it in a message, so it is one word. */
export const name = z
  .string()
  .regex(NAME, '名称应为 1 到 30 个字,不含空格和标点')
  .describe('名称:群里和报表里怎么叫');

/** A decimal as people write it, kept as exact text without zeros that say nothing: `0.90` is `0.9`. */
export const decimal = z
  .union([z.number(), z.string()], orMissing(DECIMAL_HELP))
  .transform((given, context): DecimalText => exact(String(given)) ?? fail(context, DECIMAL_HELP))
  .meta({ pattern: DECIMAL.source });

/** At least so much, at most so much; bounds are few and small, so comparing them as numbers is exact. */
export function decimalWithin(least: number, most: number) {
  return decimal.refine(
    (text) => Number(text) >= least && Number(text) <= most,
    `应在 ${least} 到 ${most} 之间`,
  );
}

/** `09:00` as the minute of the day. */
export const minuteOfDay = z
  .string()
  .transform((text, context): number => {
    const [, hours, minutes] = MINUTE.exec(text) ?? [];
    if (hours === undefined) return fail(context, TIME_HELP);
    return Number(hours) * 60 + Number(minutes);
  })
  .meta({ pattern: MINUTE.source, examples: ['09:00'] });

/** `calendar month`, or `from day 19`. */
export const window = z
  .string()
  .transform((text, context): WindowRule => {
    if (text === 'calendar month') return { type: 'calendar-month' };
    const day = Number(FROM_DAY.exec(text)?.[1] ?? 0);
    if (day >= FEWEST_DAY && day <= MOST_DAY) return { type: 'from-day', day };
    return fail(context, '应写成「calendar month」或「from day 19」(2 到 28)');
  })
  .meta({ examples: ['calendar month', 'from day 19'] });

function exact(given: string): DecimalText | null {
  const [, sign = '', whole, fraction = ''] = DECIMAL.exec(given) ?? [];
  if (whole === undefined) return null;
  const kept = fraction.replace(/0{1,6}$/, '');
  const text = kept === '' ? whole : `${whole}.${kept}`;
  return text === '0' ? '0' : `${sign}${text}`;
}

function fail(context: z.core.$RefinementCtx, message: string): never {
  context.issues.push({ code: 'custom', message, input: context.value });
  return z.NEVER;
}
