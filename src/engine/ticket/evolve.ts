import { type EventKind, type Filing, SYSTEM, type TicketEvent } from './event.ts';
import { afterFolds } from './evolve-after.ts';
import { intakeFolds } from './evolve-intake.ts';
import type { EventOf, Folds } from './evolve-kit.ts';
import { requestFolds } from './evolve-request.ts';
import { workFolds } from './evolve-work.ts';
import { isTerminal } from './standing.ts';
import type { Ticket, TicketCore } from './ticket.ts';

/** Every kind of event has its place: a missing one is a compile error. */
const FOLDS: Folds<EventKind> = { ...intakeFolds, ...workFolds, ...requestFolds, ...afterFolds };

/**
 * The ticket after one more event. Total: an event that the status has no place for only counts. Throws only when a
 * ticket does not begin with `filed`, which is a bug of the caller.
 */
export function evolve(ticket: Ticket | null, event: TicketEvent): Ticket {
  if (ticket) return stamp(foldWith(FOLDS, ticket, event), event);
  if (event.kind !== 'filed') throw new Error(`a ticket begins with filed, not ${event.kind}`);
  return stamp(open(event.filing, event.at), event);
}

/** The ticket a history led to. Throws on an empty one. */
export function fold(events: readonly TicketEvent[]): Ticket {
  const ticket = events.reduce<Ticket | null>(evolve, null);
  if (!ticket) throw new Error('a ticket has at least one event');
  return ticket;
}

function foldWith<K extends EventKind>(folds: Folds<K>, ticket: Ticket, event: EventOf<K>): Ticket {
  return folds[event.kind](ticket, event);
}

/**
 * Reminders of the clock are no activity, the end of a pause is: what fell due in it is owed from then on. A clock
 * that goes back is harmless.
 */
function stamp(ticket: Ticket, event: TicketEvent): Ticket {
  const { lastActivityAt } = ticket;
  const isIdle = event.actorId === SYSTEM && event.kind !== 'resumed';
  return {
    ...ticket,
    version: ticket.version + 1,
    lastActivityAt: isIdle ? lastActivityAt : Math.max(lastActivityAt, event.at),
    nextDueAt: isTerminal(ticket) ? null : ticket.nextDueAt,
  };
}

function open(filing: Filing, at: number): Ticket {
  const status = filing.number === null ? 'waiting-confirm' : 'filed';
  return { ...UNTOUCHED, ...filing, openedAt: at, lastActivityAt: at, status };
}

const UNTOUCHED = {
  followers: [],
  linkedTo: [],
  tried: [],
  assignedBecause: [],
  ask: null,
  pending: null,
  whistles: [],
  supervised: false,
  urges: 0,
  extended: false,
  rework: 0,
  excluded: false,
  ratings: [],
  disputed: false,
  reminded: [],
  nextDueAt: null,
  version: 0,
} satisfies Partial<TicketCore>;
