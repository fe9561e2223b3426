import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { laneOf } from '../../src/app/keys.ts';
import { adapterFor } from '../../src/store/database.ts';
import { type Migration, migrate, shippedMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { describeOnEachDatabase, openOrFail, readSql, runSql, scratchSqlite } from '../support/databases.ts';
import { filedTicket, makeOutbox, makePlan } from '../support/make-plan.ts';
import { minutes } from '../support/make-ticket.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

function pending(name: string, script: string): Migration {
  return { name, script, checksum: `checksum of ${name}` };
}

describeOnEachDatabase('migrations', (database) => {
  const open = () => openStore({ url: database.url(), log });
  const run = (sql: string) => runSql(database.url(), sql);

  async function wipe(): Promise<void> {
    const tables = database.provider === 'sqlite' ? 'sqlite_master' : 'pg_tables';
    const names =
      database.provider === 'sqlite'
        ? "SELECT name FROM %t WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        : "SELECT CAST(tablename AS TEXT) FROM %t WHERE schemaname = 'public'";
    for (const [name] of await readSql(database.url(), names.replace('%t', tables))) {
      await run(`DROP TABLE "${name}"${database.provider === 'postgresql' ? ' CASCADE' : ''}`);
    }
  }

  function migrated(shipped: readonly Migration[]) {
    return migrate(adapterFor(database.url(), database.provider), database.provider, shipped);
  }

  const shipped = () => shippedMigrations(database.provider);

  test('an empty database gets all of them, written down as Prisma does', async () => {
    await wipe();
    const store = await database.open();
    expect((await store.health()).tickets).toBe(0);
    const rows = await readSql(
      database.url(),
      `SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL, rolled_back_at FROM "_prisma_migrations"`,
    );
    expect(rows.map(([name, checksum, steps]) => [name, checksum, Number(steps)])).toEqual(
      shipped().map(({ name, checksum }) => [name, checksum, 1]),
    );
    expect(rows.every((row) => Boolean(row[3]) && row[4] === null)).toBe(true);
  });

  test('an existing database is opened again with what it holds', async () => {
    const store = await database.open();
    await store.commit(makePlan({ tickets: [filedTicket(1)] }));
    expect((await (await database.open()).health()).tickets).toBe(1);
    expect(await migrated(shipped())).toEqual({ ok: true, applied: [] });
  });

  test('what is pending is applied in order, once', async () => {
    const first = pending(
      '99990101000000_a',
      'CREATE TABLE "Extra" ("id" INTEGER);\n-- a word\nCREATE INDEX "i" ON "Extra"("id");\n',
    );
    const second = pending('99990102000000_b', 'ALTER TABLE "Extra" ADD COLUMN "more" TEXT;\n');
    const all = [...shipped(), first, second];
    expect(await migrated(all)).toEqual({ ok: true, applied: [first.name, second.name] });
    expect(await migrated(all)).toEqual({ ok: true, applied: [] });
    await run(`INSERT INTO "Extra" ("id", "more") VALUES (1, 'x')`);
  });

  test('what the first version had waiting to be said is said by the newest', async () => {
    await wipe();
    expect(await migrated(shipped().slice(0, 1))).toMatchObject({ ok: true });
    await run(
      `INSERT INTO "Outbox" ("key", "network", "chatId", "chat", "text", "mentions", "ticketIds", "code", "createdAt",
        "urgent", "state", "attempts", "dueAt")
        VALUES ('k1', 'playground', 'yard', 'playground:yard', '旧', '[]', '[]', 'opened', 1, false, 'waiting', 0, 1)`,
    );
    const store = await database.open();
    await store.commit(makePlan({ outbox: [makeOutbox(2)] }));
    const mine = { networks: [{ network: 'playground', lanes: [laneOf('playground', 'yard')] }] };
    expect(await store.outbox.ready(minutes(9), 9)).toMatchObject([
      { key: 'k1', text: '旧', card: null, picture: null, uncertain: false },
      { key: 'k2' },
    ]);
    expect((await store.outbox.ready(minutes(9), 9, mine)).map((row) => row.key)).toEqual(['k1', 'k2']);
  });

  test('tickets of before there were months are found where they fall due', async () => {
    await wipe();
    const before = shipped().findIndex(({ name }) => name.endsWith('_appraisal'));
    await migrated(shipped().slice(0, before));
    const { ticket } = filedTicket(1);
    const { id, streetId, communityId, deadlines } = ticket;
    await run(
      `INSERT INTO "Ticket" ("id", "streetId", "communityId", "status", "open", "waiting", "category1", "category2",
        "urgency", "reporterId", "openedAt", "lastActivityAt", "version", "state") VALUES ('${id}', '${streetId}',
        '${communityId}', 'filed', true, true, '', '', 'normal', '', 1, 1, 1, '${JSON.stringify(ticket)}')`,
    );
    const store = await database.open();
    const found: string[] = [];
    const window = { from: deadlines.solveBy, until: deadlines.solveBy + 1 };
    for await (const page of store.appraisal.ticketFacts(streetId, window))
      found.push(...page.map((one) => one.id));
    expect(found).toEqual([id]);
  });

  test('one that fails leaves nothing of itself behind', async () => {
    const broken = pending('99990101000000_a', 'CREATE TABLE "Half" ("id" INTEGER);\nCREATE NONSENSE;\n');
    await expect(migrated([...shipped(), broken])).rejects.toThrow();
    await expect(run(`INSERT INTO "Half" ("id") VALUES (1)`)).rejects.toThrow();
    expect(await migrated(shipped())).toEqual({ ok: true, applied: [] });
  });

  test('an altered one is refused by name', async () => {
    await run(`UPDATE "_prisma_migrations" SET checksum = 'other'`);
    const detail = shipped()[0]?.name;
    expect(await open()).toEqual({ ok: false, code: 'migration-altered', detail });
  });

  test('one that never finished is refused by name', async () => {
    await run(`UPDATE "_prisma_migrations" SET finished_at = NULL`);
    expect(await open()).toMatchObject({ ok: false, code: 'migration-altered' });
  });

  test('a database of a newer version is refused, and not touched', async () => {
    await run(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
        VALUES ('x', 'x', CURRENT_TIMESTAMP, '99990101000000_future', 1)`,
    );
    expect(await open()).toEqual({ ok: false, code: 'database-newer', detail: '99990101000000_future' });
  });

  test('another program’s database is refused, and not touched', async () => {
    await wipe();
    await run(`CREATE TABLE "albums" ("id" INTEGER)`);
    expect(await open()).toEqual({ ok: false, code: 'not-linli', detail: 'albums' });
    await expect(run(`INSERT INTO "Meta" ("key", "value") VALUES ('a', 'b')`)).rejects.toThrow();
  });

  test('another Prisma program’s database is refused', async () => {
    await run(`UPDATE "_prisma_migrations" SET migration_name = '20200101000000_theirs'`);
    expect(await open()).toEqual({ ok: false, code: 'not-linli', detail: '20200101000000_theirs' });
  });

  test('of many who start at once on an empty database each finds it ready', async () => {
    await wipe();
    const stores = await Promise.all(Array.from({ length: 6 }, () => database.open()));
    for (const store of stores) expect((await store.health()).tickets).toBe(0);
    const rows = await readSql(database.url(), `SELECT id FROM "_prisma_migrations"`);
    expect(rows).toHaveLength(shipped().length);
  });
});

describe('a store that cannot be opened', () => {
  let close: (() => Promise<void>) | null = null;
  afterEach(async () => {
    await close?.();
    close = null;
  });

  test('a folder that does not exist yet is made', async () => {
    const url = scratchSqlite().replace('linli.db', 'deep/er/linli.db');
    const store = await openOrFail(url);
    close = store.close;
    expect(existsSync(url.slice('file:'.length))).toBe(true);
  });

  test('a file that is no database is refused and left as it is', async () => {
    const url = scratchSqlite();
    const file = url.slice('file:'.length);
    writeFileSync(file, 'a shopping list, long enough to be read as a header: '.repeat(40));
    const before = readFileSync(file);
    expect(await openStore({ url, log })).toMatchObject({ ok: false, code: 'not-linli' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a server that does not answer is told as such, without the password', async () => {
    const opened = await openStore({ url: 'postgresql://me:secret@127.0.0.1:1/linli', log });
    expect(opened).toMatchObject({ ok: false, code: 'unreachable' });
    expect(JSON.stringify(opened)).not.toContain('secret');
  });

  test('a folder in the file’s place is told as such', async () => {
    const folder = join(scratchSqlite().slice('file:'.length), '..');
    expect(await openStore({ url: `file:${folder}`, log })).toMatchObject({ ok: false, code: 'unreachable' });
  });

  test('an address of another kind of database is refused by its scheme', async () => {
    const opened = await openStore({ url: 'mysql://me:secret@host/db', log });
    expect(opened).toEqual({ ok: false, code: 'url-unknown', detail: 'mysql' });
  });
});
