import { laneOf } from '../app/keys.ts';
import type { Mine, OutboxRecord, OutboxStore, PendingSend, SendResult } from '../app/ports.ts';
import { personOf } from '../chat/message.ts';
import type { Window } from '../engine/appraisal/facts.ts';
import { DAY_MS, type Instant, type Network, type PersonId } from '../engine/glossary.ts';
import { abandonCards } from './cards.ts';
import type { Database } from './database.ts';
import type { Outbox } from './generated/sqlite/client.ts';
import { toInstant, toPendingSend, toStuckSend } from './map.ts';
import { inMine } from './mine.ts';
import type { Notifier } from './notify.ts';
import { chunks, insert, join, list, type RowOf, type Sql, sql, storable, text, toJson } from './sql.ts';

/** Seven parameters a result; well below either database's limit. */
const SETTLE_AT_ONCE = 1000;
/** How long a failed row is shown to the operator. */
const FAILED_SHOWN_MS = 7 * DAY_MS;
const ERROR_LENGTH = 500;
/** Later than any row, more than any attempts. */
const BEYOND = 2_147_483_647;

export function outboxStatements(records: readonly OutboxRecord[]): readonly Sql[] {
  // A picture has the same key whatever brings it up: shown in a chat once, it is not shown there again.
  const known = records.some(({ picture }) => picture) ? 'ON CONFLICT ("key") DO NOTHING' : '';
  return insert('Outbox', records.map(outboxRow), known);
}

type Unsettled = Omit<RowOf<Outbox>, 'seq' | 'startedAt' | 'settledAt' | 'sentKey' | 'error'>;

function outboxRow(record: OutboxRecord): Unsettled {
  return {
    key: record.key,
    network: record.network,
    chatId: record.chatId,
    chat: `${record.network}:${record.chatId}`,
    lane: laneOf(record.network, record.chatId),
    roomId: record.roomId,
    text: record.text,
    card: record.card ? toJson(record.card) : null,
    picture: record.picture ?? null,
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

/** What was waiting before there were lanes gets its own. */
export async function giveLanes(database: Database): Promise<void> {
  const without = sql`"state" = 'waiting' AND "lane" = -1`;
  const chats = await database.read<{ network: string; chatId: string }>(
    sql`SELECT DISTINCT "network", "chatId" FROM "Outbox" WHERE ${without}`,
  );
  await database.write(
    chats.map(
      ({ network, chatId }) => sql`UPDATE "Outbox" SET "lane" = ${laneOf(network, chatId)}
        WHERE ${without} AND "chat" = ${text(`${network}:${chatId}`)}`,
    ),
  );
}

export function outboxOf(database: Database, notifier: Notifier): OutboxStore {
  return {
    ready: (now, limit, mine) => ready(database, { now, limit, mine }),
    begin: (keys, at) => begin(database, keys, at),
    settle: (results) => settle(database, results),
    nextReadyAt: (mine) => nextReadyAt(database, mine),
    sentSince: (network, since) => sentSince(database, network, since),
    onNew: (wake) => notifier.listen(wake),
    stuck: (waitingSince, limit) => stuck(database, waitingSince, limit),
  };
}

/**
 * A row that is not due yet stops all later ones of its chat, so that order holds; but one that has only been kept
 * back for quiet hours (`soft`) does not stop an urgent one.
 */
async function ready(
  database: Database,
  { now, limit, mine }: { now: Instant; limit: number; mine: Mine | undefined },
): Promise<PendingSend[]> {
  const rows = await database.read(
    sql`WITH later AS (
        SELECT "chat", MIN("seq") AS soft, MIN(CASE WHEN "urgent" OR "attempts" > 0 THEN "seq" END) AS hard
        FROM "Outbox" WHERE "state" = 'waiting' AND "dueAt" > ${now} GROUP BY "chat")
      SELECT o."key", o."network", o."chatId", o."text", o."replyTo", o."mentions", o."ticketIds", o."attempts",
        o."createdAt", o."urgent", o."card", o."picture", o."startedAt"
      FROM "Outbox" o LEFT JOIN later ON later."chat" = o."chat"
      WHERE o."state" = 'waiting' AND o."dueAt" <= ${now} AND ${inMine(mine)}
        AND o."seq" < COALESCE(CASE WHEN o."urgent" THEN later.hard ELSE later.soft END, ${BEYOND})
      ORDER BY o."seq" LIMIT ${limit}`,
  );
  return rows.map(toPendingSend);
}

async function begin(database: Database, keys: readonly string[], at: Instant): Promise<void> {
  await database.write(
    chunks(keys, SETTLE_AT_ONCE).map(
      (part) =>
        sql`UPDATE "Outbox" SET "startedAt" = ${at} WHERE "key" IN ${list(part)} AND "state" = 'waiting'`,
    ),
  );
}

/**
 * When `ready` will next give something: at the due moment of some chat's first row, or when the last of the rows that
 * an urgent one may not overtake is due (itself among them).
 */
async function nextReadyAt(database: Database, mine: Mine | undefined): Promise<Instant | null> {
  const rows = await database.read<{ at: number | bigint | null }>(
    sql`SELECT MIN("at") AS "at" FROM (
      SELECT MIN("dueAt") AS "at" FROM "Outbox" WHERE "seq" IN (
        SELECT MIN(o."seq") FROM "Outbox" o WHERE o."state" = 'waiting' AND ${inMine(mine)} GROUP BY o."chat")
      UNION ALL
      SELECT (SELECT MAX(b."dueAt") FROM "Outbox" b WHERE b."state" = 'waiting' AND b."chat" = o."chat"
        AND b."seq" <= o."seq" AND (b."urgent" OR b."attempts" > 0))
      FROM "Outbox" o WHERE o."state" = 'waiting' AND o."urgent" AND ${inMine(mine)}) AS moments`,
  );
  return toInstant(rows[0]?.at);
}

/** Only a row still waiting is touched: a late answer never undoes an earlier one. */
async function settle(database: Database, results: readonly SendResult[]): Promise<void> {
  const failed = results.filter((result) => result.state === 'failed').map((result) => result.key);
  await database.write([
    ...chunks(results, SETTLE_AT_ONCE).map(
      (part) => sql`UPDATE "Outbox" SET "state" = v.column2, "sentKey" = "network" || ':' || v.column3,
        "error" = v.column4, "dueAt" = CAST(v.column5 AS BIGINT),
        "settledAt" = CASE WHEN v.column2 = 'waiting' THEN NULL ELSE CAST(v.column5 AS BIGINT) END,
        "startedAt" = CASE WHEN v.column4 = 'uncertain' THEN "startedAt" END,
        "attempts" = "attempts" + CASE WHEN "attempts" < CAST(v.column6 AS INTEGER) THEN 1 ELSE 0 END
        FROM (VALUES ${join(part.map(settled))}) AS v
        WHERE "Outbox"."key" = v.column1 AND "Outbox"."state" = 'waiting'`,
    ),
    ...abandonCards(failed),
  ]);
}

/** key, state, remote id, error, next attempt or when it was settled, how far attempts count. Integers as text: `VALUES` in PostgreSQL is text. */
function settled(result: SendResult): Sql {
  const key = storable(result.key);
  const always = String(BEYOND);
  if (result.state === 'sent') {
    return sql`(${key}, 'sent', ${storable(result.remoteId)}, NULL, ${String(result.at)}, ${always})`;
  }
  const error = storable(result.error).slice(0, ERROR_LENGTH);
  if (result.state === 'failed')
    return sql`(${key}, 'failed', NULL, ${error}, ${String(result.at)}, ${always})`;
  const count = String(result.countUpTo ?? BEYOND);
  return sql`(${key}, 'waiting', NULL, ${error}, ${String(result.nextAttemptAt)}, ${count})`;
}

/** A settled row's `dueAt` is when it was settled, so the index of what waits finds the latest ones too. */
async function sentSince(database: Database, network: Network, since: Instant): Promise<number> {
  const [row] = await database.read<{ count: number | bigint }>(
    sql`SELECT COUNT(DISTINCT "sentKey") AS "count" FROM "Outbox"
      WHERE "state" = 'sent' AND "dueAt" >= ${since} AND "network" = ${text(network)}`,
  );
  return Number(row?.count ?? 0);
}

/** What was only kept back for quiet hours is not stuck, however old it is. */
async function stuck(database: Database, waitingSince: Instant, limit: number) {
  const columns = sql`"key", "network", "chatId", "state", "attempts", "error", "createdAt", "seq"`;
  const rows = await database.read(
    sql`SELECT * FROM (
      SELECT ${columns} FROM "Outbox" WHERE "state" = 'failed' AND "dueAt" >= ${waitingSince - FAILED_SHOWN_MS}
      UNION ALL
      SELECT ${columns} FROM "Outbox" WHERE "state" = 'waiting' AND "createdAt" < ${waitingSince}
        AND ("attempts" > 0 OR "dueAt" < ${waitingSince})) AS rows
      ORDER BY "seq" LIMIT ${limit}`,
  );
  return rows.map(toStuckSend);
}

/**
 * How many prompts each person was sent since. A prompt is a message that names the person, or is to them alone, and answers
 * nobody: what they asked for themselves is no burden (rules.md 3, burden budget).
 */
export function promptsSince(database: Database, since: Instant): Promise<ReadonlyMap<PersonId, number>> {
  return promptsIn(database, { from: since, until: Number.MAX_SAFE_INTEGER });
}

export async function promptsIn(
  database: Database,
  { from, until }: Window,
): Promise<ReadonlyMap<PersonId, number>> {
  const rows = await database.read<{ network: string; chatId: string; mentions: string }>(
    sql`SELECT "network", "chatId", "mentions" FROM "Outbox"
      WHERE "createdAt" >= ${from} AND "createdAt" < ${until} AND ("mentions" <> '[]' OR "chatId" LIKE 'dm:%')
        AND "replyTo" IS NULL AND "state" <> 'failed' AND "picture" IS NULL`,
  );
  const accounts = await database.ask((prisma) => prisma.account.findMany());
  const owners = new Map(accounts.map((one) => [`${one.network}:${one.accountId}`, one.personId]));
  const counts = new Map<PersonId, number>();
  for (const { network, chatId, mentions } of rows) {
    const alone = personOf(chatId);
    const named: readonly string[] = alone === null ? JSON.parse(mentions) : [alone];
    for (const accountId of named) {
      const account = `${network}:${accountId}`;
      const person = owners.get(account) ?? account;
      counts.set(person, (counts.get(person) ?? 0) + 1);
    }
  }
  return counts;
}
