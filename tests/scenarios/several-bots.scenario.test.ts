import { expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { createLinli, type Linli } from '../../src/app/linli.ts';
import type { Store } from '../../src/app/ports.ts';
import type { OutboundMessage } from '../../src/chat/message.ts';
import { createHandClock, type HandClock } from '../../src/chat/simulator/group.ts';
import { MINUTE_MS } from '../../src/engine/glossary.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { describeOnEachDatabase, type TestDatabase } from '../support/databases.ts';
import { createHandTimer, type HandTimer } from '../support/hand-timer.ts';
import { makeMessage } from '../support/make-message.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { MORNING } from './play.ts';

/** Short, for the database's clock cannot be moved; long enough for a busy machine to beat in time. */
const TIMES = { beatMs: 150, leaseMs: 2000, marginMs: 300 };
const DEADLINE_MS = 20_000;
const RESIDENTS_ASKING = 40;

interface Bot {
  linli: Linli;
  store: Store;
  timer: HandTimer;
  said: OutboundMessage[];
  /** Whether the database tells it what others have committed; elsewhere it has to look. */
  notified: boolean;
}

async function start(database: TestDatabase, owner: string, clock: HandClock): Promise<Bot> {
  const store = await database.open();
  const timer = createHandTimer(performance.now());
  const said: OutboundMessage[] = [];
  const linli = createLinli({
    store,
    clock,
    timer,
    log: { info: () => {}, warn: () => {}, error: (_data, message) => expect.fail(message) },
    policy: shippedPolicy(),
    commands: COMMANDS,
    sentences,
    newCode: () => '493026',
    sharing: { owner, ...TIMES },
    chats: [
      {
        network: 'playground',
        start: async () => {},
        stop: async () => {},
        send: async (message) => {
          said.push(message);
          return { remoteId: `r-${message.key}` };
        },
      },
    ],
  });
  await linli.start();
  return { linli, store, timer, said, notified: database.provider === 'postgresql' };
}

/** Lets the living bots' time follow the real one until it is so. */
async function until(bots: readonly Bot[], so: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await so())) {
    if (performance.now() > deadline) throw new Error(`not so after ${DEADLINE_MS} ms`);
    for (const { timer, linli, notified } of bots) {
      await timer.run(Math.max(0, performance.now() - timer.nowMs()));
      if (!notified) await linli.flush();
    }
  }
}

async function lanesOf(bot: Bot): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, owner } of await bot.store.leases.held()) {
    if (name.startsWith('lane:')) counts[owner] = (counts[owner] ?? 0) + 1;
  }
  return counts;
}

function helpWanted(n: number, at: number) {
  const senderId = `wx-asking-${n}`;
  return makeMessage({ chatId: `dm:${senderId}`, chatKind: 'private', senderId, text: '帮助', sentAt: at });
}

describeOnEachDatabase('two bots on one database', (database) => {
  test('share what is said and done, nothing twice; one dies and the other does it all', async () => {
    const clock = createHandClock(MORNING);
    const first = await start(database, 'first', clock);
    await first.store.saveOrganisation(SMALL_TOWN, MORNING);
    const second = await start(database, 'second', clock);
    const both = [first, second];
    await until(both, async () => Object.values(await lanesOf(first)).join() === '32,32');

    const keys = () => both.flatMap((bot) => bot.said.map((message) => message.key));
    const asked = Array.from({ length: RESIDENTS_ASKING }, (_, n) => helpWanted(n, MORNING));
    await Promise.all(asked.map((message, n) => (n % 2 ? first : second).linli.receive(message)));
    await until(both, () => keys().length >= RESIDENTS_ASKING);
    expect(both.map((bot) => bot.said.length > 0)).toEqual([true, true]);

    const report = makeMessage({ text: '报事 阳光花园3号楼2单元电梯坏了', sentAt: MORNING });
    await second.linli.receive(report);
    const saying = (what: RegExp) =>
      both.flatMap((bot) => bot.said).filter(({ text }) => what.test(text)).length;
    await until(both, () => saying(/回复「接单 1」/) === 1);
    // Nobody claims it in time: one reminder, though both look.
    clock.moveTo(MORNING + 31 * MINUTE_MS);
    await Promise.all(both.map((bot) => bot.linli.tick(clock.now())));
    await until(both, () => saying(/还没人接/) > 0);
    expect(saying(/还没人接/)).toBe(1);

    // What a process said and could not write down any more is said again under its key: not shown here.
    await Promise.all(both.map((bot) => bot.linli.flush()));
    const before = keys().length;
    const again = Array.from({ length: RESIDENTS_ASKING }, (_, n) => helpWanted(n, clock.now()));
    // `first`, who has the clock, does nothing from here on: its time stands still, as that of a process that was killed.
    expect((await first.store.leases.held()).find(({ name }) => name === 'tick')?.owner).toBe('first');
    clock.moveTo(MORNING + 61 * MINUTE_MS);
    await Promise.all(again.map((message) => second.linli.receive(message)));
    await until([second], async () => keys().length >= before + RESIDENTS_ASKING);
    expect(await lanesOf(second)).toEqual({ second: 64 });
    // And what fell due since the other died, without waiting for a minute to be full.
    await until([second], () => keys().length > before + RESIDENTS_ASKING);
    expect(new Set(keys()).size).toBe(keys().length);
    await second.linli.stop();
    expect((await second.store.leases.held()).filter((lease) => lease.owner === 'second')).toEqual([]);
  }, 60_000);
});
