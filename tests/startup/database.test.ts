import { writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { openAt } from '../../src/startup/database.ts';
import { runSql } from '../support/databases.ts';
import { noLog, scratchSqlite } from '../support/scratch.ts';

let stores: Store[] = [];
afterEach(async () => {
  for (const store of stores) await store.close();
  stores = [];
});

async function open(url: string, use?: { exclusive: boolean }): Promise<Store> {
  const store = await openAt(url, noLog, use);
  stores.push(store);
  return store;
}

test('a second bot on a SQLite file is told whose it is and what to do; a tool opens it', async () => {
  const url = scratchSqlite();
  await open(url, { exclusive: true });
  await expect(open(url, { exclusive: true })).rejects.toThrow(
    `这个数据库文件正由另一个进程使用(进程号 ${process.pid}):一个文件同时只能有一个机器人。`,
  );
  expect((await (await open(url)).health()).tickets).toBe(0);
});

test('a file that is no database is named as one not to be touched', async () => {
  const url = scratchSqlite();
  writeFileSync(
    url.slice('file:'.length),
    'a shopping list, long enough to be read as a header: '.repeat(40),
  );
  await expect(open(url)).rejects.toThrow('已有别的程序的表');
});

test('a database of a newer program asks for a newer program', async () => {
  const url = scratchSqlite();
  await (await open(url)).close();
  stores = [];
  await runSql(
    url,
    `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
      VALUES ('x', 'x', CURRENT_TIMESTAMP, '99990101000000_future', 1)`,
  );
  await expect(open(url)).rejects.toThrow('数据库比程序新(99990101000000_future)');
});

test('a server that is not there is told without its password, and another kind of database by its address', async () => {
  const refused = await open('postgresql://me:secret@127.0.0.1:1/linli').catch((error) => error);
  expect(String(refused)).toContain('数据库打不开');
  expect(String(refused)).not.toContain('secret');
  await expect(open('mysql://host/db')).rejects.toThrow('DATABASE_URL 应以 file: 或 postgresql:// 开头');
});
