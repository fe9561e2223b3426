import type { CommunityId, Instant, PersonId } from '../glossary.ts';
import type { TicketFact, Window } from './facts.ts';
import { isWithin } from './window.ts';

/** A ticket closed in the window whose issue came again. Counts for whoever had closed it. */
export interface Repeat {
  number: number;
  personId: PersonId | null;
  communityId: CommunityId;
}

interface Closing extends Repeat {
  at: Instant;
}

/** What the window saw of issues: when each was opened and closed. */
export interface Issues {
  note(ticket: TicketFact): void;
  /** Closings that another opening followed within so long, as far as the window shows. */
  repeats(withinMs: number): readonly Repeat[];
}

export function collectIssues(window: Window): Issues {
  const openings = new Map<string, Instant[]>();
  const closings = new Map<string, Closing[]>();
  return {
    note: (ticket) => {
      const { issueKey, number, openedAt, closedAt, assigneeId, communityId } = ticket;
      if (issueKey === null || number === null || ticket.void || ticket.excluded) return;
      if (isWithin(window, openedAt)) push(openings, issueKey, openedAt);
      if (closedAt === null || !isWithin(window, closedAt)) return;
      push(closings, issueKey, { at: closedAt, number, personId: assigneeId, communityId });
    },
    repeats: (withinMs) =>
      [...closings].flatMap(([key, closed]) => followed(closed, openings.get(key) ?? [], withinMs)),
  };
}

/** One walk over both in order of time, so that an issue with many tickets costs no more than its tickets. */
function followed(
  closings: readonly Closing[],
  openings: readonly Instant[],
  withinMs: number,
): readonly Repeat[] {
  const opened = openings.toSorted((a, b) => a - b);
  const found: Repeat[] = [];
  let next = 0;
  for (const { at, ...repeat } of closings.toSorted((a, b) => a.at - b.at)) {
    while (next < opened.length && (opened[next] ?? at) <= at) next += 1;
    const again = opened[next];
    if (again !== undefined && again - at <= withinMs) found.push(repeat);
  }
  return found;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
