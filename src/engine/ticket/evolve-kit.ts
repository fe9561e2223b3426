import type { PersonId } from '../glossary.ts';
import type { EventBody, EventHead, EventKind } from './event.ts';
import type { PendingRequest, Ticket, TicketCore, TicketStatus } from './ticket.ts';

type Bodies = { [B in EventBody as B['kind']]: B };

/** One kind of event (or several), so that a table by kind types its own handlers. */
export type EventOf<K extends EventKind> = { [P in K]: EventHead & Bodies[P] & { kind: P } }[K];

/** How each kind changes a ticket. An event that its status has no place for leaves it as it is. */
export type Folds<K extends EventKind> = { [P in K]: (ticket: Ticket, event: EventOf<P>) => Ticket };

/** Everything that only some statuses have. */
interface StatusFields {
  status: TicketStatus;
  assigneeId: PersonId;
  assigneeName: string;
  assignedAt: number;
  claimedAt: number;
  pausedAt: number;
  pausedUntil: number;
  pauseReason: string;
  objected: boolean;
  returnReason: string;
  returnedBy: PersonId;
  finishedAt: number;
  result: string;
  resultImages: readonly string[];
  closedAt: number;
  closedHow: string;
  reason: string;
  intoId: string;
  intoNumber: number;
  was: Ticket;
  withdrawnAt: number;
}

/** What is left when the status is taken off: nothing of an old status leaks into the next. */
export function coreOf(ticket: Ticket): TicketCore {
  const wide: TicketCore & Partial<StatusFields> = ticket;
  const { status, assigneeId, assigneeName, assignedAt, claimedAt, ...rest } = wide;
  const { pausedAt, pausedUntil, pauseReason, objected, returnReason, returnedBy, ...rest2 } = rest;
  const { finishedAt, result, resultImages, closedAt, closedHow, reason, ...rest3 } = rest2;
  const { intoId, intoNumber, was, withdrawnAt, ...core } = rest3;
  return core;
}

/** Reminder keys begin with what they are about (`solve-before`): a new period lets them be said again. */
export function forget(reminded: readonly string[], ...abouts: readonly string[]): readonly string[] {
  return reminded.filter((key) => !abouts.some((about) => key.startsWith(about)));
}

/** A change of hands settles every request but the exclusion, which is about the demand and not the work. */
export function lapse(pending: PendingRequest | null): PendingRequest | null {
  return pending?.kind === 'exclusion' ? pending : null;
}

export function withOnce<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}
