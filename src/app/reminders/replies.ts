import type { MissingItem, WeekFigures } from '../../engine/reminders/figures.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';

/** What is said to staff though nobody asked: each evening, each week, before the month ends. Sentences: src/text/reminders.ts. */
export type ReminderReply =
  /** To one worker alone. */
  | { code: 'due-tomorrow'; tickets: readonly Ticket[] }
  /** To who leads a community. */
  | { code: 'week-told'; community: string; figures: WeekFigures }
  | { code: 'month-missing'; place: string; monthKey: string; missing: MonthMissing };

export interface MonthMissing {
  items: readonly MissingItem[];
  /** Votes still to come, by ballot. */
  ballots: readonly { name: string; missing: number; of: number }[];
  unrated: number;
  endsAt: number;
}
