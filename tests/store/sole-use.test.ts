import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { openStore } from '../../src/store/store.ts';
import { dropPostgres, emptyPostgres, openOrFail, runSql, scratchSqlite } from '../support/databases.ts';
import { filedTicket, makePlan } from '../support/make-plan.ts';
import { noLog } from '../support/scratch.ts';

const program = join(import.meta.dirname, '../support/holder.ts');

let children: ChildProcess[] = [];
let stores: Store[] = [];
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const store of stores) await store.close();
  children = [];
  stores = [];
});

/** A process that runs on this database, and what it told of opening it. */
async function runOn(url: string): Promise<{ child: ChildProcess; told: unknown }> {
  const child = fork(program, [url], { execArgv: ['--import', 'tsx'] });
  children.push(child);
  const [told] = await once(child, 'message');
  return { child, told };
}

async function openAlone(url: string) {
  const opened = await openStore({ url, log: noLog, exclusive: true });
  if (opened.ok) stores.push(opened.store);
  return opened;
}

describe('a SQLite file on which a bot runs', () => {
  test('is refused to a second process, which is told by whose number; tools may look at it', async () => {
    const url = scratchSqlite();
    const { child, told } = await runOn(url);
    expect(told).toBe('open');
    expect(await openAlone(url)).toEqual({ ok: false, code: 'in-use', detail: String(child.pid) });
    const tool = await openOrFail(url);
    stores.push(tool);
    expect((await tool.health()).tickets).toBe(0);
  });

  test('is free at once when its process is killed', async () => {
    const url = scratchSqlite();
    const { child } = await runOn(url);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const opened = await openAlone(url);
    expect(opened.ok).toBe(true);
    expect((await runOn(url)).told).toBe(`in-use ${process.pid}`);
  });

  test('is free when the bot has closed it, and not before', async () => {
    const url = scratchSqlite();
    const first = await openAlone(url);
    expect(await openAlone(url)).toMatchObject({ ok: false, code: 'in-use' });
    if (first.ok) await first.store.close();
    expect((await openAlone(url)).ok).toBe(true);
  });

  test('is free again after a start that failed', async () => {
    const url = scratchSqlite();
    const file = await openOrFail(url);
    await file.close();
    await runSql(url, `UPDATE "_prisma_migrations" SET checksum = checksum || 'x'`);
    expect(await openAlone(url)).toMatchObject({ ok: false, code: 'migration-altered' });
    await runSql(url, `UPDATE "_prisma_migrations" SET checksum = REPLACE(checksum, 'x', '')`);
    expect((await openAlone(url)).ok).toBe(true);
  });
});

test('a PostgreSQL database takes as many bots as come', async () => {
  const url = await emptyPostgres();
  try {
    expect([(await openAlone(url)).ok, (await openAlone(url)).ok]).toEqual([true, true]);
    for (const store of stores.splice(0)) await store.close();
  } finally {
    await dropPostgres(url);
  }
});

describe('a SQLite file to which another process writes', () => {
  test('is waited for, and nothing is lost or done twice', async () => {
    const url = scratchSqlite();
    const store = await openOrFail(url);
    stores.push(store);
    const { default: Raw } = await import('better-sqlite3');
    const other = new Raw(url.slice('file:'.length));
    other.exec('BEGIN IMMEDIATE');
    let turns = 0;
    // The process goes on with other things meanwhile: were it held up, the lock would never go.
    const counting = setInterval(() => {
      turns += 1;
      if (turns === 100) other.close();
    }, 1);
    expect(await store.commit(makePlan({ tickets: [filedTicket(1)] }))).toBe('committed');
    clearInterval(counting);
    expect(other.open).toBe(false);
    expect((await store.health()).tickets).toBe(1);
  });
});
