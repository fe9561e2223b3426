/** What people may do with a month, and when (rules.md 8.4): one table, from which refusals follow. */
import type { Instant } from '../glossary.ts';
import type { Refusal } from '../refusal.ts';
import { clockText } from '../time.ts';
import { MONTH_STATES, type Month, type MonthState } from './month.ts';
import { appealsUntil, type MonthContext } from './month-steps.ts';

/** `enter`: 记分; `close`: by hand, once its window is over. */
export const MONTH_MOVES = {
  enter: ['open', 'collecting'],
  close: ['open', 'collecting'],
  publish: ['previewed'],
  appeal: ['published', 'appealed'],
  review: ['published', 'appealed'],
} as const satisfies Readonly<Record<string, readonly MonthState[]>>;
export type MonthMove = keyof typeof MONTH_MOVES;

export interface MoveContext extends Pick<MonthContext, 'schedule' | 'calendar'> {
  now: Instant;
}

/** Why the month cannot be moved so now; null: it can. Who may is another table's. */
export function moveRefusal(month: Month, move: MonthMove, context: MoveContext): Refusal | null {
  const states: readonly MonthState[] = MONTH_MOVES[move];
  if (states.includes(month.state)) return tooSoon(month, move, context) ?? tooLate(month, move, context);
  const { key: monthKey, state } = month;
  if (move === 'enter') return { code: 'entry-too-late', monthKey };
  const isAhead = states.every((one) => MONTH_STATES.indexOf(one) > MONTH_STATES.indexOf(state));
  if (isAhead) return { code: 'month-not-ready', monthKey, state, move };
  return state === 'frozen'
    ? { code: 'month-frozen', monthKey, move }
    : { code: 'month-past', monthKey, state, move };
}

function tooSoon({ key, window }: Month, move: MonthMove, { calendar, now }: MoveContext): Refusal | null {
  if (move !== 'close' || window.until <= now) return null;
  const untilText = clockText(calendar.zone, window.until, now);
  return { code: 'month-not-over', monthKey: key, untilText };
}

function tooLate(month: Month, move: MonthMove, context: MoveContext): Refusal | null {
  const until = move === 'appeal' ? appealsUntil(month, context) : null;
  if (until === null || context.now <= until) return null;
  const untilText = clockText(context.calendar.zone, until, context.now);
  return { code: 'appeal-too-late', monthKey: month.key, untilText };
}
