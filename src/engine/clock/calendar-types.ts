import type { Instant } from '../glossary.ts';

/** `24h` never stands still; `working` counts only the policy's working hours on its working days. */
export type CalendarName = '24h' | 'working';

/** A length of time on a calendar. A working `day` is one whole working day, however many hours that is. */
export interface Span {
  amount: number;
  unit: 'minute' | 'hour' | 'day';
  calendar: CalendarName;
}

/** Minutes after local midnight, half open: `{ fromMinute: 540, toMinute: 720 }` is 09:00 to 12:00. */
export interface DayPart {
  fromMinute: number;
  toMinute: number;
}

/** Working time and quiet hours as data; days are local `YYYY-MM-DD`. */
export interface CalendarPolicy {
  /** IANA zone, e.g. `Asia/Shanghai`. */
  zone: string;
  workingParts: readonly DayPart[];
  /** 1 = Monday … 7 = Sunday. */
  workingWeekdays: readonly number[];
  /** Days off in spite of the week or the statutory calendar: typhoon stop, local holidays. */
  extraHolidays: readonly string[];
  /** Days worked in spite of them. */
  extraWorkdays: readonly string[];
  /** The bot is silent then except for 特急 (rules.md 4). A part may wrap midnight: from 1200 to 480. */
  quietParts: readonly DayPart[];
}

/** What has to happen by when; `null` where the state no longer waits for it. */
export interface Deadlines {
  respondBy: Instant;
  updateBy: Instant;
  solveBy: Instant;
}
