import type { Deadlines } from '../clock/calendar-types.ts';
import type { Instant, PersonId } from '../glossary.ts';
import type { TicketEvent } from '../ticket/event.ts';
import type { Party, Place, Rating, TicketCore, TicketStatus } from '../ticket/ticket.ts';
import type { TicketFact } from './facts.ts';

/** The fields of a ticket that a month needs: a stored state has them, and need not be checked as a whole for it. */
export interface FactSource
  extends Pick<
    TicketCore,
    'id' | 'number' | 'communityId' | 'gridId' | 'category' | 'openedAt' | 'excluded' | 'rework'
  > {
  status: TicketStatus;
  source: string;
  reporter: Pick<Party, 'personId'>;
  place: Pick<Place, 'key'> | null;
  deadlines: Pick<Deadlines, 'respondBy' | 'solveBy'>;
  ratings: readonly Pick<Rating, 'at' | 'contacted' | 'solved' | 'satisfied'>[];
  followers: readonly unknown[];
  assigneeId?: PersonId;
  claimedAt?: Instant;
  finishedAt?: Instant;
  closedAt?: Instant;
}

/** What only a ticket's events know. */
export type Marks = Pick<TicketFact, 'returns' | 'progress'>;

export const NO_MARKS: Marks = { returns: [], progress: [] };

/** Kinds of events that leave a mark; a store reads no others for a month. */
export const MARKING_KINDS = [
  'requested',
  'declined',
  'returned',
  'transferred',
  'progressed',
] as const satisfies readonly TicketEvent['kind'][];

const VOID: ReadonlySet<TicketStatus> = new Set(['merged', 'withdrawn', 'rejected']);

/** What a month has to know of a ticket as it is now. */
export function ticketFact(ticket: FactSource, marks: Marks): TicketFact {
  const { id, number, communityId, gridId, openedAt, excluded, rework, source, status } = ticket;
  const [category1, category2] = ticket.category;
  return {
    assigneeId: ticket.assigneeId ?? null,
    reporterId: ticket.reporter.personId,
    issueKey: issueKey(ticket),
    respondBy: ticket.deadlines.respondBy,
    claimedAt: ticket.claimedAt ?? null,
    solveBy: ticket.deadlines.solveBy,
    paused: status === 'paused',
    finishedAt: ticket.finishedAt ?? null,
    closedAt: ticket.closedAt ?? null,
    void: VOID.has(status),
    ratings: ticket.ratings.map(({ at, contacted, solved, satisfied }) => ({
      ...{ at, contacted, solved, satisfied },
    })),
    followers: ticket.followers.length,
    ...marks,
    // Last: an object that begins with a spread of so many fields takes a hundred times as long.
    ...{ id, number, communityId, gridId, openedAt, excluded, rework, source, category1, category2 },
  };
}

/** The marks that a history leaves, in its order. Who was sent elsewhere without having asked has given nothing away. */
export function marksOf(events: Iterable<TicketEvent>): Marks {
  const returns: { personId: PersonId; at: Instant }[] = [];
  const progress: { personId: PersonId; at: Instant }[] = [];
  let asking: PersonId | null = null;
  for (const event of events) {
    if (event.kind === 'progressed') progress.push({ personId: event.actorId, at: event.at });
    const from = leftBy(event, asking);
    if (from !== null) returns.push({ personId: from, at: event.at });
    if (CHANGES_ASKING.has(event.kind)) asking = askingIn(event);
  }
  return { returns, progress };
}

const CHANGES_ASKING: ReadonlySet<TicketEvent['kind']> = new Set([
  'requested',
  'declined',
  'returned',
  'transferred',
]);

/** Who waits for a transfer after this. */
function askingIn(event: TicketEvent): PersonId | null {
  return event.kind === 'requested' && event.request.kind === 'transfer' ? event.request.by : null;
}

function leftBy(event: TicketEvent, asking: PersonId | null): PersonId | null {
  if (event.kind === 'returned') return event.by;
  return event.kind === 'transferred' && event.from === asking ? event.from : null;
}

/** The same class at the same place. A place that is a whole community says too little to tell a repeat by. */
function issueKey({ place, category }: FactSource): string | null {
  const [, named] = place?.key.split('/') ?? [];
  return place === null || named === undefined || named === '' ? null : `${place.key} ${category[1]}`;
}
