import type { Needs, TicketChange, TicketNeed } from '../app/ports.ts';
import type { Instant, PersonId, TicketId } from '../engine/glossary.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import { OPEN_STATUSES, type Ticket, type TicketStatus } from '../engine/ticket/ticket.ts';
import type { Database } from './database.ts';
import { toEvent, toInstant } from './map.ts';
import { armsOf, STAMP } from './needs.ts';
import { chunks, list, sql, storable, unions } from './sql.ts';
import type { StoredTicket, TicketMemory } from './ticket-memory.ts';

const STATES_AT_ONCE = 5000;

/**
 * Every ticket some need asks for, once, newest first. One query for a batch of usual size, and a second for the
 * states that are not remembered.
 */
export async function loadTickets(
  database: Database,
  memory: TicketMemory,
  needs: readonly TicketNeed[],
): Promise<readonly Ticket[]> {
  const distinct = new Map(needs.map((need) => [JSON.stringify(need), need]));
  const found = new Map<TicketId, Ticket | null>();
  for (const query of unions(armsOf([...distinct.values()]), 'UNION ALL')) {
    const rows = await database.read<StampRow>(query);
    for (const { id, stamp } of rows) found.set(id, memory.recall(id, stamp));
  }
  const missing = [...found].flatMap(([id, ticket]) => (ticket === null ? [id] : []));
  for (const ticket of await readStates(database, memory, missing)) found.set(ticket.id, ticket);
  return [...found.values()].filter((ticket) => ticket !== null).sort((a, b) => b.openedAt - a.openedAt);
}

type StampRow = Pick<StoredTicket, 'id' | 'stamp'>;

async function readStates(
  database: Database,
  memory: TicketMemory,
  ids: readonly TicketId[],
): Promise<readonly Ticket[]> {
  const tickets: Ticket[] = [];
  for (const part of chunks(ids, STATES_AT_ONCE)) {
    const rows = await database.read<StoredTicket>(
      sql`SELECT "id", ${STAMP}, "state" FROM "Ticket" WHERE "id" IN ${list(part)}`,
    );
    tickets.push(...rows.map(memory.read));
  }
  return tickets;
}

export async function loadHistories(
  database: Database,
  ids: Needs['histories'],
): Promise<ReadonlyMap<TicketId, readonly TicketEvent[]>> {
  const histories = new Map<TicketId, TicketEvent[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return histories;
  const rows = await database.read<{ ticketId: string; body: string }>(
    sql`SELECT "ticketId", "body" FROM "TicketEvent" WHERE "ticketId" IN ${list([...histories.keys()])}
      ORDER BY "ticketId", "seq"`,
  );
  for (const row of rows) histories.get(row.ticketId)?.push(toEvent(row.body));
  return histories;
}

/** How many open tickets each person holds in these communities; who holds none is not in the map. */
export async function loadOpenCounts(
  database: Database,
  communities: Needs['openCounts'],
): Promise<ReadonlyMap<PersonId, number>> {
  if (communities.length === 0) return new Map();
  // By way of the street, because that is how the index of open tickets begins.
  const rows = await database.read<{ assigneeId: string; count: number | bigint }>(
    sql`SELECT "assigneeId", COUNT(*) AS "count" FROM "Ticket"
      WHERE "streetId" IN (SELECT "streetId" FROM "Community" WHERE "id" IN ${list(communities)})
        AND "open" = true AND "communityId" IN ${list(communities)} AND "assigneeId" IS NOT NULL
      GROUP BY "assigneeId"`,
  );
  return new Map(rows.map((row) => [row.assigneeId, Number(row.count)]));
}

/** Tickets with something due at or before `now`, oldest due first. */
export async function dueTickets(
  database: Database,
  memory: TicketMemory,
  page: { now: Instant; limit: number },
): Promise<Ticket[]> {
  const rows = await database.read<StoredTicket>(
    sql`SELECT "id", ${STAMP}, "state" FROM "Ticket" WHERE "nextDueAt" <= ${page.now}
      ORDER BY "nextDueAt", "id" LIMIT ${page.limit}`,
  );
  return rows.map((row) => memory.recall(row.id, row.stamp) ?? memory.read(row));
}

export async function nextDueAt(database: Database): Promise<Instant | null> {
  const rows = await database.read<{ at: number | bigint | null }>(
    sql`SELECT MIN("nextDueAt") AS "at" FROM "Ticket"`,
  );
  return toInstant(rows[0]?.at);
}

const OPEN: ReadonlySet<TicketStatus> = new Set(OPEN_STATUSES);
const UNCLAIMED: ReadonlySet<TicketStatus> = new Set(['waiting-confirm', 'filed', 'assigned', 'returned']);

export function isOpen(ticket: Ticket): boolean {
  return OPEN.has(ticket.status);
}

/** Somebody has to say yes to it. */
export function isWaiting(ticket: Ticket): boolean {
  return UNCLAIMED.has(ticket.status) || ticket.pending !== null;
}

/** One change a ticket, though a batch may have changed it several times: the newest state, all events. */
export function mergeChanges(changes: readonly TicketChange[]): readonly TicketChange[] {
  const merged = new Map<TicketId, TicketChange>();
  for (const change of [...changes].sort((a, b) => a.fromVersion - b.fromVersion)) {
    const id = storable(change.ticket.id);
    const before = merged.get(id);
    merged.set(
      id,
      before === undefined
        ? change
        : { ...before, ticket: change.ticket, events: [...before.events, ...change.events] },
    );
  }
  // Every writer locks tickets in the same order: PostgreSQL has no deadlock to break.
  return [...merged.values()].sort((a, b) => (a.ticket.id < b.ticket.id ? -1 : 1));
}
