import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { AWAY, CONNECTED, type TwoNetworks, twoNetworks } from '../support/two-networks.ts';

describeOnEachDatabase('a network that is away', (database) => {
  let town: TwoNetworks;
  beforeEach(async () => {
    town = await twoNetworks(database);
    town.west.status(CONNECTED);
    town.east.status(CONNECTED);
    await town.later(MINUTE_MS);
  });
  afterEach(async () => {
    await town.linli.stop();
    expect(town.errors).toEqual([]);
  });

  const told = (bot = town) => bot.east.said().map(({ chatId, text }) => `${chatId}: ${text}`);

  test('is told of once over the other one, to the secretary and the street, and once when it is back', async () => {
    town.west.status(AWAY);
    await town.later(4 * MINUTE_MS);
    expect(told()).toEqual([]);
    for (let n = 0; n < 3; n += 1) await town.later(2 * MINUTE_MS);
    expect(told().toSorted()).toEqual([
      expect.stringMatching(/^dm:east-chenhua: 西网从 09:01 起不通:连不上/),
      expect.stringMatching(/^dm:east-xujing: 西网从 09:01 起不通/),
    ]);
    expect(town.west.said()).toEqual([]);
    town.west.status(CONNECTED);
    await town.later(MINUTE_MS);
    await town.later(MINUTE_MS);
    expect(told()).toHaveLength(4);
    expect(
      told()
        .slice(2)
        .every((line) => /西网恢复了\(09:01 起不通\)/.test(line)),
    ).toBe(true);
  });

  test('is told of again when it goes away again', async () => {
    for (let n = 0; n < 2; n += 1) {
      town.west.status(AWAY);
      await town.later(6 * MINUTE_MS);
      town.west.status(CONNECTED);
      await town.later(MINUTE_MS);
    }
    expect(told()).toHaveLength(8);
  });

  test('changing reasons are one outage, and a short one is not told at all', async () => {
    town.west.status(AWAY);
    await town.later(3 * MINUTE_MS);
    town.west.status({ state: 'degraded', reason: 'refused' });
    await town.later(3 * MINUTE_MS);
    expect(told()).toHaveLength(2);
    expect(told()[0]).toContain('对方拒绝了连接');
    town.west.status(CONNECTED);
    await town.later(MINUTE_MS);
    const before = told().length;
    town.west.status(AWAY);
    await town.later(2 * MINUTE_MS);
    town.west.status(CONNECTED);
    await town.later(10 * MINUTE_MS);
    expect(told()).toHaveLength(before);
  });

  test('a log-out waits for nothing: only a person can help', async () => {
    town.west.status({ state: 'down', reason: 'logged-out', qrcode: 'secret' });
    await town.later(MINUTE_MS);
    expect(told()).toHaveLength(2);
    expect(told()[0]).toContain('请重新扫码');
  });

  test('two processes say it once, and say nothing while one of them is connected', async () => {
    await town.linli.stop();
    const [one, two] = [
      await twoNetworks(database, { of: town, owner: 'one' }),
      await twoNetworks(database, { of: town, owner: 'two' }),
    ];
    const bots = [one, two];
    const minutes = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        town.clock.moveTo(town.clock.now() + MINUTE_MS);
        for (const bot of bots) await bot.linli.tick(town.clock.now());
      }
    };
    const keys = () => bots.flatMap((bot) => bot.east.said().map(({ key }) => key));
    for (const bot of bots) bot.west.status(CONNECTED);
    one.west.status(AWAY);
    await minutes(10);
    expect((await town.store.health()).outboxWaiting + keys().length).toBe(0);
    two.west.status(AWAY);
    await minutes(10);
    await expect.poll(() => keys().length, { timeout: 20_000 }).toBe(2);
    for (const bot of bots) await bot.linli.stop();
    expect(new Set(keys()).size).toBe(2);
    expect((await town.store.health()).outboxWaiting).toBe(0);
  });

  test('a process that starts during an outage tells nobody twice, and tells when it is over', async () => {
    town.west.status(AWAY);
    await town.later(6 * MINUTE_MS);
    expect(told()).toHaveLength(2);
    const next = await twoNetworks(database, { of: town });
    next.east.status(CONNECTED);
    next.west.status({ state: 'starting', reason: 'starting' });
    await next.later(MINUTE_MS);
    town.west.status({ state: 'down', reason: 'stopped' });
    next.west.status(CONNECTED);
    await next.later(MINUTE_MS);
    expect(told(next).filter((line) => line.includes('不通:'))).toEqual([]);
    expect(told(next).filter((line) => line.includes('恢复了'))).toHaveLength(2);
    await next.linli.stop();
  });

  test('hours of silence in rooms that usually talk are an alarm; a quiet night is not', async () => {
    for (let n = 0; n < 25; n += 1) await town.west.hear(town.message({ text: '早' }));
    town.clock.moveTo(Date.parse('2026-06-03T18:30:00+08:00'));
    await town.west.hear(town.message({ text: '晚上好' }));
    town.clock.moveTo(Date.parse('2026-06-04T08:30:00+08:00'));
    await town.later(MINUTE_MS);
    expect(told()).toEqual([]);
    await town.later(10 * HOUR_MS);
    expect(told()).toHaveLength(2);
    expect(told()[0]).toContain('很久没有收到任何消息');
    expect(
      (await town.store.links.all()).find(({ network, reason }) => network === 'west' && reason === 'silent'),
    ).toBeDefined();
    await town.west.hear(town.message({ text: '在' }));
    await town.later(MINUTE_MS);
    expect(told().at(-1)).toContain('西网恢复了');
  });

  test('a network on which hardly anybody speaks is not missed', async () => {
    await town.west.hear(town.message({ text: '早' }));
    await town.later(9 * HOUR_MS);
    expect(told()).toEqual([]);
  });

  test('with nobody to tell over another network nothing is said, and nothing breaks', async () => {
    town.west.status(AWAY);
    town.east.status(AWAY);
    await town.later(6 * MINUTE_MS);
    expect([...town.west.said(), ...town.east.said()]).toEqual([]);
  });

  test('whose messages of the day are used up is told of once, over the other network', async () => {
    const limits = { overall: [], perChat: [], perDay: 3 };
    const thrifty = await twoNetworks(database, { of: town, limits });
    const spent = () => told(thrifty).filter((line) => line.includes('西网今天能发的消息用完了'));
    for (let n = 1; n <= 6; n += 1) {
      await thrifty.west.hear(town.message({ text: '帮助', mentionsBot: true }));
      await thrifty.linli.flush();
    }
    await expect.poll(() => spent().length, { timeout: 20_000 }).toBe(2);
    expect(thrifty.west.said()).toHaveLength(3);
    await thrifty.linli.stop();
  });

  test('how it stands is kept for everybody, and that a process stopped is no outage', async () => {
    town.west.status({ state: 'degraded', reason: 'reconnecting', detail: '1006' });
    await town.later(MINUTE_MS);
    const links = await town.store.links.all();
    expect(links.find(({ network }) => network === 'west')).toMatchObject({
      state: 'degraded',
      reason: 'reconnecting',
      detail: '1006',
      since: town.clock.now() - MINUTE_MS,
    });
    await town.linli.stop();
    const stopped = (await town.store.links.all()).filter(({ owner }) => owner !== 'history');
    expect(stopped.map(({ reason }) => reason)).toEqual(['stopped', 'stopped']);
  });
});
