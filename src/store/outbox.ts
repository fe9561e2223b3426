import type { OutboxRecord, OutboxStore, PendingSend, SendResult } from '../app/ports.ts';
import type { Instant, PersonId } from '../engine/glossary.ts';
import type { Database } from './database.ts';
import type { Outbox } from './generated/sqlite/client.ts';
import { toInstant, toPendingSend } from './map.ts';
import { chunks, insert, join, type RowOf, type Sql, sql, storable, toJson } from './sql.ts';

/** Six parameters a result; well below either database's limit. */
const SETTLE_AT_ONCE = 1000;
const ERROR_LENGTH = 500;
/** Later than any row. */
const BEYOND = 2_147_483_647;

export function outboxStatements(records: readonly OutboxRecord[]): readonly Sql[] {
  return insert('Outbox', records.map(outboxRow));
}

function outboxRow(record: OutboxRecord): Omit<RowOf<Outbox>, 'seq' | 'settledAt' | 'sentKey' | 'error'> {
  return {
    key: record.key,
    network: record.network,
    chatId: record.chatId,
    chat: `${record.network}:${record.chatId}`,
    roomId: record.roomId,
    text: record.text,
    replyTo: record.replyTo,
    mentions: toJson(record.mentions),
    ticketIds: toJson(record.ticketIds),
    code: record.code,
    createdAt: record.createdAt,
    urgent: record.urgent,
    state: 'waiting',
    attempts: 0,
    dueAt: record.notBefore,
  };
}

export function outboxOf(database: Database): OutboxStore {
  return {
    ready: (now, limit) => ready(database, now, limit),
    settle: (results) => settle(database, results),
    nextReadyAt: () => nextReadyAt(database),
  };
}

/**
 * A row that is not due yet stops all later ones of its chat, so that order holds; but one that has only been kept
 * back for quiet hours (`soft`) does not stop an urgent one.
 */
async function ready(database: Database, now: Instant, limit: number): Promise<PendingSend[]> {
  const rows = await database.read(
    sql`WITH later AS (
        SELECT "chat", MIN("seq") AS soft, MIN(CASE WHEN "urgent" OR "attempts" > 0 THEN "seq" END) AS hard
        FROM "Outbox" WHERE "state" = 'waiting' AND "dueAt" > ${now} GROUP BY "chat")
      SELECT o."key", o."network", o."chatId", o."text", o."replyTo", o."mentions", o."ticketIds", o."attempts",
        o."createdAt"
      FROM "Outbox" o LEFT JOIN later ON later."chat" = o."chat"
      WHERE o."state" = 'waiting' AND o."dueAt" <= ${now}
        AND o."seq" < COALESCE(CASE WHEN o."urgent" THEN later.hard ELSE later.soft END, ${BEYOND})
      ORDER BY o."seq" LIMIT ${limit}`,
  );
  return rows.map(toPendingSend);
}

/**
 * When `ready` will next give something: at the due moment of some chat's first row, or when the last of the rows that
 * an urgent one may not overtake is due (itself among them).
 */
async function nextReadyAt(database: Database): Promise<Instant | null> {
  const rows = await database.read<{ at: number | bigint | null }>(
    sql`SELECT MIN("at") AS "at" FROM (
      SELECT MIN("dueAt") AS "at" FROM "Outbox" WHERE "seq" IN (
        SELECT MIN("seq") FROM "Outbox" WHERE "state" = 'waiting' GROUP BY "chat")
      UNION ALL
      SELECT (SELECT MAX(b."dueAt") FROM "Outbox" b WHERE b."state" = 'waiting' AND b."chat" = o."chat"
        AND b."seq" <= o."seq" AND (b."urgent" OR b."attempts" > 0))
      FROM "Outbox" o WHERE o."state" = 'waiting' AND o."urgent") AS moments`,
  );
  return toInstant(rows[0]?.at);
}

/** Only a row still waiting is touched: a late answer never undoes an earlier one. */
async function settle(database: Database, results: readonly SendResult[]): Promise<void> {
  await database.write(
    chunks(results, SETTLE_AT_ONCE).map(
      (part) => sql`UPDATE "Outbox" SET "state" = v.column2, "sentKey" = "network" || ':' || v.column3,
        "error" = v.column4, "dueAt" = COALESCE(CAST(v.column5 AS BIGINT), "dueAt"),
        "settledAt" = CAST(v.column6 AS BIGINT), "attempts" = "attempts" + 1
        FROM (VALUES ${join(part.map(settled))}) AS v
        WHERE "Outbox"."key" = v.column1 AND "Outbox"."state" = 'waiting'`,
    ),
  );
}

/** key, state, remote id, error, next attempt, settled at. Integers as text: `VALUES` in PostgreSQL is text. */
function settled(result: SendResult): Sql {
  const key = storable(result.key);
  if (result.state === 'sent') {
    return sql`(${key}, 'sent', ${storable(result.remoteId)}, NULL, NULL, ${String(result.at)})`;
  }
  const error = storable(result.error).slice(0, ERROR_LENGTH);
  if (result.state === 'failed') return sql`(${key}, 'failed', NULL, ${error}, NULL, ${String(result.at)})`;
  return sql`(${key}, 'waiting', NULL, ${error}, ${String(result.nextAttemptAt)}, NULL)`;
}

/**
 * How many prompts each person was sent since. A prompt is a message that names the person and answers nobody:
 * what they asked for themselves is no burden (rules.md 3, burden budget).
 */
export async function promptsSince(
  database: Database,
  since: Instant,
): Promise<ReadonlyMap<PersonId, number>> {
  const rows = await database.read<{ network: string; mentions: string }>(
    sql`SELECT "network", "mentions" FROM "Outbox"
      WHERE "createdAt" >= ${since} AND "mentions" <> '[]' AND "replyTo" IS NULL AND "state" <> 'failed'`,
  );
  const accounts = await database.ask((prisma) => prisma.account.findMany());
  const owners = new Map(accounts.map((one) => [`${one.network}:${one.accountId}`, one.personId]));
  const counts = new Map<PersonId, number>();
  for (const { network, mentions } of rows) {
    for (const accountId of JSON.parse(mentions)) {
      const account = `${network}:${accountId}`;
      const person = owners.get(account) ?? account;
      counts.set(person, (counts.get(person) ?? 0) + 1);
    }
  }
  return counts;
}
