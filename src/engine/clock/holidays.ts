/**
 * The State Council's yearly holiday notices as data. The package's JSON is read, not its functions: those parse
 * days in the host's zone and are a day off west of Greenwich.
 */
import data from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

const HOLIDAYS: ReadonlySet<string> = new Set(Object.keys(data.holidays));
const MAKE_UP_DAYS: ReadonlySet<string> = new Set(Object.keys(data.workdays));
const COVERED_YEARS: ReadonlySet<number> = new Set([...HOLIDAYS].map((day) => Number(day.slice(0, 4))));

/** What the statutory calendar says of a day (`YYYY-MM-DD`): off, worked at a weekend, or nothing special. */
export function statutory(day: string): 'holiday' | 'make-up' | null {
  if (HOLIDAYS.has(day)) return 'holiday';
  return MAKE_UP_DAYS.has(day) ? 'make-up' : null;
}

/** Whether the year's notice is in the data: next year's usually appears in November. */
export function isCovered(year: number): boolean {
  return COVERED_YEARS.has(year);
}
