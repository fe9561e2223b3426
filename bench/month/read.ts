import Sqlite from 'better-sqlite3';
import pg from 'pg';

/** What a close reads, row by row, with nothing made of it. */
const QUERIES = [
  'SELECT "state" FROM "Ticket"',
  `SELECT "ticketId", "body" FROM "TicketEvent" WHERE "kind" IN ('requested', 'declined', 'returned', 'transferred', 'progressed')`,
  'SELECT * FROM "ScoreEntry"',
  'SELECT * FROM "BallotTurnout"',
  'SELECT * FROM "BallotCount" WHERE "count" > 0',
] as const;

/** Milliseconds that the bare driver takes for the same rows, the best of three. */
export async function readBare(url: string): Promise<number> {
  const times: number[] = [];
  for (let pass = 0; pass < 3; pass += 1) times.push(await readOnce(url));
  return Math.round(Math.min(...times));
}

async function readOnce(url: string): Promise<number> {
  if (url.startsWith('file:')) {
    const database = new Sqlite(url.slice('file:'.length), { readonly: true });
    const started = performance.now();
    for (const query of QUERIES) database.prepare(query).all();
    const ms = performance.now() - started;
    database.close();
    return ms;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const started = performance.now();
  for (const query of QUERIES) await client.query(query);
  const ms = performance.now() - started;
  await client.end();
  return ms;
}
