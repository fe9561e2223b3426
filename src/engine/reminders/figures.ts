/** What the reminders of a day, a week and a month tell. Pure counts over tickets and entries. */
import type { LedgerEntry } from '../appraisal/entry.ts';
import type { Window } from '../appraisal/facts.ts';
import type { AppraisalPolicy } from '../appraisal/policy.ts';
import { groupAt, writtenItems } from '../appraisal/write-entry.ts';
import type { Instant, PersonId } from '../glossary.ts';
import type { Staff } from '../org/directory.ts';
import { isHeld, isOneOf, UNCLAIMED_STATUSES } from '../ticket/standing.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { dayNumber, instantOf } from '../time.ts';

/** The local day after `now`. */
export function tomorrow(zone: string, now: Instant): Window {
  const day = dayNumber(zone, now) + 1;
  return { from: instantOf(zone, day, 0), until: instantOf(zone, day + 1, 0) };
}

/** Of each person the tickets in hand that are to be solved in the window, the first due first; paused ones wait. */
export function dueIn(tickets: readonly Ticket[], window: Window): ReadonlyMap<PersonId, readonly Ticket[]> {
  const due = tickets
    .filter(isHeld)
    .filter(({ deadlines: { solveBy } }) => window.from <= solveBy && solveBy < window.until)
    .toSorted((a, b) => a.deadlines.solveBy - b.deadlines.solveBy);
  return groupBy(due, ({ assigneeId }) => assigneeId);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

export interface WeekFigures {
  /** In the week that ended. */
  opened: number;
  closed: number;
  /** Now. */
  open: number;
  overdue: readonly Ticket[];
  unclaimed: readonly Ticket[];
  /** Somebody's request waits for a yes. */
  pending: readonly Ticket[];
  /** Finished and not rated yet. */
  unrated: number;
  /** To be solved within the next week. */
  dueNext: number;
}

/** Of one community, by its tickets that are open or were opened since the week began. */
export function weekFigures(tickets: readonly Ticket[], week: Window, now: Instant): WeekFigures {
  const held = tickets.filter(isHeld);
  const unclaimed = tickets.filter((ticket) => isOneOf(UNCLAIMED_STATUSES, ticket));
  const nextWeek = now + (week.until - week.from);
  return {
    opened: tickets.filter(({ openedAt, number }) => number !== null && within(week, openedAt)).length,
    closed: tickets.filter((ticket) => ticket.status === 'closed' && within(week, ticket.closedAt)).length,
    open: held.length + unclaimed.length,
    overdue: held.filter(({ deadlines }) => deadlines.solveBy < now),
    unclaimed,
    pending: tickets.filter(({ pending }) => pending !== null),
    unrated: tickets.filter(({ status }) => status === 'finished').length,
    dueNext: held.filter(({ deadlines: { solveBy } }) => now <= solveBy && solveBy < nextWeek).length,
  };
}

function within({ from, until }: Window, at: Instant): boolean {
  return from <= at && at < until;
}

export interface MissingItem {
  name: string;
  /** Of so many people nobody has written anything. */
  people: number;
  of: number;
}

/**
 * Items that start at nothing and of which no entry was written yet this month: what starts full, or may stay at
 * nothing, lacks none.
 */
export function missingEntries(
  policy: AppraisalPolicy,
  people: readonly Staff[],
  { entries, now }: { entries: readonly LedgerEntry[]; now: Instant },
): readonly MissingItem[] {
  const written = new Set(entries.map(({ subjectId, itemId }) => `${subjectId} ${itemId}`));
  const counts = new Map<string, MissingItem>();
  for (const staff of people) {
    const group = groupAt(policy, staff, now);
    for (const item of group ? writtenItems(policy, group.id) : []) {
      if (item.source.start === 'full' || item.missing === 'zero') continue;
      const { people: lacking, of } = counts.get(item.id) ?? { people: 0, of: 0 };
      const isMissing = !written.has(`${staff.id} ${item.id}`);
      counts.set(item.id, { name: item.name, people: lacking + (isMissing ? 1 : 0), of: of + 1 });
    }
  }
  return [...counts.values()].filter(({ people: lacking }) => lacking > 0);
}
