import type { CardStore, Mine, OutboxRecord, StaleCard, TicketChange } from '../app/ports.ts';
import type { Database, Provider } from './database.ts';
import { toStaleCard } from './map.ts';
import { inMine } from './mine.ts';
import { chunks, join, list, raw, type Sql, sql, storable } from './sql.ts';

const AT_ONCE = 1000;

/** What a plan changes of the cards. */
export interface CardWriter {
  /** To be written with the plan, behind its tickets and its outbox. */
  statementsOf(plan: CardPlan): readonly Sql[];
}

type CardPlan = { tickets: readonly TicketChange[]; outbox: readonly OutboxRecord[] };

/**
 * Cards of tickets that move on are stale from now on, and new cards are entered. `alone`: nobody else commits to this
 * database, so that as long as there has been no card none is looked for.
 */
export async function createCardWriter(
  database: Database,
  { alone }: { alone: boolean },
): Promise<CardWriter> {
  let any = !alone || (await database.read(sql`SELECT 1 AS "one" FROM "TicketCard" LIMIT 1`)).length > 0;
  return {
    statementsOf: ({ tickets, outbox }) => {
      const entered = outbox.flatMap(cardValues);
      if (entered.length > 0) any = true;
      return [
        ...(any ? markStale(tickets) : []),
        ...chunks(entered, AT_ONCE).map((rows) => enter(rows, database.provider)),
      ];
    },
  };
}

function markStale(changes: readonly TicketChange[]): readonly Sql[] {
  const moved = changes.filter(({ fromVersion, events }) => fromVersion > 0 && events.length > 0);
  return chunks([...new Set(moved.map(({ ticket }) => ticket.id))], AT_ONCE).map(
    (ids) =>
      sql`UPDATE "TicketCard" SET "stale" = true WHERE "ticketId" IN ${list(ids)} AND NOT "ended" AND NOT "stale"`,
  );
}

/** key, ticket, version. Integers as text: `VALUES` in PostgreSQL is text. */
function cardValues(record: OutboxRecord): readonly Sql[] {
  const [ticketId] = record.ticketIds;
  if (record.card?.type !== 'ticket' || ticketId === undefined) return [];
  const version = record.cardVersion === undefined ? null : String(record.cardVersion);
  return [sql`(${storable(record.key)}, ${storable(ticketId)}, ${version})`];
}

/**
 * A card that shows an older version than the ticket's is stale from the first. PostgreSQL: a ticket's row is locked while its card is entered, so that whoever changes it at the same time either sees
 * the card or is seen.
 */
function enter(rows: readonly Sql[], provider: Provider): Sql {
  const lock = raw(provider === 'postgresql' ? 'FOR SHARE OF t' : '');
  const version = sql`CAST(v.column3 AS INTEGER)`;
  return sql`INSERT INTO "TicketCard" ("key", "ticketId", "version", "stale", "ended")
    SELECT v.column1, t."id", COALESCE(${version}, t."version"), COALESCE(${version} < t."version", false), false
    FROM (VALUES ${join([...rows])}) AS v JOIN "Ticket" t ON t."id" = v.column2 ${lock}`;
}

/** Cards that will never be changed again. */
export function abandonCards(keys: readonly string[]): readonly Sql[] {
  return chunks(keys, AT_ONCE).map(
    (part) => sql`UPDATE "TicketCard" SET "stale" = false, "ended" = true WHERE "key" IN ${list(part)}`,
  );
}

export function cardsOf(database: Database): CardStore {
  return {
    stale: (limit, mine) => stale(database, limit, mine),
    shown: (cards) => shown(database, cards),
    abandon: async (keys) => {
      await database.write(abandonCards(keys));
    },
  };
}

/** Only those that were sent: what still waits is sent as it was composed, and changed after that. */
async function stale(
  database: Database,
  limit: number,
  mine: Mine | undefined,
): Promise<readonly StaleCard[]> {
  const rows = await database.read(
    sql`SELECT c."key", c."ticketId", o."network", o."chatId", o."roomId", o."sentKey", o."text"
      FROM "TicketCard" c JOIN "Outbox" o ON o."key" = c."key"
      WHERE c."stale" = true AND o."state" = 'sent' AND ${inMine(mine)} ORDER BY o."seq" LIMIT ${limit}`,
  );
  return rows.map(toStaleCard);
}

async function shown(database: Database, cards: Parameters<CardStore['shown']>[0]): Promise<void> {
  await database.write([
    ...lockTickets(database, cards),
    ...chunks(cards, AT_ONCE).map((part) => {
      const rows = part.map(({ key, version }) => sql`(${storable(key)}, ${String(version)})`);
      const version = sql`CAST(v.column2 AS INTEGER)`;
      return sql`UPDATE "TicketCard" SET "version" = ${version}, "stale" = NOT "ended" AND ${version} <
          (SELECT "version" FROM "Ticket" WHERE "Ticket"."id" = "TicketCard"."ticketId")
        FROM (VALUES ${join(rows)}) AS v WHERE "TicketCard"."key" = v.column1`;
    }),
  ]);
}

/** As in `enter`: a change under way is waited for, so that its mark is not lost. */
function lockTickets(database: Database, cards: readonly { key: string }[]): readonly Sql[] {
  if (database.provider === 'sqlite') return [];
  const keys = cards.map(({ key }) => key);
  return chunks(keys, AT_ONCE).map(
    (part) => sql`SELECT 1 FROM "Ticket" WHERE "id" IN (SELECT "ticketId" FROM "TicketCard"
      WHERE "key" IN ${list(part)}) ORDER BY "id" FOR SHARE`,
  );
}
