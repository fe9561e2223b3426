/**
 * A date as somebody wrote it, before anyone asks from which day it counts. `afterUntil`: 「到」 or 「至」 stands before
 * it; `at`: where it begins.
 */
export type DateToken = { afterUntil: boolean; at: number } & (
  | { type: 'date'; year: number | null; month: number; day: number }
  | { type: 'day'; day: number }
  | { type: 'offset'; days: number }
  /** `weeks`: 0 this week, 1 next; `null` unsaid. */
  | { type: 'weekday'; weekday: number; weeks: number | null }
);

const NUMBER = '(?:\\d{1,2}|[一二三四五六七八九十两廿]{1,3})';

/** 「1号、2号楼」: the first is no day either. */
const ONE_OF_BUILDINGS = '(?:[、,，和及与至到~-]\\s?\\d{1,3}\\s?号?){1,6}[楼栋幢门]';

const PATTERN = new RegExp(
  [
    `(?<until>[到至])?\\s?(?:`,
    `(?:(?<year>20\\d\\d)[年/-])?(?<month>${NUMBER})(?:月|(?<=\\d)[/-](?=\\d))(?<day>${NUMBER})(?:日|号)?(?!\\d)`,
    `|(?<bare>(?<!\\d)${NUMBER})(?:日|号)(?!楼|单|栋|幢|门|线|院|房|网格|工单|${ONE_OF_BUILDINGS})`,
    `|(?<near>大后天|后天|明[天日]|今[天日])`,
    `|(?<count>${NUMBER})(?<unit>天|周|个?星期)(?:之后|以后|后)`,
    `|(?<weeks>下下|下|这|本)?个?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])`,
    `)`,
  ].join(''),
  'gu',
);

const NEAR_DAYS: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  明天: 1,
  明日: 1,
  后天: 2,
  大后天: 3,
};

const WEEKS: Readonly<Record<string, number>> = { 这: 0, 本: 0, 下: 1, 下下: 2 };

/** Every date in a text, in order. A number without month, day or weekday word beside it is none. */
export function dateTokens(text: string): readonly DateToken[] {
  return [...text.matchAll(PATTERN)].flatMap((match) => {
    const token = tokenOf(match.groups ?? {}, match.index);
    return token ? [token] : [];
  });
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, at: number): DateToken | null {
  const { year, month, day, bare, near, count, unit, weeks, weekday } = groups;
  const afterUntil = groups['until'] !== undefined;
  if (month && day) {
    return {
      type: 'date',
      afterUntil,
      at,
      year: year ? Number(year) : null,
      month: amount(month),
      day: amount(day),
    };
  }
  if (bare) return { type: 'day', afterUntil, at, day: amount(bare) };
  if (near) return { type: 'offset', afterUntil, at, days: NEAR_DAYS[near] ?? 0 };
  if (count) return { type: 'offset', afterUntil, at, days: amount(count) * (unit === '天' ? 1 : 7) };
  if (!weekday) return null;
  const known = '一二三四五六日'.indexOf(weekday === '天' ? '日' : weekday) + 1;
  return { type: 'weekday', afterUntil, at, weekday: known, weeks: weeks ? (WEEKS[weeks] ?? 0) : null };
}

const DIGITS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Numbers up to 99 in figures or Chinese letters: 15, 十五, 二十, 三十一, 廿五. */
export function amount(written: string): number {
  if (/^\d/.test(written)) return Number(written);
  const [tens, ones] = written.replace('廿', '二十').split('十');
  if (ones === undefined) return DIGITS[written] ?? 0;
  return (tens ? (DIGITS[tens] ?? 0) : 1) * 10 + (DIGITS[ones] ?? 0);
}

/** What a text says besides its dates: the reason that stands beside them. */
export function withoutDates(text: string): string {
  return text.replace(PATTERN, '').replace(/[\s,，。;；:：、缓延到至前]/gu, '');
}
