import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHistory, type HistoryParts } from '../../../src/chat/lark/history.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';
import { apiFor } from '../../support/fake-lark/client.ts';
import { FAULT, type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';

const ZHANG = 'ou_zhang';
const NINE = Date.parse('2026-06-03T09:00:00+08:00');

let lark: FakeLark;
let room: string;

beforeEach(async () => {
  lark = await startFakeLark({ clock: { now: () => NINE } });
  room = lark.addChat({ name: '业主群', members: [{ openId: ZHANG, name: '张阿姨' }] });
});

afterEach(() => lark.stop());

function historyOf(more: Partial<HistoryParts> = {}) {
  return createHistory({
    api: apiFor(lark),
    bot: { openId: lark.botOpenId },
    remoteChat: (chatId) => chatId,
    everyMs: 1,
    ...more,
  });
}

async function all(messages: AsyncIterable<InboundMessage>): Promise<readonly InboundMessage[]> {
  const found: InboundMessage[] = [];
  for await (const message of messages) found.push(message);
  return found;
}

/** Said while the bot was away. */
function missed(text: string, at: number): string {
  return lark.say({ chat: room, from: ZHANG, text, at, unpushed: true }).messageId;
}

describe('a chat’s history', () => {
  test('is what people said since, oldest first, each marked late', async () => {
    missed('昨天', NINE - 86_400_000);
    missed('第二句', NINE + 2000);
    missed('第一句', NINE + 1000);
    const found = await all(historyOf()(room, NINE));
    expect(found.map(({ text, late, sentAt }) => ({ text, late, sentAt }))).toEqual([
      { text: '第一句', late: true, sentAt: NINE + 1000 },
      { text: '第二句', late: true, sentAt: NINE + 2000 },
    ]);
    expect(found[0]).toMatchObject({ network: 'lark', chatId: room, senderId: ZHANG, chatKind: 'group' });
  });

  test('begins within the second that Lark counts in', async () => {
    missed('早了一点', NINE + 100);
    missed('正好', NINE + 500);
    const found = await all(historyOf()(room, NINE + 500));
    expect(found.map(({ text }) => text)).toEqual(['正好']);
  });

  test('leaves out what was taken back, what bots said, and notices', async () => {
    const back = missed('说错了', NINE + 1000);
    lark.recall(back);
    lark.say({
      chat: room,
      from: ZHANG,
      raw: { msgType: 'system', content: { template: '进群' } },
      at: NINE + 2000,
      unpushed: true,
    });
    await apiFor(lark).send({ to: { chatId: room }, msgType: 'text', content: '{"text":"收到"}', uuid: 'u' });
    missed('留下的', NINE + 3000);
    const found = await all(historyOf()(room, NINE));
    expect(found.map(({ text }) => text)).toEqual(['留下的']);
  });

  test('of many pages is read whole, each message once', async () => {
    const texts = Array.from({ length: 120 }, (_, index) => `第${index}句`);
    for (const [index, text] of texts.entries()) missed(text, NINE + index * 1000);
    const found = await all(historyOf()(room, NINE));
    expect(found.map(({ text }) => text)).toEqual(texts);
    expect(lark.calls('list')).toBe(3);
  });

  test('is not given up for a limit, a fault or a cut line in its midst', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `第${index}句`);
    for (const [index, text] of texts.entries()) missed(text, NINE + index * 1000);
    lark.faults.next('list', FAULT.gatewayLimit(0));
    lark.faults.next('list', FAULT.serverFault('before'));
    lark.faults.next('list', FAULT.cut('after'));
    const found = await all(historyOf()(room, NINE));
    expect(found.map(({ text }) => text)).toEqual(texts);
  });

  test('that may not be read is said to be so, at once', async () => {
    lark.faults.next('list', FAULT.badCode(99991672));
    await expect(all(historyOf()(room, NINE))).rejects.toMatchObject({ code: 'not-permitted' });
    expect(lark.calls('list')).toBe(1);
  });

  test('that never comes is given up after some tries', async () => {
    lark.faults.next('list', FAULT.serverFault('before'), 100);
    await expect(all(historyOf()(room, NINE))).rejects.toMatchObject({ code: 'unreachable' });
    expect(lark.calls('list')).toBe(5);
  });

  test('whose next page is always the same ends', async () => {
    const api = { listMessages: async () => ({ items: [], nextToken: 'again' }) };
    expect(await all(historyOf({ api })(room, NINE))).toEqual([]);
  });

  test('of a chat that Lark has no name for is empty', async () => {
    expect(await all(historyOf({ remoteChat: () => null })('dm:ou_x', NINE))).toEqual([]);
    expect(lark.calls('list')).toBe(0);
  });

  test('has its senders named, and counts what it does not know', async () => {
    missed('你好', NINE + 1000);
    let unknown = 0;
    const api = apiFor(lark);
    const odd = {
      async listMessages(page: Parameters<typeof api.listMessages>[0]) {
        const { items, nextToken } = await api.listMessages(page);
        return { items: [{ message_id: 7 }, ...items], nextToken };
      },
    };
    const parts = {
      api: odd,
      named: async (message: InboundMessage) => ({ ...message, senderName: '张阿姨' }),
      onUnknown: () => {
        unknown += 1;
      },
    };
    const found = await all(historyOf(parts)(room, NINE));
    expect(found.map(({ senderName }) => senderName)).toEqual(['张阿姨']);
    expect(unknown).toBe(1);
  });
});
