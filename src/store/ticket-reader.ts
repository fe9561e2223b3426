import type { TicketId } from '../engine/glossary.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { ticketSchema } from './ticket-schema.ts';

/** Turns stored states into tickets, remembering the last ones: a batch mostly sees those of the batch before. */
export interface TicketReader {
  read(id: TicketId, state: string): Ticket;
}

const KEPT = 2000;

export function createTicketReader(): TicketReader {
  const known = new Map<TicketId, { state: string; ticket: Ticket }>();
  return {
    read(id, state) {
      const hit = known.get(id);
      // Equal text means an equal ticket, and tickets are never changed in place.
      if (hit?.state === state) return hit.ticket;
      const ticket = ticketSchema.parse(JSON.parse(state));
      known.delete(id);
      known.set(id, { state, ticket });
      if (known.size > KEPT) forgetOldest(known);
      return ticket;
    },
  };
}

function forgetOldest(known: Map<TicketId, unknown>): void {
  for (const id of known.keys()) {
    known.delete(id);
    return;
  }
}
