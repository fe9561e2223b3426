import { readFileSync } from 'node:fs';
import pg from 'pg';
import { round } from '../measures.ts';

/** What a database has been made to do so far. The log is the whole server's: others' work must rest. */
interface Work {
  /** Executing statements, waits for the disk and for locks among it. */
  activeMs: number;
  transactions: number;
  inserted: number;
  updated: number;
  walBytes: number;
  sizeBytes: number;
}

export interface DatabaseMeter {
  /** What the work has cost, divided by `by`. */
  during<T>(by: number, work: () => Promise<T>): Promise<{ value: T; each: Record<string, number> }>;
  close(): Promise<void>;
}

export async function watchPostgres(url: string): Promise<DatabaseMeter> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    during: async (by, work) => {
      const before = await workOf(client);
      const cpuBefore = await cpuOf(client);
      const value = await work();
      const cpuAfter = await cpuOf(client);
      const after = await workOf(client);
      const each = (name: keyof Work) => (after[name] - before[name]) / by;
      return {
        value,
        each: {
          databaseCpuMs: round(usedBetween(cpuBefore, cpuAfter) / by),
          databaseActiveMs: round(each('activeMs')),
          transactions: round(each('transactions')),
          rowsInserted: round(each('inserted')),
          rowsUpdated: round(each('updated')),
          walBytes: Math.round(each('walBytes')),
          sizeBytes: Math.round(each('sizeBytes')),
        },
      };
    },
    close: () => client.end(),
  };
}

/** PostgreSQL lets a session that has fallen silent keep its statistics to itself for ten seconds. */
const STATISTICS_AFTER_MS = 11_000;

async function workOf(client: pg.Client): Promise<Work> {
  await new Promise((resolve) => setTimeout(resolve, STATISTICS_AFTER_MS));
  const { rows } = await client.query(`SELECT active_time AS "activeMs", xact_commit AS "transactions",
    tup_inserted AS "inserted", tup_updated AS "updated",
    pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS "walBytes", pg_database_size(datname) AS "sizeBytes"
    FROM pg_stat_database WHERE datname = current_database()`);
  const found = rows[0] ?? {};
  const number = (name: string) => Number(found[name] ?? Number.NaN);
  return {
    activeMs: number('activeMs'),
    transactions: number('transactions'),
    inserted: number('inserted'),
    updated: number('updated'),
    walBytes: number('walBytes'),
    sizeBytes: number('sizeBytes'),
  };
}

const TICK_MS = 10;

/** Milliseconds by process: sessions of this database, and what works for all of them. Linux only. */
async function cpuOf(client: pg.Client): Promise<ReadonlyMap<number, number>> {
  const { rows } = await client.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE (datname = current_database() OR datname IS NULL) AND pid <> pg_backend_pid()',
  );
  return new Map(rows.map(({ pid }) => [pid, cpuOfProcess(pid)]));
}

/** A session that has ended meanwhile is left out. */
function usedBetween(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);
}

function cpuOfProcess(pid: number): number {
  try {
    // Behind the name, which may hold anything: state first, user and system time at 12 and 13.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}
