import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import { describeOnEachDatabase, type TestDatabase } from '../support/databases.ts';

const program = join(import.meta.dirname, '../support/committer.ts');
const KILLS = 3;

let writer: ChildProcess | null = null;
afterEach(() => {
  writer?.kill('SIGKILL');
});

/** Runs the writer until it has told of `count` more commits, then kills it between two lines of its code. */
async function writeAndKill(database: TestDatabase, from: number, count: number): Promise<number> {
  const child = fork(program, [database.url(), String(from)], { execArgv: ['--import', 'tsx'] });
  writer = child;
  let told = -1;
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
    child.on('message', (n) => {
      told = Number(n);
      if (told === from + count - 1) child.kill('SIGKILL');
    });
  });
  return told;
}

describeOnEachDatabase('a writer killed in the middle of its commits', (database) => {
  test('leaves every plan whole or not there at all, and the database opens again', async () => {
    let written = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const told = await writeAndKill(database, written, 37 + kill * 11);
      expect(told).toBeGreaterThan(written);
      const store = await database.open();
      const health = await store.health();
      // What was told stands; a commit whose return nobody heard may stand too.
      expect(health.tickets).toBeGreaterThanOrEqual(told + 1);
      expect(health.tickets).toBeLessThanOrEqual(told + 3);
      written = health.tickets;
      expect(health.outboxWaiting).toBe(written * 2);
      const ids = Array.from({ length: written + 3 }, (_, n) => n);
      const loaded = await store.load({
        ...NO_NEEDS,
        messages: ids.map((n) => `playground:m${n}`),
        tickets: ids.map((n) => ({ by: 'id', id: `t${n}` }) as const),
        histories: ids.map((n) => `t${n}`),
      });
      expect(loaded.handled.size).toBe(written);
      expect(loaded.tickets).toHaveLength(written);
      const histories = [...loaded.histories.values()].map((events) => events.length);
      expect(histories).toEqual(ids.map((n) => (n < written ? 2 : 0)));
    }
  });
});
