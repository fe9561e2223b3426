import type { StoreHealth, StorePulse } from '../app/ports.ts';
import type { Network } from '../engine/glossary.ts';
import type { Database } from './database.ts';
import { toInstant } from './map.ts';
import { sql } from './sql.ts';

type Count = number | bigint;

interface Counts {
  tickets: Count;
  openTickets: Count;
  outboxWaiting: Count;
  outboxSent: Count;
  outboxFailed: Count;
  oldestWaitingAt: Count | null;
}

export async function readHealth(database: Database): Promise<StoreHealth> {
  const [counts] = await database.read<Counts>(
    sql`SELECT (SELECT COUNT(*) FROM "Ticket") AS "tickets",
      (SELECT COUNT(*) FROM "Ticket" WHERE "open" = true) AS "openTickets",
      (SELECT COUNT(*) FROM "Outbox" WHERE "state" = 'waiting') AS "outboxWaiting",
      (SELECT COUNT(*) FROM "Outbox" WHERE "state" = 'sent') AS "outboxSent",
      (SELECT COUNT(*) FROM "Outbox" WHERE "state" = 'failed') AS "outboxFailed",
      (SELECT MIN("createdAt") FROM "Outbox" WHERE "state" = 'waiting') AS "oldestWaitingAt"`,
  );
  return {
    database: database.provider,
    tickets: Number(counts?.tickets ?? 0),
    openTickets: Number(counts?.openTickets ?? 0),
    outboxWaiting: Number(counts?.outboxWaiting ?? 0),
    outboxSent: Number(counts?.outboxSent ?? 0),
    outboxFailed: Number(counts?.outboxFailed ?? 0),
    oldestWaitingAt: toInstant(counts?.oldestWaitingAt),
    unboundRooms: await unboundRooms(database),
  };
}

export async function readPulse(database: Database): Promise<StorePulse> {
  const [row] = await database.read<{ waiting: Count; oldestDueAt: Count | null }>(
    sql`SELECT COUNT(*) AS "waiting",
      MIN(CASE WHEN "attempts" > 0 THEN "createdAt" ELSE "dueAt" END) AS "oldestDueAt"
      FROM "Outbox" WHERE "state" = 'waiting'`,
  );
  return { waiting: Number(row?.waiting ?? 0), oldestDueAt: toInstant(row?.oldestDueAt) };
}

/** Rooms that talk but are bound to nothing. Steps from room to room by index instead of reading every message. */
async function unboundRooms(database: Database): Promise<StoreHealth['unboundRooms']> {
  const rows = await database.read<{ roomId: string; lastAt: Count }>(
    sql`WITH RECURSIVE talked(id) AS (
        SELECT MIN("roomId") FROM "Inbound"
        UNION ALL
        SELECT (SELECT MIN("roomId") FROM "Inbound" WHERE "roomId" > talked.id) FROM talked WHERE talked.id IS NOT NULL),
      last AS (
        SELECT talked.id AS "roomId",
          (SELECT "seq" FROM "Inbound" WHERE "roomId" = talked.id ORDER BY "at" DESC LIMIT 1) AS "seq"
        FROM talked WHERE talked.id IS NOT NULL AND talked.id NOT IN (SELECT "id" FROM "Room"))
      SELECT last."roomId", "Inbound"."at" AS "lastAt" FROM last JOIN "Inbound" ON "Inbound"."seq" = last."seq"
      WHERE NOT "Inbound"."private" ORDER BY "lastAt" DESC`,
  );
  return rows.flatMap(({ roomId, lastAt }) => {
    const network = networkOf(roomId);
    if (network === null) return [];
    return [{ network, chatId: roomId.slice(network.length + 1), lastAt: Number(lastAt) }];
  });
}

function networkOf(roomId: string): Network | null {
  const colon = roomId.indexOf(':');
  return colon > 0 ? roomId.slice(0, colon) : null;
}
