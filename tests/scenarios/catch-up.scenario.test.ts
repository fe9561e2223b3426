import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChatError } from '../../src/app/errors.ts';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/engine/glossary.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { AWAY, CONNECTED, MORNING, type TwoNetworks, twoNetworks } from '../support/two-networks.ts';

const ROOMS = ['yanguang-res', 'lake-res', 'road-res'];
const EACH = 100;

/** A different lamp each time, so that no two are the same thing. */
function lamp(room: string, n: number): string {
  return `报事 ${room}路${n}号路灯不亮`;
}

describeOnEachDatabase('what was said while a network was away', (database) => {
  let town: TwoNetworks;
  beforeEach(async () => {
    town = await twoNetworks(database);
    town.west.status(CONNECTED);
    for (const chatId of ROOMS) await town.west.hear(town.message({ chatId, text: '早上好' }));
    await town.linli.flush();
  });
  afterEach(() => town.linli.stop());

  /** Said in the room while nobody listened: only the network's history has it. */
  const missed = (text: string, more: Partial<InboundMessage> = {}) => {
    const message = town.message({ text, ...more });
    const kept = town.west.history.get(message.chatId) ?? [];
    town.west.history.set(message.chatId, [...kept, message]);
    return message;
  };
  const goesAway = () => town.west.status(AWAY);
  const comesBack = async (bot: TwoNetworks = town) => {
    bot.west.status(CONNECTED);
    // Its status is looked into before anything is read.
    await expect.poll(() => bot.west.reads.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await bot.linli.flush();
  };
  const after = (ms: number) => town.clock.moveTo(town.clock.now() + ms);
  const tickets = async () => (await town.store.health()).tickets;

  test('300 messages of three rooms, delivered again at the same time, are each handled once', async () => {
    goesAway();
    after(HOUR_MS);
    for (let n = 1; n <= EACH; n += 1) {
      for (const chatId of ROOMS) missed(lamp(chatId, n), { chatId });
      after(1000);
    }
    const all = ROOMS.flatMap((chatId) => town.west.history.get(chatId) ?? []);
    for (const chatId of ROOMS) {
      // Pages overlap: the network gives some of them twice.
      const kept = town.west.history.get(chatId) ?? [];
      town.west.history.set(chatId, [...kept.slice(0, 60), ...kept.slice(40)]);
    }
    const pushed = all.filter((_, at) => at % 3 === 0).map((message) => town.west.hear(message));
    await comesBack();
    await Promise.all([...pushed, ...all.slice(0, 50).map((message) => town.west.hear(message))]);
    await town.linli.flush();
    const opened = await openedIn(town);
    expect(opened).toHaveLength(all.length);
    expect(new Set(opened).size).toBe(all.length);
    expect(town.errors).toEqual([]);
  }, 120_000);

  test('what neighbours asked each other meanwhile is not answered hours later', async () => {
    const kept = '问答 老年证怎么办 | 满60岁带身份证和一寸照到社区服务大厅2号窗口';
    const chenhua = { senderId: 'west-chenhua', senderName: '陈华', chatId: 'yanguang-talk' };
    await town.west.hear(town.message({ text: kept, ...chenhua }));
    await town.linli.flush();
    goesAway();
    after(HOUR_MS);
    missed('老年证怎么办?');
    after(HOUR_MS);
    await comesBack();
    expect(town.west.said('yanguang-res')).toEqual([]);
    await town.west.hear(town.message({ text: '@邻里 老年证怎么办?' }));
    await town.linli.flush();
    expect(town.west.said('yanguang-res')).toMatchObject([{ text: expect.stringContaining('满60岁') }]);
  });

  test('a bot that was not running reads on from what it heard last, not from its first message after', async () => {
    await town.linli.tick(town.clock.now());
    await town.linli.stop();
    after(HOUR_MS);
    missed('报事 阳光花园3号楼2单元电梯坏了', { messageId: 'missed' });
    after(HOUR_MS);
    const again = await twoNetworks(database, { of: town });
    again.west.history.set('yanguang-res', town.west.history.get('yanguang-res') ?? []);
    // Heard before the network says that it is connected.
    await again.west.hear(again.message({ chatId: 'yanguang-res', text: '有人吗' }));
    await comesBack(again);
    expect(await tickets()).toBe(1);
    expect(again.west.reads.find(({ chatId }) => chatId === 'yanguang-res')?.since).toBe(
      MORNING - 5 * MINUTE_MS,
    );
    await again.linli.stop();
  });

  test('killed while reading, the next one reads what is left although it has heard newer talk', async () => {
    await town.linli.tick(town.clock.now());
    goesAway();
    after(HOUR_MS);
    missed('报事 阳光花园3号楼2单元电梯坏了');
    after(HOUR_MS);
    town.west.broken.set('yanguang-res', new ChatError('unreachable'));
    await comesBack();
    await town.west.hear(town.message({ text: '有人吗' }));
    await town.linli.tick(town.clock.now());
    expect(await tickets()).toBe(0);
    const again = await twoNetworks(database, { of: town });
    again.west.history.set('yanguang-res', town.west.history.get('yanguang-res') ?? []);
    await comesBack(again);
    expect(await tickets()).toBe(1);
    await again.linli.stop();
  });

  test('the answer says when the message was written; one that was heard in time is answered as ever', async () => {
    goesAway();
    missed('报事 阳光花园3号楼2单元电梯坏了');
    after(HOUR_MS);
    await comesBack();
    const [late] = town.west.said('yanguang-res');
    expect(late?.text).toMatch(/^\(补收 09:00 的消息\)/);
    await town.west.hear(town.message({ text: '报事 阳光花园5号楼楼道灯不亮' }));
    await town.linli.flush();
    expect(town.west.said('yanguang-res')[1]?.text).not.toContain('补收');
  });

  test('a short form means what it meant when it was said; overtaken by another it does no harm', async () => {
    await town.west.hear(town.message({ text: '报事 阳光花园3号楼2单元电梯坏了' }));
    await town.linli.flush();
    goesAway();
    after(MINUTE_MS);
    const worker = { chatId: 'yanguang-talk', senderId: 'west-limei', senderName: '李梅' };
    missed('接单 1', worker);
    missed('#1 我来', worker);
    after(HOUR_MS);
    await town.west.hear(
      town.message({ ...worker, text: '接单 1', senderId: 'west-wangqiang', senderName: '王强' }),
    );
    await town.linli.flush();
    const before = town.west.said().length;
    await comesBack();
    const told = town.west.said().slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(/补收 09:01.*已由.*王强/s);
  });

  test('「我来」 is for the ticket of its time, not for one that was opened since', async () => {
    await town.west.hear(town.message({ text: '报事 阳光花园3号楼2单元电梯坏了' }));
    await town.linli.flush();
    goesAway();
    after(MINUTE_MS);
    missed('我来', { chatId: 'yanguang-talk', senderId: 'west-limei', senderName: '李梅' });
    after(2 * HOUR_MS);
    await town.west.hear(town.message({ text: '报事 阳光花园5号楼楼道灯不亮' }));
    await town.linli.flush();
    await comesBack();
    const statuses = (await openTickets(town)).map(({ number, status }) => `${number} ${status}`);
    expect(statuses.toSorted()).toEqual(['1 claimed', '2 assigned']);
  });

  test('what was missed belongs together as it did when it was said', async () => {
    goesAway();
    missed('阳光花园3号楼2单元电梯坏了,麻烦修一下');
    after(MINUTE_MS);
    missed('+1', { senderId: 'wx-wang', senderName: '王哥' });
    after(HOUR_MS);
    await comesBack();
    const [ticket, ...others] = await openTickets(town);
    expect(others).toEqual([]);
    expect(ticket?.followers.map(({ name }) => name)).toEqual(['王哥']);
    expect(ticket?.openedAt).toBe(town.clock.now());
  });

  test('a room that cannot be read stops no other and is tried again', async () => {
    goesAway();
    after(HOUR_MS);
    for (const chatId of ROOMS) missed(lamp(chatId, 1), { chatId });
    town.west.broken.set('yanguang-res', new ChatError('unreachable'));
    await comesBack();
    expect(await tickets()).toBe(2);
    town.west.broken.clear();
    await town.later(MINUTE_MS);
    expect(await tickets()).toBe(3);
    const reads = town.west.reads.length;
    await town.later(MINUTE_MS);
    expect(town.west.reads).toHaveLength(reads);
  });

  test('a database that was away as well when the network came back loses nothing of it', async () => {
    goesAway();
    after(HOUR_MS);
    missed('报事 阳光花园3号楼2单元电梯坏了');
    const { lastHeard } = town.store;
    town.store.lastHeard = async () => {
      town.store.lastHeard = lastHeard;
      throw new Error('Connection terminated unexpectedly');
    };
    town.west.status(CONNECTED);
    await expect.poll(() => town.errors, { timeout: 10_000 }).toHaveLength(1);
    await town.later(MINUTE_MS);
    expect(await tickets()).toBe(1);
  });

  test('a stop does not wait for rooms that are not read yet; the next start reads them', async () => {
    goesAway();
    after(HOUR_MS);
    for (const chatId of ROOMS) missed(lamp(chatId, 1), { chatId });
    const kept = new Map(town.west.history);
    const stopped = new Promise<void>((resolve) => {
      town.west.history.get = (chatId) => {
        resolve(town.linli.stop());
        return kept.get(chatId);
      };
    });
    town.west.status(CONNECTED);
    await stopped;
    expect(town.west.reads).toHaveLength(1);
    const again = await twoNetworks(database, { of: town });
    for (const [chatId, messages] of kept) again.west.history.set(chatId, messages);
    await comesBack(again);
    expect(await tickets()).toBe(3);
    await again.linli.stop();
  });

  test('a room the bot was put out of is not tried for ever', async () => {
    goesAway();
    after(HOUR_MS);
    town.west.broken.set('yanguang-res', new ChatError('not-in-room'));
    await comesBack();
    const reads = town.west.reads.length;
    await town.later(MINUTE_MS);
    expect(town.west.reads).toHaveLength(reads);
  });

  test('what is older than a week is no request any more, and a blink is no outage', async () => {
    goesAway();
    missed('报事 阳光花园3号楼2单元电梯坏了');
    after(8 * DAY_MS);
    await comesBack();
    expect(await tickets()).toBe(0);
    const reads = town.west.reads.length;
    goesAway();
    after(2000);
    town.west.status(CONNECTED);
    await town.linli.flush();
    expect(town.west.reads).toHaveLength(reads);
  });

  test('while another process reads, this one waits for its turn', async () => {
    goesAway();
    missed('报事 阳光花园3号楼2单元电梯坏了');
    after(HOUR_MS);
    await town.store.leases.hold(['catch-up:west'], 'another', 60_000);
    town.west.status(CONNECTED);
    await town.later(MINUTE_MS);
    expect(town.west.reads).toEqual([]);
    await town.store.leases.release(['catch-up:west'], 'another');
    await town.later(MINUTE_MS);
    expect(await tickets()).toBe(1);
  });
});

async function openTickets(town: TwoNetworks): Promise<readonly Ticket[]> {
  const need = { by: 'open', streetId: 'kunlun', communityId: null, limit: 1000 } as const;
  return (await town.store.load({ ...NO_NEEDS, tickets: [need] })).tickets;
}

/** The messages that opened tickets, over all of the street. */
async function openedIn(town: TwoNetworks): Promise<readonly string[]> {
  return (await openTickets(town)).flatMap((ticket) => ticket.messageIds);
}

describeOnEachDatabase('an edge that does not notice that nothing reaches it', (database) => {
  const REREAD_MS = 6 * HOUR_MS;
  const REPORT = '报事 阳光花园3号楼2单元电梯坏了';
  let town: TwoNetworks;
  const starts = async (rereadEveryMs?: number) => {
    town = await twoNetworks(database, rereadEveryMs === undefined ? {} : { rereadEveryMs });
    town.west.status(CONNECTED);
    await town.west.hear(town.message({ text: '早上好' }));
    await town.later(MINUTE_MS);
    town.west.reads.splice(0);
  };
  const missed = () => town.west.history.set('yanguang-res', [town.message({ text: REPORT })]);
  const tickets = async () => (await town.store.health()).tickets;
  const reads = () =>
    town.west.reads.map(({ chatId }) => chatId).filter((one) => one === 'yanguang-res').length;
  afterEach(() => town.linli.stop());

  test('has its history read every few hours, each time from where the last reading began', async () => {
    await starts(REREAD_MS);
    missed();
    await town.later(REREAD_MS - 2 * MINUTE_MS);
    expect([reads(), await tickets()]).toEqual([0, 0]);
    await town.later(2 * MINUTE_MS);
    expect([reads(), await tickets()]).toEqual([1, 1]);
    const readAt = town.clock.now();
    await town.later(MINUTE_MS);
    await town.later(REREAD_MS);
    expect(reads()).toBe(2);
    expect(town.west.reads.findLast(({ chatId }) => chatId === 'lake-res')?.since).toBe(
      readAt - 5 * MINUTE_MS,
    );
    expect(town.errors).toEqual([]);
  });

  test('has it read when something is heard after a silence', async () => {
    await starts(REREAD_MS);
    missed();
    await town.later(HOUR_MS + MINUTE_MS);
    expect(reads()).toBe(0);
    await town.west.hear(town.message({ text: '有人吗' }));
    await town.later(MINUTE_MS);
    expect([reads(), await tickets()]).toEqual([1, 1]);
    await town.west.hear(town.message({ text: '还有人吗' }));
    await town.later(MINUTE_MS);
    expect(reads()).toBe(1);
  });

  test('a room that cannot be read keeps no other from being read again', async () => {
    await starts(REREAD_MS);
    town.west.broken.set('lake-res', new ChatError('unreachable'));
    await town.later(REREAD_MS);
    missed();
    await town.later(REREAD_MS);
    expect(await tickets()).toBe(1);
  });

  test('killed, the next process reads on from there', async () => {
    await starts(REREAD_MS);
    missed();
    await town.later(HOUR_MS / 2);
    await town.west.hear(town.message({ text: '谁在' }));
    await town.later(HOUR_MS / 2);
    await town.linli.stop();
    const kept = town.west.history;
    town = await twoNetworks(database, { of: town, rereadEveryMs: REREAD_MS });
    for (const [chatId, messages] of kept) town.west.history.set(chatId, messages);
    await town.west.hear(town.message({ text: '有人吗' }));
    town.west.status(CONNECTED);
    await expect.poll(reads, { timeout: 10_000 }).toBe(1);
    await town.linli.flush();
    expect(await tickets()).toBe(1);
  });

  test('others are read only after they were away', async () => {
    await starts();
    await town.later(HOUR_MS + MINUTE_MS);
    await town.west.hear(town.message({ text: '有人吗' }));
    await town.later(REREAD_MS);
    expect(reads()).toBe(0);
  });
});
