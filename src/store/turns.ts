import type { Database } from './database.ts';
import { raw, sql } from './sql.ts';

/** The database ends a turn that lasts longer: its process is frozen, or cut off without the connection having ended. */
const FROZEN_MS = '20000';
/** Any number that nothing else locks. */
const LOCK = 1_280_922_698;
/** Longer than what any queue of processes takes; then the connection is given back, and the work goes on unlocked. */
const LONGEST_MS = 60_000;

/**
 * Work that one process at a time does. The lock is a transaction's of its own, beside those of the work: it ends with
 * the process, however that ends. A SQLite file has one process.
 */
export async function inTurn<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.provider === 'sqlite') return work();
  return database.ask((prisma) =>
    prisma.$transaction(
      async (transaction) => {
        await transaction.$executeRaw(sql`SET LOCAL idle_in_transaction_session_timeout = ${raw(FROZEN_MS)}`);
        await transaction.$queryRaw(sql`SELECT 1 AS "mine" FROM pg_advisory_xact_lock(${raw(String(LOCK))})`);
        return work();
      },
      { maxWait: LONGEST_MS, timeout: LONGEST_MS },
    ),
  );
}
