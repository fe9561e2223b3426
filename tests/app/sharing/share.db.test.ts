import { expect, test } from 'vitest';
import { laneOf } from '../../../src/app/keys.ts';
import { noMeter } from '../../../src/app/meter.ts';
import { LANES } from '../../../src/app/ports.ts';
import { createShare, type Share } from '../../../src/app/sharing/share.ts';
import { describeOnEachDatabase, type TestDatabase } from '../../support/databases.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';

/** Short, for the database's clock cannot be moved; long enough for a busy machine to beat in time. */
const TIMES = { beatMs: 150, leaseMs: 1500, marginMs: 300 };
const DEADLINE_MS = 20_000;

interface Process {
  share: Share;
  timer: HandTimer;
  dead: boolean;
}

const CHATS = [...Array(2000).keys()].map((n) => `c${n}`);

/** Processes on one real database. Their timers follow the real time, step by step, as long as they live. */
async function town(database: TestDatabase, owners: readonly string[]) {
  const store = await database.open();
  const processes = owners.map((owner): Process => {
    const timer = createHandTimer(performance.now());
    const networks = [
      { network: 'lark', exclusive: null },
      { network: 'wechat', exclusive: 'wechat:main' },
    ];
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const share = createShare({
      leases: store.leases,
      owner,
      networks,
      timer,
      log,
      meter: noMeter,
      inHand: () => false,
      changed: () => {},
      ...TIMES,
    });
    return { share, timer, dead: false };
  });
  const living = () => processes.filter((one) => !one.dead);
  const step = async () => {
    for (const { timer } of living()) await timer.run(Math.max(0, performance.now() - timer.nowMs()));
    return living().map(({ share, timer }) => {
      // Everybody is asked at the same moment of the real time.
      timer.pass(Math.max(0, performance.now() - timer.nowMs()));
      return CHATS.filter((chatId) => share.holds('lark', chatId));
    });
  };
  const until = async (what: (held: readonly (readonly string[])[]) => boolean) => {
    const deadline = performance.now() + DEADLINE_MS;
    for (;;) {
      const held = await step();
      const all = held.flat();
      expect(new Set(all).size).toBe(all.length);
      if (what(held)) return held;
      if (performance.now() > deadline) throw new Error(`not so after ${DEADLINE_MS} ms`);
    }
  };
  for (const { share } of processes) await share.start();
  const all = (held: readonly (readonly string[])[]) => held.flat().length === CHATS.length;
  return { processes, until, living, all, store };
}

describeOnEachDatabase('three processes and their leases', (database) => {
  test('every chat has exactly one of them, before and after one dies', async () => {
    const { processes, until, living, all } = await town(database, ['a', 'b', 'c']);
    const shared = await until((held) => all(held) && held.every((chats) => chats.length > 0));
    const lanes = shared.map((chats) => new Set(chats.map((chatId) => laneOf('lark', chatId))).size);
    expect(lanes.toSorted()).toEqual([21, 21, 22]);
    expect(lanes.reduce((sum, count) => sum + count, 0)).toBe(LANES);

    const first = processes.find((one) => one.share.runs('wechat'));
    if (!first) throw new Error('nobody runs the account');
    first.dead = true;
    await until(all);
    const heirs = () => living().filter(({ share }) => share.runs('wechat') && share.holds('wechat', 'any'));
    await until(() => heirs().length === 1 && living().filter(({ share }) => share.ticks()).length === 1);
    for (const one of living()) await one.share.stop();
  }, 40_000);

  test('who stops leaves nothing behind for others to wait for', async () => {
    const { processes, store } = await town(database, ['a', 'b']);
    for (const one of processes) await one.share.stop();
    expect(await store.leases.held()).toEqual([]);
  });
});
