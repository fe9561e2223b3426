import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { Overloaded } from '../app/errors.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { patiently } from './patience.ts';
import type { Sql } from './sql.ts';

export type Provider = 'sqlite' | 'postgresql';

/** The open database: the only door to it, so that SQLite's one connection is never used by two at once. */
export interface Database {
  provider: Provider;
  read<Row>(query: Sql): Promise<Row[]>;
  /** All statements in one transaction, in order; nothing stays when one fails. Returns the rows each touched. */
  write(statements: readonly Sql[]): Promise<readonly number[]>;
  /** Prisma's own queries, for what is rarely asked. */
  ask<T>(question: (prisma: PrismaClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The driver waits with the whole process standing still: for long only before the bot runs. */
const MIGRATION_BUSY_MS = 5000;
const BUSY_MS = 100;
/** 16 MB of pages: the recent tickets and talk of a street, which every batch looks through. */
const SQLITE_PRAGMAS = ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'cache_size=-16000'];

/** `file:…` is SQLite, `postgresql://…` or `postgres://…` PostgreSQL; null is neither. */
export function providerOf(url: string): Provider | null {
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgresql';
  return url.startsWith('file:') ? 'sqlite' : null;
}

/** How to reach the database; makes the folder of a SQLite file. */
export function adapterFor(
  url: string,
  provider: Provider,
  busyMs = MIGRATION_BUSY_MS,
): SqlDriverAdapterFactory {
  if (provider === 'postgresql') return new PrismaPg({ connectionString: url });
  mkdirSync(dirname(pathOf(url)), { recursive: true });
  return new PrismaBetterSqlite3({ url, timeout: busyMs });
}

export async function openDatabase(url: string, provider: Provider): Promise<Database> {
  const prisma = await clientFor(adapterFor(url, provider, BUSY_MS), provider);
  const turn = turnFor(url, provider);
  const patient: Turn = provider === 'sqlite' ? (work) => turn(() => patiently(work)) : turn;
  if (provider === 'sqlite') {
    await patient(async () => {
      for (const pragma of SQLITE_PRAGMAS) await prisma.$queryRawUnsafe(`PRAGMA ${pragma}`);
    });
  }
  return {
    provider,
    read: <Row>(query: Sql) => patient(() => prisma.$queryRaw<Row[]>(query)).catch(named),
    write: (statements) => patient(() => writeAll(prisma, statements)).catch(named),
    ask: (question) => patient(() => question(prisma)).catch(named),
    close: () => turn(() => prisma.$disconnect()),
  };
}

/** No connection was free, or a transaction could not begin or end, in the time that it had. */
const OVERLOADED: ReadonlySet<unknown> = new Set(['P2024', 'P2028']);

function named(error: unknown): never {
  const isOverload = error instanceof Error && 'code' in error && OVERLOADED.has(error.code);
  throw isOverload ? new Overloaded(error) : error;
}

async function clientFor(adapter: SqlDriverAdapterFactory, provider: Provider): Promise<PrismaClient> {
  if (provider === 'sqlite') {
    const sqlite = await import('./generated/sqlite/client.ts');
    return new sqlite.PrismaClient({ adapter });
  }
  const postgresql = await import('./generated/postgresql/client.ts');
  // cast: the one between the two clients; both are generated from the same models.
  return new postgresql.PrismaClient({ adapter }) as unknown as PrismaClient;
}

/** Measured: raw multi-row statements in an array transaction take half the time of createMany. */
async function writeAll(prisma: PrismaClient, statements: readonly Sql[]): Promise<readonly number[]> {
  if (statements.length === 0) return [];
  return prisma.$transaction(statements.map((statement) => prisma.$executeRaw(statement)));
}

type Turn = <T>(work: () => Promise<T>) => Promise<T>;

const atOnce: Turn = (work) => work();

const turns = new Map<string, Turn>();

/**
 * One at a time for each SQLite file: a query that slipped into an open transaction of the same connection would share
 * its fate, and a second connection of this process would wait for the first without ever letting it go on.
 */
export function turnFor(url: string, provider: Provider): Turn {
  if (provider === 'postgresql') return atOnce;
  const file = resolve(pathOf(url));
  const turn = turns.get(file) ?? oneAtATime();
  turns.set(file, turn);
  return turn;
}

function oneAtATime(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}

/** Of the file that a `file:` address names. */
export function pathOf(url: string): string {
  return url.replace(/^file:/, '');
}

/** A race lost to another writer: a unique key taken, or PostgreSQL chose one of two to give way. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && (error.code === 'P2002' || error.code === 'P2034')) return true;
  return CONFLICT_TEXT.test(`${error.message} ${causeText(error)}`);
}

/** A column that must hold something was given nothing. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && MISSING_TEXT.test(`${error.message} ${causeText(error)}`);
}

const MISSING_TEXT = /NOT NULL constraint failed|NullConstraintViolation|\b23502\b/;

const CONFLICT_TEXT =
  /UNIQUE constraint failed|UniqueConstraintViolation|TransactionWriteConflict|\b(?:23505|40001|40P01)\b/;

function causeText(error: Error): string {
  const meta = 'meta' in error ? error.meta : null;
  return `${JSON.stringify(meta ?? null)} ${String(error.cause ?? '')}`.slice(0, 2000);
}
