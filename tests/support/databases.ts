import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { adapterFor, type Provider } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { runSql } from './raw-sql.ts';
import { openOrFail } from './scratch.ts';

export { readSql, runSql } from './raw-sql.ts';
export { openOrFail, scratchSqlite } from './scratch.ts';

/** The database of one test: fresh before each, gone after it, with every store that was opened on it closed. */
export interface TestDatabase {
  provider: Provider;
  url(): string;
  /** A further store on the same database, as another process would have one. */
  open(): Promise<Store>;
}

const SERVER = process.env['LINLI_TEST_POSTGRES'] ?? 'postgresql://postgres@127.0.0.1:5432';

/** Runs a suite on SQLite and on PostgreSQL. Without a server the second half is skipped, but never in CI. */
export function describeOnEachDatabase(name: string, suite: (database: TestDatabase) => void): void {
  describe(`${name} (SQLite)`, () => suite(testDatabase('sqlite', sqliteMaker())));
  describeOnPostgres(name, suite);
}

/** As `describeOnEachDatabase`, for what only several processes can do. */
export function describeOnPostgres(name: string, suite: (database: TestDatabase) => void): void {
  describe(`${name} (PostgreSQL)`, async () => {
    if (await postgresAnswers()) suite(testDatabase('postgresql', postgresMaker()));
    else
      describe.skip(`no PostgreSQL server at ${withoutPassword(SERVER)} (LINLI_TEST_POSTGRES)`, () =>
        suite(nowhere));
  });
}

interface Maker {
  setUp(): Promise<void>;
  make(): Promise<string>;
  remove(url: string): Promise<void>;
  tearDown(): Promise<void>;
}

function testDatabase(provider: Provider, maker: Maker): TestDatabase {
  let current = '';
  let stores: Store[] = [];
  beforeAll(maker.setUp);
  afterAll(maker.tearDown);
  beforeEach(async () => {
    current = await maker.make();
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    stores = [];
    await maker.remove(current);
  });
  return {
    provider,
    url: () => current,
    open: async () => {
      const store = await openOrFail(current);
      stores.push(store);
      return store;
    },
  };
}

const nowhere: TestDatabase = {
  provider: 'postgresql',
  url: () => '',
  open: () => Promise.reject(new Error('skipped')),
};

function sqliteMaker(): Maker {
  const folder = mkdtempSync(join(tmpdir(), 'linli-test-'));
  const template = join(folder, 'template.db');
  let made = 0;
  return {
    setUp: async () => {
      await migrate(adapterFor(`file:${template}`, 'sqlite'), 'sqlite');
    },
    make: async () => {
      made += 1;
      const file = join(folder, `${made}.db`);
      copyFileSync(template, file);
      return `file:${file}`;
    },
    remove: async () => {},
    tearDown: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function postgresMaker(): Maker {
  const base = `linli_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  let made = 0;
  return {
    setUp: async () => {
      await onServer(`CREATE DATABASE ${base}`);
      await migrate(adapterFor(postgresUrl(base), 'postgresql'), 'postgresql');
    },
    make: async () => {
      made += 1;
      await onServer(`CREATE DATABASE ${base}_${made} TEMPLATE ${base}`);
      return postgresUrl(`${base}_${made}`);
    },
    remove: (url) => onServer(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`),
    tearDown: () => onServer(`DROP DATABASE IF EXISTS ${base} WITH (FORCE)`),
  };
}

/** An empty PostgreSQL database, to be removed with `dropPostgres`. */
export async function emptyPostgres(): Promise<string> {
  const name = `linli_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  return postgresUrl(name);
}

export function dropPostgres(url: string): Promise<void> {
  return onServer(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
}

function postgresUrl(database: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  return url.href;
}

function onServer(sql: string): Promise<void> {
  return runSql(postgresUrl('postgres'), sql);
}

async function postgresAnswers(): Promise<boolean> {
  try {
    const connection = await new PrismaPg({
      connectionString: postgresUrl('postgres'),
      connectionTimeoutMillis: 3000,
    }).connect();
    await connection.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] });
    await connection.dispose();
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return false;
  }
}

function withoutPassword(url: string): string {
  return new URL(url).host;
}
