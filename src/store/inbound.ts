import type { InboundRecord, Needs, Plan, TalkEntry } from '../app/ports.ts';
import type { Instant, MessageKey, Network } from '../engine/glossary.ts';
import type { Line } from '../engine/intake/talk.ts';
import type { Database } from './database.ts';
import type { Inbound } from './generated/sqlite/client.ts';
import { BOT_ID, toLine, toTalkEntry } from './map.ts';
import { insert, list, type RowOf, raw, type Sql, sql, text, toJson, unions } from './sql.ts';

const FORGET_STEP = 20_000;

export function inboundStatements(records: readonly InboundRecord[]): readonly Sql[] {
  return insert('Inbound', records.map(inboundRow));
}

/** A line without words breaks the column's NOT NULL, and with it the whole plan: nothing comes of what was taken back. */
export function linkedStatements(linked: NonNullable<Plan['linked']>): readonly Sql[] {
  return linked.map(
    ({ key, ticketIds }) =>
      sql`UPDATE "Inbound" SET "ticketIds" = CASE WHEN "text" = '' THEN NULL ELSE ${toJson(ticketIds)} END
        WHERE "key" = ${text(key)}`,
  );
}

function inboundRow(record: InboundRecord): Omit<RowOf<Inbound>, 'seq'> {
  const { line } = record;
  return {
    key: record.key,
    network: record.network,
    chatId: record.chatId,
    roomId: line.roomId,
    private: record.chatKind === 'private',
    accountId: record.accountId,
    personId: line.personId,
    name: line.name,
    at: line.at,
    receivedAt: record.receivedAt,
    text: line.text,
    images: toJson(line.images),
    replyTo: line.replyTo,
    fromStaff: line.fromStaff,
    ticketIds: toJson(line.ticketIds),
    outcome: line.outcome,
  };
}

const HEARD = raw(`SELECT "key", "roomId", "personId", "name", "at", "text", "images", "replyTo",
  0 AS "fromBot", CASE WHEN "fromStaff" THEN 1 ELSE 0 END AS "fromStaff", "ticketIds", "outcome", "seq" FROM "Inbound"`);
/** A line not yet delivered has no network id; its own key stands in. */
const SAID =
  raw(`SELECT COALESCE("sentKey", "network" || ':' || "key") AS "key", COALESCE("roomId", "chat") AS "roomId",
  '${BOT_ID}' AS "personId", '' AS "name", "createdAt" AS "at", "text", '[]' AS "images",
  "network" || ':' || "replyTo" AS "replyTo", 1 AS "fromBot", 0 AS "fromStaff", "ticketIds", "code" AS "outcome", "seq"
  FROM "Outbox"`);

type Talk = Needs['talk'][number];

function talkOf(need: Talk): Sql {
  const newest = sql`ORDER BY "at" DESC, "seq" DESC LIMIT ${need.limit}`;
  const heard = sql`${HEARD} WHERE "roomId" = ${text(need.roomId)} AND "at" >= ${need.since} ${newest}`;
  const said = sql`${SAID} WHERE "chat" = ${text(need.roomId)} AND "createdAt" >= ${need.since} AND "state" <> 'failed'
    ORDER BY "createdAt" DESC, "seq" DESC LIMIT ${need.limit}`;
  return sql`SELECT * FROM (SELECT * FROM (${heard}) AS heard UNION ALL SELECT * FROM (${said}) AS said
    ${newest}) AS talk`;
}

function linesOf(keys: readonly MessageKey[]): readonly Sql[] {
  if (keys.length === 0) return [];
  return [
    sql`SELECT * FROM (${HEARD} WHERE "key" IN ${list(keys)}) AS heard`,
    sql`SELECT * FROM (${SAID} WHERE "sentKey" IN ${list(keys)}) AS said`,
  ];
}

/** Recent talk of rooms, and single lines by id whatever their age (the bot's own too), oldest first. */
export async function loadLines(
  database: Database,
  needs: Pick<Needs, 'talk' | 'lines'>,
): Promise<readonly Line[]> {
  const rooms = new Map(needs.talk.map((need) => [JSON.stringify(need), need]));
  const arms = [...[...rooms.values()].map(talkOf), ...linesOf(needs.lines)];
  const found = new Map<MessageKey, { line: Line; seq: number }>();
  for (const query of unions(arms, 'UNION ALL')) {
    for (const row of await database.read<{ seq: number | bigint }>(query)) {
      const line = toLine(row);
      found.set(line.key, { line, seq: Number(row.seq) });
    }
  }
  const ordered = [...found.values()].sort(byTime);
  return ordered.map((entry) => entry.line);
}

/** At the same instant people's lines come before the bot's answers to them. */
function byTime(a: { line: Line; seq: number }, b: { line: Line; seq: number }): number {
  return a.line.at - b.line.at || Number(a.line.fromBot) - Number(b.line.fromBot) || a.seq - b.seq;
}

const ENTRY_HEARD = raw(`SELECT "key", "accountId" AS "senderId", "name" AS "senderName", "text", "images",
  "replyTo", '[]' AS "mentions", "at", "ticketIds", 0 AS "fromBot", "seq", NULL AS "picture" FROM "Inbound"`);
const ENTRY_SAID =
  raw(`SELECT COALESCE("sentKey", "network" || ':' || "key") AS "key", '${BOT_ID}' AS "senderId",
  '' AS "senderName", "text", '[]' AS "images", "network" || ':' || "replyTo" AS "replyTo", "mentions",
  "settledAt" AS "at", "ticketIds", 1 AS "fromBot", "seq", "picture" FROM "Outbox"`);

/** What a chat's page shows: everything heard and everything delivered, newest last. */
export async function loadTalk(
  database: Database,
  chat: { network: Network; chatId: string },
  limit: number,
): Promise<TalkEntry[]> {
  const room = text(`${chat.network}:${chat.chatId}`);
  const rows = await database.read<Record<string, unknown>>(
    sql`SELECT * FROM (${ENTRY_HEARD} WHERE "roomId" = ${room} ORDER BY "at" DESC, "seq" DESC LIMIT ${limit}) AS heard
      UNION ALL SELECT * FROM (${ENTRY_SAID} WHERE "chat" = ${room} AND "state" = 'sent'
        ORDER BY "createdAt" DESC, "seq" DESC LIMIT ${limit}) AS said
      ORDER BY "at" DESC, "fromBot" DESC, "seq" DESC LIMIT ${limit}`,
  );
  return rows.reverse().map((row) => entryOf(row, chat.network));
}

function entryOf(row: Record<string, unknown>, network: Network): TalkEntry {
  const entry = toTalkEntry({ ...row, messageId: row['key'] });
  const prefix = `${network}:`;
  const bare = (key: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : key);
  return {
    ...entry,
    messageId: bare(entry.key),
    images: typeof row['picture'] === 'string' ? [row['picture']] : entry.images,
    replyTo: entry.replyTo === null ? null : bare(entry.replyTo),
  };
}

/** Wipes the words of old talk that no ticket came of. In steps, so that nobody waits long behind it. */
export async function forgetChatter(database: Database, olderThan: Instant): Promise<number> {
  const [last] = await database.read<{ seq: number | bigint | null }>(
    sql`SELECT MAX("seq") AS "seq" FROM "Inbound"`,
  );
  let forgotten = 0;
  for (let from = 0; from <= Number(last?.seq ?? 0); from += FORGET_STEP) {
    const [count] = await database.write([
      sql`UPDATE "Inbound" SET "text" = '', "images" = '[]' WHERE "seq" >= ${from} AND "seq" < ${from + FORGET_STEP}
        AND "at" < ${olderThan} AND "ticketIds" = '[]' AND ("text" <> '' OR "images" <> '[]')`,
    ]);
    forgotten += count ?? 0;
  }
  return forgotten;
}
