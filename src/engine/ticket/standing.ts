/** Questions about a ticket that several rules ask: who holds it, whether it is open, who may rate it. */
import type { Instant, PersonId } from '../glossary.ts';
import {
  type HeldStatus,
  OPEN_STATUSES,
  type Party,
  type PendingRequest,
  type Rating,
  type Ticket,
  type TicketCore,
  type TicketSource,
  type TicketStatus,
} from './ticket.ts';

export const HELD_STATUSES = [
  'claimed',
  'working',
  'whistled',
  'reopened',
] as const satisfies readonly HeldStatus[];

/** Claimed by nobody yet, and open for it. */
export const UNCLAIMED_STATUSES = [
  'filed',
  'assigned',
  'returned',
] as const satisfies readonly TicketStatus[];

/** Nothing falls due any more; only reopening, restoring or splitting off leads out. */
export const TERMINAL_STATUSES = [
  'closed',
  'rejected',
  'merged',
  'withdrawn',
] as const satisfies readonly TicketStatus[];

/** Staff write these down for somebody else, so their reporter is staff (rules.md 3.1, offline finds). */
const STAFF_SOURCES: readonly TicketSource[] = ['patrol', 'visit', 'hotline'];

/** Key in `reminded` once the secretary has been told that nobody was found. */
export const UNASSIGNED_KEY = 'unassigned';

export type HeldTicket = Extract<Ticket, { status: HeldStatus }>;
export type FinishedTicket = Extract<Ticket, { status: 'finished' | 'closed' }>;

export interface Holding {
  assigneeId: PersonId;
  assigneeName: string;
  claimedAt: Instant;
}

export function isOneOf<S extends TicketStatus>(
  statuses: readonly S[],
  ticket: Ticket,
): ticket is Extract<Ticket, { status: S }> {
  return statuses.some((status) => status === ticket.status);
}

export function isHeld(ticket: Ticket): ticket is HeldTicket {
  return isOneOf(HELD_STATUSES, ticket);
}

export function isOpen(ticket: Ticket): boolean {
  return isOneOf(OPEN_STATUSES, ticket);
}

export function isTerminal(ticket: Ticket): boolean {
  return isOneOf(TERMINAL_STATUSES, ticket);
}

/** Who claimed it and when, while it is in hand, paused or done; else null. */
export function holdingOf(ticket: Ticket): Holding | null {
  if (!isHeld(ticket) && ticket.status !== 'paused' && !isDone(ticket)) return null;
  const { assigneeId, assigneeName, claimedAt } = ticket;
  return { assigneeId, assigneeName, claimedAt };
}

/** Who is responsible for it now: the one asked to claim it, or the one who has. */
export function assigneeOf(ticket: Ticket): { personId: PersonId; name: string } | null {
  const holding = ticket.status === 'assigned' ? ticket : holdingOf(ticket);
  return holding && { personId: holding.assigneeId, name: holding.assigneeName };
}

export function isDone(ticket: Ticket): ticket is FinishedTicket {
  return ticket.status === 'finished' || ticket.status === 'closed';
}

/** What a refusal calls it. Drafts have a number of their own. */
export function numberOf(ticket: TicketCore): number {
  return ticket.number ?? ticket.draftNumber ?? 0;
}

export function isFollower(ticket: TicketCore, personId: PersonId): boolean {
  return ticket.followers.some((follower) => follower.personId === personId);
}

/** Reporter or follower. */
export function isParty(ticket: TicketCore, personId: PersonId): boolean {
  return ticket.reporter.personId === personId || isFollower(ticket, personId);
}

/** Written down by staff, for themselves or on behalf of somebody without an account here. */
export function isStaffFiled(ticket: TicketCore): boolean {
  return ticket.onBehalfOf !== null || STAFF_SOURCES.includes(ticket.source);
}

/** Was assigned it, claimed it, or finished it for somebody. */
export function hasHandled(ticket: Ticket, personId: PersonId): boolean {
  return ticket.tried.includes(personId) || assigneeOf(ticket)?.personId === personId;
}

/** Those who are asked the three questions: never staff about their own work (rules.md 3.2). */
export function raters(ticket: Ticket): readonly Party[] {
  const reporter = isStaffFiled(ticket) ? [] : [ticket.reporter];
  return [...reporter, ...ticket.followers].filter((party) => !hasHandled(ticket, party.personId));
}

/** Ratings since it was last finished; earlier ones are kept, but answer an earlier question. */
export function currentRatings(ticket: Ticket): readonly Rating[] {
  return isDone(ticket) ? ticket.ratings.filter((rating) => rating.at >= ticket.finishedAt) : [];
}

/** An exclusion with its first key turned, or a secretary's request for their own ticket: only the street answers. */
export function isForStreet({ firstKey, answeredBy }: PendingRequest): boolean {
  return firstKey !== null || answeredBy === 'street';
}

export function isPoor(rating: Pick<Rating, 'solved' | 'satisfied'>): boolean {
  return rating.satisfied === 'dissatisfied' || rating.solved === false;
}
