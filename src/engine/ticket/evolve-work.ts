import type { Deadlines } from '../clock/calendar-types.ts';
import type { PersonId } from '../glossary.ts';
import { coreOf, type EventOf, type Folds, forget, lapse, withOnce } from './evolve-kit.ts';
import { HELD_STATUSES, type Holding, holdingOf, isHeld, isOneOf, UNCLAIMED_STATUSES } from './standing.ts';
import type { Ticket, TicketCore, Whistle } from './ticket.ts';

const IN_WORK = [...UNCLAIMED_STATUSES, ...HELD_STATUSES] as const;

/** From being given to somebody to being done. */
export const workFolds = {
  assigned: (ticket, event) => assign(ticket, event, event.because),
  transferred: (ticket, { to, toName, communityId, gridId, ...event }) => {
    const moved = { ...ticket, communityId, gridId, disputed: false };
    return assign(moved, { ...event, assigneeId: to, assigneeName: toName }, [event.reason]);
  },
  claimed: (ticket, { assigneeId, assigneeName, at, updateBy }) => {
    if (!isOneOf(UNCLAIMED_STATUSES, ticket)) return ticket;
    const core = { ...withUpdate(ticket, updateBy), ask: null, pending: lapse(ticket.pending) };
    const tried = withOnce(ticket.tried, assigneeId);
    return { ...core, tried, status: 'claimed', assigneeId, assigneeName, claimedAt: at };
  },
  arrived: (ticket) => toWork(ticket),
  progressed: (ticket, { updateBy }) => {
    const next = toWork(ticket);
    return isHeld(next) ? { ...next, ...withUpdate(next, updateBy), status: next.status } : next;
  },
  whistled: (ticket, { department, reason, actorId, at }) => {
    const whistle: Whistle = { ...SILENT_WHISTLE, department, reason, by: actorId, at };
    const next = { ...ticket, whistles: [...ticket.whistles, whistle] };
    return isHeld(next) ? held(next, 'whistled') : next;
  },
  'whistle-answered': (ticket, event) => {
    const whistles = replaceLast(ticket.whistles, (one) => answer(one, event));
    const next = { ...ticket, whistles };
    const waits = whistles.some((whistle) => whistle.resolvedAt === null);
    return isHeld(next) && next.status === 'whistled' && !waits ? held(next, 'working') : next;
  },
  'whistle-rated': (ticket, { department, score }) => ({
    ...ticket,
    whistles: replaceLast(ticket.whistles, (one) =>
      one.department === department && one.score === null ? { ...one, score } : null,
    ),
  }),
  supervised: (ticket) => ({ ...ticket, supervised: true }),
  urged: (ticket) => ({ ...ticket, urges: ticket.urges + 1 }),
  finished: (ticket, { at, result, images, actorId }) => {
    const holding = isHeld(ticket) || ticket.status === 'paused' ? holdingOf(ticket) : null;
    if (!holding) return ticket;
    const done = { finishedAt: at, result, resultImages: images };
    return { ...settled(ticket, actorId), ...holding, ...done, status: 'finished' };
  },
} satisfies Folds<
  | 'assigned'
  | 'transferred'
  | 'claimed'
  | 'arrived'
  | 'progressed'
  | 'whistled'
  | 'whistle-answered'
  | 'whistle-rated'
  | 'supervised'
  | 'urged'
  | 'finished'
>;

const SILENT_WHISTLE = { respondedAt: null, arrivedAt: null, resolvedAt: null, score: null };

function assign(
  ticket: Ticket,
  event: { assigneeId: PersonId; assigneeName: string; at: number; deadlines: Deadlines },
  because: readonly string[],
): Ticket {
  if (!isOneOf(IN_WORK, ticket)) return ticket;
  return {
    ...coreOf(ticket),
    deadlines: event.deadlines,
    assignedBecause: because,
    tried: withOnce(ticket.tried, event.assigneeId),
    pending: lapse(ticket.pending),
    reminded: forget(ticket.reminded, 'claim', 'respond', 'update'),
    status: 'assigned',
    assigneeId: event.assigneeId,
    assigneeName: event.assigneeName,
    assignedAt: event.at,
  };
}

function held(ticket: Ticket & Holding, status: 'working' | 'whistled'): Ticket {
  const { assigneeId, assigneeName, claimedAt } = ticket;
  return { ...coreOf(ticket), assigneeId, assigneeName, claimedAt, status };
}

function toWork(ticket: Ticket): Ticket {
  return isHeld(ticket) ? held(ticket, 'working') : ticket;
}

function withUpdate(ticket: Ticket, updateBy: number): TicketCore {
  return {
    ...coreOf(ticket),
    deadlines: { ...ticket.deadlines, updateBy },
    reminded: forget(ticket.reminded, 'claim', 'respond', 'update'),
  };
}

/** Whoever finishes it for the holder has handled it too, and will not rate it. */
function settled(ticket: Ticket, finisherId: PersonId): TicketCore {
  return {
    ...coreOf(ticket),
    pending: lapse(ticket.pending),
    tried: withOnce(ticket.tried, finisherId),
    reminded: forget(ticket.reminded, 'call-back'),
  };
}

/** A later stage implies the earlier ones: who has arrived has also responded. */
function answer(whistle: Whistle, event: EventOf<'whistle-answered'>): Whistle | null {
  if (whistle.department !== event.department || whistle.resolvedAt !== null) return null;
  const respondedAt = whistle.respondedAt ?? event.at;
  if (event.stage === 'responded') return { ...whistle, respondedAt };
  const arrivedAt = whistle.arrivedAt ?? event.at;
  if (event.stage === 'arrived') return { ...whistle, respondedAt, arrivedAt };
  return { ...whistle, respondedAt, arrivedAt, resolvedAt: event.at };
}

/** Changes the newest for which `change` has an answer. */
function replaceLast<T>(list: readonly T[], change: (item: T) => T | null): readonly T[] {
  const index = list.findLastIndex((item) => change(item) !== null);
  return list.map((item, at) => (at === index ? (change(item) ?? item) : item));
}
