import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils';
import type { Provider } from './database.ts';

/**
 * Brings a database up to the migrations of `prisma/migrations`, written down as Prisma does it, so that
 * `prisma migrate` agrees. Refuses what it does not know instead of guessing.
 */
export type MigrationResult =
  | { ok: true; applied: readonly string[] }
  /** `detail` names the migration or table. */
  | { ok: false; code: 'database-newer' | 'migration-altered' | 'not-linli'; detail: string };

export interface Migration {
  name: string;
  script: string;
  checksum: string;
}

interface AppliedRow {
  name: string;
  checksum: string;
  finished: boolean;
}

/** Any number, as long as all processes take the same. */
const ADVISORY_LOCK = 1_280_922_697;
const FOLDER = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

const CREATE_TABLE: Record<Provider, string> = {
  sqlite: `CREATE TABLE "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
    "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
  postgresql: `CREATE TABLE "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
};

const TABLES: Record<Provider, string> = {
  sqlite: `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  postgresql: `SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()`,
};

/** The shipped migrations of one database, in order. */
export function shippedMigrations(provider: Provider, folder = FOLDER): readonly Migration[] {
  const names = readdirSync(`${folder}/${provider}`).filter((name) => /^\d{14}_/.test(name));
  return names.sort().map((name) => {
    const script = readFileSync(`${folder}/${provider}/${name}/migration.sql`, 'utf8');
    return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
  });
}

export async function migrate(
  factory: SqlDriverAdapterFactory,
  provider: Provider,
  shipped = shippedMigrations(provider),
): Promise<MigrationResult> {
  const connection = await factory.connect();
  try {
    return await applyPending(connection, provider, shipped);
  } catch (error) {
    if (!/not a database|SQLITE_NOTADB/.test(errorText(error))) throw error;
    return { ok: false, code: 'not-linli', detail: 'the file is not a SQLite database' };
  } finally {
    await connection.dispose();
  }
}

async function applyPending(
  connection: SqlDriverAdapter,
  provider: Provider,
  shipped: readonly Migration[],
): Promise<MigrationResult> {
  const applied: string[] = [];
  let state = await inspect(connection, provider, shipped);
  while (state.ok && state.next !== null) {
    state = await locked(connection, provider, async (transaction) => {
      // Another process may have been faster between looking and locking.
      const now = await inspect(transaction, provider, shipped);
      if (!now.ok || now.next === null) return now;
      if (!now.hasTable) await run(transaction, CREATE_TABLE[provider]);
      await apply(transaction, now.next);
      applied.push(now.next.name);
      return inspect(transaction, provider, shipped);
    });
  }
  return state.ok ? { ok: true, applied } : state;
}

type State =
  | { ok: true; hasTable: boolean; next: Migration | null }
  | Extract<MigrationResult, { ok: false }>;

async function inspect(
  queryable: SqlQueryable,
  provider: Provider,
  shipped: readonly Migration[],
): Promise<State> {
  const tables = (await rows(queryable, TABLES[provider])).map(([name]) => String(name));
  if (!tables.includes('_prisma_migrations')) {
    const foreign = tables[0];
    if (foreign !== undefined) return { ok: false, code: 'not-linli', detail: foreign };
    return { ok: true, hasTable: false, next: shipped[0] ?? null };
  }
  const found = await rows(
    queryable,
    `SELECT migration_name, checksum, finished_at IS NOT NULL FROM "_prisma_migrations"
      WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return compare(found.map(toApplied), shipped);
}

function toApplied(row: readonly unknown[]): AppliedRow {
  return {
    name: String(row[0]),
    checksum: String(row[1]),
    finished: row[2] === true || Number(row[2]) === 1,
  };
}

function compare(applied: readonly AppliedRow[], shipped: readonly Migration[]): State {
  const known = new Map(shipped.map((migration) => [migration.name, migration]));
  const ours = applied.length === 0 || applied.some((row) => known.has(row.name));
  for (const row of applied) {
    const migration = known.get(row.name);
    if (migration === undefined) {
      return { ok: false, code: ours ? 'database-newer' : 'not-linli', detail: row.name };
    }
    if (!row.finished || row.checksum !== migration.checksum) {
      return { ok: false, code: 'migration-altered', detail: row.name };
    }
  }
  const done = new Set(applied.map((row) => row.name));
  return { ok: true, hasTable: true, next: shipped.find((migration) => !done.has(migration.name)) ?? null };
}

async function apply(transaction: SqlQueryable, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.script)) await run(transaction, statement);
  await run(
    transaction,
    `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
      VALUES ('${randomUUID()}', '${migration.checksum}', CURRENT_TIMESTAMP, '${migration.name}', 1)`,
  );
}

/** Our scripts hold no semicolon but at a statement's end. */
function statementsOf(script: string): readonly string[] {
  return script
    .split(/;\s*(?:\n|$)/)
    .map((part) => part.replace(/^\s*--.*$/gm, '').trim())
    .filter((part) => part !== '');
}

/** One transaction that no other process's migration runs beside. */
async function locked(
  connection: SqlDriverAdapter,
  provider: Provider,
  work: (transaction: SqlQueryable) => Promise<State>,
): Promise<State> {
  const transaction = provider === 'sqlite' ? null : await connection.startTransaction();
  const queryable = transaction ?? connection;
  try {
    if (transaction === null) await run(queryable, 'BEGIN IMMEDIATE');
    else await rows(queryable, `SELECT 1 FROM pg_advisory_xact_lock(${ADVISORY_LOCK})`);
    const state = await work(queryable);
    await run(queryable, 'COMMIT');
    await transaction?.commit();
    return state;
  } catch (error) {
    await run(queryable, 'ROLLBACK').catch(() => undefined);
    await transaction?.rollback();
    throw error;
  }
}

async function run(queryable: SqlQueryable, sql: string): Promise<void> {
  await queryable.executeRaw({ sql, args: [], argTypes: [] });
}

async function rows(queryable: SqlQueryable, sql: string): Promise<unknown[][]> {
  return (await queryable.queryRaw({ sql, args: [], argTypes: [] })).rows;
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${'code' in error ? String(error.code) : ''} ${JSON.stringify(error.cause ?? null)}`;
}
