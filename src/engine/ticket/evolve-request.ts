import { coreOf, type Folds, forget, lapse } from './evolve-kit.ts';
import { HELD_STATUSES, holdingOf, isHeld, isOneOf } from './standing.ts';

const RETURNABLE = ['assigned', ...HELD_STATUSES] as const;

/** What needs somebody's yes. */
export const requestFolds = {
  requested: (ticket, { request }) => ({ ...ticket, pending: request }),
  declined: (ticket) => ({ ...ticket, pending: null }),
  /** The street is asked from now on. */
  'key-turned': (ticket, { actorId, at }) => ({
    ...ticket,
    pending: ticket.pending && { ...ticket.pending, firstKey: actorId, at },
  }),
  excluded: (ticket) => ({ ...ticket, excluded: true, pending: null }),
  included: (ticket) => ({ ...ticket, excluded: false }),
  returned: (ticket, { reason, by }) =>
    isOneOf(RETURNABLE, ticket)
      ? {
          ...coreOf(ticket),
          pending: lapse(ticket.pending),
          reminded: forget(ticket.reminded, 'claim', 'respond', 'update'),
          status: 'returned',
          returnReason: reason,
          returnedBy: by,
        }
      : ticket,
  disputed: (ticket) => ({ ...ticket, disputed: true }),
  paused: (ticket, { at, until, reason }) => {
    const holding = isHeld(ticket) ? holdingOf(ticket) : null;
    if (!holding) return ticket;
    const pause = { pausedAt: at, pausedUntil: until, pauseReason: reason, objected: false };
    const core = { ...coreOf(ticket), pending: lapse(ticket.pending) };
    return { ...core, ...holding, ...pause, status: 'paused' };
  },
  objected: (ticket) => (ticket.status === 'paused' ? { ...ticket, objected: true } : ticket),
  resumed: (ticket, { deadlines }) => {
    const holding = ticket.status === 'paused' ? holdingOf(ticket) : null;
    if (!holding) return ticket;
    const reminded = forget(ticket.reminded, 'pause', 'update', 'solve');
    return { ...coreOf(ticket), ...holding, deadlines, reminded, status: 'working' };
  },
  extended: (ticket, { solveBy }) => ({
    ...ticket,
    extended: true,
    pending: lapse(ticket.pending),
    deadlines: { ...ticket.deadlines, solveBy },
    reminded: forget(ticket.reminded, 'solve'),
  }),
} satisfies Folds<
  | 'requested'
  | 'declined'
  | 'key-turned'
  | 'excluded'
  | 'included'
  | 'returned'
  | 'disputed'
  | 'paused'
  | 'objected'
  | 'resumed'
  | 'extended'
>;
