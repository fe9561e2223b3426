import type { Served } from '../engine/appraisal/ballot-tasks.ts';
import type { TicketFact, Window } from '../engine/appraisal/facts.ts';
import {
  type FactSource,
  MARKING_KINDS,
  marksOf,
  NO_MARKS,
  ticketFact,
} from '../engine/appraisal/ticket-fact.ts';
import type { StreetId, TicketId } from '../engine/glossary.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import { fromJson } from './appraisal-rows.ts';
import type { Database } from './database.ts';
import { readAhead } from './read-ahead.ts';
import { sortedBy } from './sorted-by.ts';
import { chunks, list, sql, text } from './sql.ts';

const AT_ONCE = 200;

/**
 * Every ticket of the street of which something happened in the window or that fell due in it, a page at a time. Which ones is
 * settled first: one that moves on meanwhile comes neither twice nor not at all.
 */
export async function* readTicketFacts(
  database: Database,
  streetId: StreetId,
  window: Window,
): AsyncIterable<readonly TicketFact[]> {
  const { from, until } = window;
  const street = text(streetId);
  const rows = await database.read<{ id: string }>(
    sql`SELECT "id" FROM "Ticket" WHERE "streetId" = ${street} AND "lastActivityAt" >= ${from} AND "openedAt" < ${until}
      UNION SELECT "id" FROM "Ticket" WHERE "streetId" = ${street} AND "solveBy" >= ${from} AND "solveBy" < ${until}`,
  );
  const parts = chunks(
    rows.map(({ id }) => id),
    AT_ONCE,
  );
  yield* readAhead(parts, (ids) => readPage(database, ids));
}

async function readPage(database: Database, ids: readonly TicketId[]): Promise<readonly TicketFact[]> {
  const [states, marked] = await Promise.all([
    database.read<{ state: string }>(sql`SELECT "state" FROM "Ticket" WHERE "id" IN ${list(ids)}`),
    markingEvents(database, ids),
  ]);
  return states.map(({ state }) => {
    const ticket: FactSource = fromJson(state);
    const events = marked.get(ticket.id);
    return ticketFact(ticket, events === undefined ? NO_MARKS : marksOf(events));
  });
}

/** In the order in which they happened. */
async function markingEvents(
  database: Database,
  ids: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, readonly TicketEvent[]>> {
  const rows = await database.read<{ ticketId: string; body: string }>(
    sql`SELECT "ticketId", "body" FROM "TicketEvent" WHERE "ticketId" IN ${list(ids)}
      AND "kind" IN ${list(MARKING_KINDS)} ORDER BY "ticketId", "seq"`,
  );
  const found = new Map<TicketId, TicketEvent[]>();
  for (const { ticketId, body } of rows) {
    const events = found.get(ticketId) ?? [];
    events.push(fromJson(body));
    found.set(ticketId, events);
  }
  return found;
}

interface ServedRow extends Omit<Served, 'at'> {
  at: number | bigint;
}

/** Who reported or follows a ticket that was closed in the window and still is, by ticket. */
export async function readServed(
  database: Database,
  streetId: StreetId,
  { from, until }: Window,
): Promise<readonly Served[]> {
  const rows = await database.read<ServedRow>(
    sql`SELECT p."personId" AS "residentId", t."assigneeId" AS "workerId", t."communityId", MAX(e."at") AS "at"
      FROM "Ticket" t JOIN "TicketEvent" e ON e."ticketId" = t."id" JOIN "TicketParty" p ON p."ticketId" = t."id"
      WHERE t."streetId" = ${text(streetId)} AND t."lastActivityAt" >= ${from} AND t."status" = 'closed'
        AND e."kind" = 'closed' AND e."at" >= ${from} AND e."at" < ${until}
      GROUP BY t."id", p."personId", t."assigneeId", t."communityId"`,
  );
  const served = rows.map((row) => ({ ...row, at: Number(row.at) }));
  return sortedBy(served, ({ residentId, workerId }) => `${residentId} ${workerId}`);
}
