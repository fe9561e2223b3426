import type { CommunityId, GridId, Instant, PersonId, PostKind, StreetId, TicketId } from '../glossary.ts';
import type { SubjectKind } from './policy.ts';

/** A stretch of time: `from` belongs to it, `until` no more. */
export interface Window {
  from: Instant;
  until: Instant;
}

/** What a month has to know of one ticket; read in bulk, so nothing that it does not need. */
export interface TicketFact {
  id: TicketId;
  number: number | null;
  communityId: CommunityId;
  gridId: GridId | null;
  /** Who has it, was asked to take it, or had it when it was finished; null: in nobody's hands. */
  assigneeId: PersonId | null;
  /** Of a patrol's or visit's finding: the worker who found it. */
  reporterId: PersonId;
  source: string;
  /** Place and category, for repeats. Null: no place. */
  issueKey: string | null;
  category1: string;
  category2: string;
  openedAt: Instant;
  respondBy: Instant | null;
  claimedAt: Instant | null;
  /** Moved by extensions and pauses. */
  solveBy: Instant | null;
  paused: boolean;
  finishedAt: Instant | null;
  closedAt: Instant | null;
  excluded: boolean;
  /** Merged, withdrawn or rejected: counts nowhere. */
  void: boolean;
  ratings: readonly CallBack[];
  /** Times sent back to work after finishing. */
  rework: number;
  /** Returned, or transferred away at their own request, by whom and when. */
  returns: readonly { personId: PersonId; at: Instant }[];
  /** Notes written, by whom and when. */
  progress: readonly { personId: PersonId; at: Instant }[];
  followers: number;
}

/** One answered call-back; null was not answered and is never taken for a yes (rules.md 3.2). */
export interface CallBack {
  at: Instant;
  contacted: boolean | null;
  solved: boolean | null;
  satisfied: 'satisfied' | 'basically' | 'dissatisfied' | null;
}

/**
 * What is counted, each in the window in which it happened. A ticket counts for whoever holds it and for the community it lies in
 * when the month is computed. Excluded tickets count as opened, found and noted only.
 */
export const FACTS = [
  /** Call-backs answered in the window, whatever became of the ticket; a question without an answer is none. */
  'contacted-yes',
  'contacted-no',
  'solved-yes',
  'solved-no',
  'satisfied',
  'basically',
  'dissatisfied',
  /** Of those due in the window and not paused. */
  'on-time',
  'late',
  /** Claimed within the response limit in the window; late in the window in which the limit passed. */
  'responded-on-time',
  'responded-late',
  /** Closed in the window. */
  'finished',
  /** Of those closed in the window: sent back to work at least once; the same issue opened again before the window's end. */
  'rework',
  'repeated',
  /** Given away in the window, by return or by a transfer that was asked for: once a ticket and person. */
  'returned',
  /** Taken in the window, or given away in it. */
  'claimed',
  /** Opened by the worker's own patrol or visit. */
  'patrol',
  'visit',
  /** Notes written, each one. */
  'progress',
  /** Working days of which some was leave. */
  'leave-days',
  /** Opened in the window, now in these hands. */
  'opened',
] as const;
export type FactId = (typeof FACTS)[number];

export interface Fact {
  count: number;
  /** Ticket numbers behind it, ascending; for 为什么. */
  tickets: readonly number[];
}

/** A fact not named is a count of nothing. */
export type SubjectFacts = Readonly<Partial<Record<FactId, Fact>>>;

/** Who is scored in a month, as they were when it closed. */
export interface Subject {
  id: string;
  kind: SubjectKind;
  name: string;
  groupId: string;
  streetId: StreetId;
  /** Null: of the street itself. */
  communityId: CommunityId | null;
  post: PostKind | null;
  load: Load;
}

/** Null: nobody has said. */
export interface Load {
  households: number | null;
  population: number | null;
  areaM2: number | null;
  tickets: number;
}
