import { coreOf, type EventOf, type Folds, forget, lapse, withOnce } from './evolve-kit.ts';
import { holdingOf, isDone, isOpen } from './standing.ts';
import type { Ticket, TicketCore } from './ticket.ts';

/** After the work: what people say of it, and how a ticket leaves and comes back. */
export const afterFolds = {
  rated: (ticket, { rating }) => {
    const since = isDone(ticket) ? ticket.finishedAt : rating.at;
    const others = ticket.ratings.filter((one) => one.personId !== rating.personId || one.at < since);
    return { ...ticket, ratings: [...others, rating] };
  },
  reopened: (ticket, event) => (isDone(ticket) ? reopen(ticket, event) : ticket),
  closed: (ticket, { at, how }) =>
    ticket.status === 'finished'
      ? { ...ticket, pending: lapse(ticket.pending), status: 'closed', closedAt: at, closedHow: how }
      : ticket,
  merged: (ticket, { intoId, intoNumber }) =>
    isOpen(ticket) ? { ...quiet(ticket), status: 'merged', intoId, intoNumber, was: ticket } : ticket,
  unmerged: (ticket) => (ticket.status === 'merged' ? backTo(ticket.was, ticket) : ticket),
  withdrawn: (ticket, { at }) =>
    isOpen(ticket) ? { ...quiet(ticket), status: 'withdrawn', withdrawnAt: at, was: ticket } : ticket,
  restored: (ticket) => (ticket.status === 'withdrawn' ? backTo(ticket.was, ticket) : ticket),
  linked: (ticket, { id, number, why }) => ({
    ...ticket,
    linkedTo: [...ticket.linkedTo.filter((link) => link.id !== id), { id, number, why }],
  }),
  reminded: (ticket, { key }) => ({ ...ticket, reminded: withOnce(ticket.reminded, key) }),
  escalated: (ticket, { key }) => ({ ...ticket, reminded: withOnce(ticket.reminded, key) }),
} satisfies Folds<
  | 'rated'
  | 'reopened'
  | 'closed'
  | 'merged'
  | 'unmerged'
  | 'withdrawn'
  | 'restored'
  | 'linked'
  | 'reminded'
  | 'escalated'
>;

/** The same worker tries again; the second time it lies with the secretary, in nobody's hands. */
function reopen(ticket: Ticket, event: EventOf<'reopened'>): Ticket {
  const core = {
    ...coreOf(ticket),
    deadlines: event.deadlines,
    rework: ticket.rework + 1,
    pending: lapse(ticket.pending),
    reminded: forget(ticket.reminded, 'claim', 'respond', 'update', 'solve', 'call-back'),
  };
  const holding = event.to === 'same-worker' ? holdingOf(ticket) : null;
  if (holding) return { ...core, ...holding, status: 'reopened' };
  return { ...core, status: 'returned', returnReason: event.reason, returnedBy: event.actorId };
}

/** While away it waits for nothing; `was` keeps what it waited for. */
function quiet(ticket: Ticket): TicketCore {
  return { ...coreOf(ticket), pending: null, ask: null };
}

/** As it was, with what was learnt meanwhile. */
function backTo(was: Ticket, now: Ticket): Ticket {
  const { pending, ask, nextDueAt } = was;
  return { ...was, ...coreOf(now), pending, ask, nextDueAt };
}
