import type { TicketId } from '../engine/glossary.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { ticketSchema } from './ticket-schema.ts';

/** Tickets read or written lately: a batch mostly sees those of the batch before, and reading one is dear. */
export interface TicketMemory {
  /** The ticket if it is remembered exactly as this stamp says it is stored. */
  recall(id: TicketId, stamp: string): Ticket | null;
  /** Turns a stored state into a ticket, and remembers it. */
  read(row: StoredTicket): Ticket;
  /** Remembers what was just written. */
  keep(ticket: Ticket): void;
}

export interface StoredTicket {
  id: TicketId;
  stamp: string;
  state: string;
}

const KEPT = 2000;

/**
 * A version is only ever written once, since its events are unique; a change without events moves nothing but the due
 * moment. The two together tell a state. `tickets.ts` builds the same stamp in SQL.
 */
export function stampOf(ticket: Ticket): string {
  return `${ticket.version}/${ticket.nextDueAt ?? ''}`;
}

export function createTicketMemory(): TicketMemory {
  const known = new Map<TicketId, { stamp: string; ticket: Ticket }>();
  const remember = (id: TicketId, stamp: string, ticket: Ticket) => {
    known.delete(id);
    known.set(id, { stamp, ticket });
    if (known.size > KEPT) forgetOldest(known);
  };
  return {
    recall(id, stamp) {
      const hit = known.get(id);
      return hit?.stamp === stamp ? hit.ticket : null;
    },
    read({ id, stamp, state }) {
      const ticket = ticketSchema.parse(JSON.parse(state));
      remember(id, stamp, ticket);
      return ticket;
    },
    keep: (ticket) => remember(ticket.id, stampOf(ticket), ticket),
  };
}

function forgetOldest(known: Map<TicketId, unknown>): void {
  for (const id of known.keys()) {
    known.delete(id);
    return;
  }
}
