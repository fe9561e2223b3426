import type { Instant, MessageKey, Network, TicketId } from '../engine/glossary.ts';
import type { Database } from './database.ts';
import { toTicketIds } from './map.ts';
import { sql, text } from './sql.ts';

/** Each bound chat's newest message, straight from the index of its talk. */
export async function lastHeard(database: Database, network: Network): Promise<ReadonlyMap<string, Instant>> {
  const rows = await database.read<{ chatId: string; at: number | bigint | null }>(
    sql`SELECT "chatId", (SELECT MAX("at") FROM "Inbound" WHERE "Inbound"."roomId" = "Room"."id") AS "at"
      FROM "Room" WHERE "network" = ${text(network)}`,
  );
  return new Map(rows.flatMap(({ chatId, at }) => (at === null ? [] : [[chatId, Number(at)] as const])));
}

/** The row stays, so that the message is not taken in again; its words go, whether a ticket came of them or not. */
export async function forgetMessage(database: Database, key: MessageKey): Promise<readonly TicketId[]> {
  const rows = await database.read<{ ticketIds: string }>(
    sql`UPDATE "Inbound" SET "text" = '', "images" = '[]' WHERE "key" = ${text(key)} RETURNING "ticketIds"`,
  );
  return rows.flatMap(({ ticketIds }) => toTicketIds(ticketIds));
}
