import type { Needs, TicketChange, TicketNeed } from '../app/ports.ts';
import type { Instant, PersonId, StreetId, TicketId } from '../engine/glossary.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import { OPEN_STATUSES, type Ticket, type TicketStatus } from '../engine/ticket/ticket.ts';
import type { Database } from './database.ts';
import { toEvent, toInstant } from './map.ts';
import { list, type Sql, sql, storable, text, unions } from './sql.ts';
import type { TicketReader } from './ticket-reader.ts';

/** The arm of a compound query that finds the ids of one need; each is answered by an index of its own. */
function idsOf(need: TicketNeed): Sql {
  switch (need.by) {
    case 'id':
      return sql`SELECT "id" FROM "Ticket" WHERE "id" = ${text(need.id)}`;
    case 'number':
      return sql`SELECT "id" FROM "Ticket" WHERE "streetId" = ${text(need.streetId)} AND "number" = ${int(need.number)}`;
    case 'draft':
      return sql`SELECT "id" FROM "Ticket" WHERE "streetId" = ${text(need.streetId)} AND "draftNumber" = ${int(need.draftNumber)}`;
    case 'party':
      return newest(
        sql`SELECT "ticketId" AS "id" FROM "TicketParty"
          WHERE "personId" = ${text(need.personId)} AND "endedAt" >= ${need.since}
          ORDER BY "endedAt" DESC, "openedAt" DESC`,
        need.limit,
      );
    case 'assignee':
      return newestTickets(sql`"assigneeId" = ${text(need.personId)} AND "open" = true`, need.limit);
    case 'recent':
      return newestTickets(sql`${areaOf(need)} AND "openedAt" >= ${need.since}`, need.limit);
    case 'waiting':
      return newestTickets(sql`${within(need)} AND "waiting" = true`, need.limit);
    case 'open':
      return newestTickets(sql`${within(need)} AND "open" = true`, need.limit);
  }
}

type Area = { streetId: StreetId; communityId: string | null };

/** The narrower of the two, whichever has an index on `openedAt`. */
function areaOf(area: Area): Sql {
  if (area.communityId === null) return sql`"streetId" = ${text(area.streetId)}`;
  return sql`"communityId" = ${text(area.communityId)}`;
}

function within(area: Area): Sql {
  const street = sql`"streetId" = ${text(area.streetId)}`;
  if (area.communityId === null) return street;
  return sql`${street} AND "communityId" = ${text(area.communityId)}`;
}

function newestTickets(where: Sql, limit: number): Sql {
  return newest(sql`SELECT "id" FROM "Ticket" WHERE ${where} ORDER BY "openedAt" DESC`, limit);
}

/** Wrapped, because neither database takes ORDER BY and LIMIT in the arm of a compound. */
function newest(query: Sql, limit: number): Sql {
  return sql`SELECT "id" FROM (${query} LIMIT ${int(limit)}) AS newest`;
}

/** A resident may write 报事 99999999999: PostgreSQL would refuse such a number instead of not finding it. */
function int(value: number): number {
  return Number.isInteger(value) && Math.abs(value) <= 2_147_483_647 ? value : -1;
}

/** Every ticket some need asks for, once, newest first. One query for a batch of usual size. */
export async function loadTickets(
  database: Database,
  reader: TicketReader,
  needs: readonly TicketNeed[],
): Promise<readonly Ticket[]> {
  const distinct = new Map(needs.map((need) => [JSON.stringify(need), need]));
  const found = new Map<TicketId, Ticket>();
  for (const ids of unions([...distinct.values()].map(idsOf), 'UNION')) {
    const rows = await database.read<StateRow>(
      sql`SELECT "id", "state" FROM "Ticket" WHERE "id" IN (${ids})`,
    );
    for (const row of rows) found.set(row.id, reader.read(row.id, row.state));
  }
  return [...found.values()].sort((a, b) => b.openedAt - a.openedAt);
}

interface StateRow {
  id: string;
  state: string;
}

/** Highest numbers given so far, 0 when none. */
export async function loadNumbers(database: Database, streets: readonly StreetId[]): Promise<Numbers> {
  const numbers = new Map(streets.map((id) => [id, { number: 0, draftNumber: 0 }]));
  const arms = [...numbers.keys()].map(
    (id, index) => sql`SELECT ${sql`CAST(${index} AS INTEGER)`} AS "index",
      (SELECT MAX("number") FROM "Ticket" WHERE "streetId" = ${text(id)}) AS "number",
      (SELECT MAX("draftNumber") FROM "Ticket" WHERE "streetId" = ${text(id)}) AS "draftNumber"`,
  );
  const ids = [...numbers.keys()];
  for (const query of unions(arms, 'UNION ALL')) {
    for (const row of await database.read<NumberRow>(query)) {
      const id = ids[Number(row.index)];
      if (id !== undefined)
        numbers.set(id, { number: Number(row.number ?? 0), draftNumber: Number(row.draftNumber ?? 0) });
    }
  }
  return numbers;
}

export type Numbers = ReadonlyMap<StreetId, { number: number; draftNumber: number }>;

interface NumberRow {
  index: number | bigint;
  number: number | bigint | null;
  draftNumber: number | bigint | null;
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
  reader: TicketReader,
  page: { now: Instant; limit: number },
): Promise<Ticket[]> {
  const rows = await database.read<StateRow>(
    sql`SELECT "id", "state" FROM "Ticket" WHERE "nextDueAt" <= ${page.now}
      ORDER BY "nextDueAt", "id" LIMIT ${page.limit}`,
  );
  return rows.map((row) => reader.read(row.id, row.state));
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
