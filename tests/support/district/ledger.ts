import { z } from 'zod';
import { readSql } from '../raw-sql.ts';

/** What the bot's database says in the end, read past the bot. */
export interface Ledger {
  inbound: readonly { key: string; outcome: string }[];
  /** In the order in which they were committed by one process. */
  outbox: readonly OutboxLine[];
  tickets: readonly { id: string; number: number; version: number; status: string }[];
  events: readonly { ticketId: string; kind: string; messageId: string | null; step: string | null }[];
  cards: readonly { key: string; ticketId: string; version: number; stale: boolean; ended: boolean }[];
}

export interface OutboxLine {
  key: string;
  chatId: string;
  code: string;
  state: string;
  replyTo: string | null;
  error: string | null;
}

const flag = z.union([z.boolean(), z.number().transform(Boolean)]);
const text = z.string().nullable();
const number = z.coerce.number();

/** Each table's rows as PostgreSQL and SQLite give them. */
const ROWS = {
  inbound: z.tuple([z.string(), z.string()]).transform(([key, outcome]) => ({ key, outcome })),
  outbox: z
    .tuple([z.string(), z.string(), z.string(), z.string(), text, text])
    .transform(([key, chatId, code, state, replyTo, error]) => ({
      key,
      chatId,
      code,
      state,
      replyTo,
      error,
    })),
  tickets: z
    .tuple([z.string(), number, number, z.string()])
    .transform(([id, n, version, status]) => ({ id, number: n, version, status })),
  events: z
    .tuple([z.string(), z.string(), text, z.string()])
    .transform(([ticketId, kind, messageId, body]) => ({ ticketId, kind, messageId, step: stepOf(body) })),
  cards: z
    .tuple([z.string(), z.string(), number, flag, flag])
    .transform(([key, ticketId, version, stale, ended]) => ({ key, ticketId, version, stale, ended })),
};

export async function readLedger(url: string): Promise<Ledger> {
  const read = async <T extends z.ZodType>(row: T, sql: string): Promise<z.infer<T>[]> =>
    z.array(row).parse(await readSql(url, sql));
  return {
    inbound: await read(ROWS.inbound, 'SELECT "key", "outcome" FROM "Inbound" ORDER BY "seq"'),
    outbox: await read(
      ROWS.outbox,
      'SELECT "key", "chatId", "code", "state", "replyTo", "error" FROM "Outbox" ORDER BY "seq"',
    ),
    tickets: await read(
      ROWS.tickets,
      'SELECT "id", "number", "version", "status" FROM "Ticket" ORDER BY "number"',
    ),
    events: await read(ROWS.events, 'SELECT "ticketId", "kind", "messageId", "body" FROM "TicketEvent"'),
    cards: await read(ROWS.cards, 'SELECT "key", "ticketId", "version", "stale", "ended" FROM "TicketCard"'),
  };
}

/** The step of the clock that the event is of: none may come twice. */
function stepOf(body: string): string | null {
  const { key } = z.object({ key: z.string().optional() }).parse(JSON.parse(body));
  return key ?? null;
}

/** Rows to be said or shown yet. */
export async function unfinished(url: string): Promise<number> {
  const [[count] = []] = await readSql(
    url,
    `SELECT (SELECT COUNT(*) FROM "Outbox" WHERE "state" = 'waiting') +
      (SELECT COUNT(*) FROM "TicketCard" WHERE "stale" = true AND "ended" = false)`,
  );
  return Number(count);
}

/** Messages and pressed buttons taken in. */
export async function handled(url: string): Promise<number> {
  const [[count] = []] = await readSql(url, 'SELECT COUNT(*) FROM "Inbound"');
  return Number(count);
}
