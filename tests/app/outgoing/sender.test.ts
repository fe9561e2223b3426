import { beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../../src/app/errors.ts';
import { createSender, type Sender } from '../../../src/app/outgoing/sender.ts';
import type {
  Chat,
  OutboxRecord,
  OutboxStore,
  PendingSend,
  SendResult,
  StuckSend,
} from '../../../src/app/ports.ts';
import type { OutboundMessage } from '../../../src/chat/message.ts';

/** An outbox in memory with the contract's promises: the database suites prove them of the real one. */
class Outbox implements OutboxStore {
  rows: PendingSend[] = [];
  results: SendResult[] = [];
  async ready(_now: number, limit: number): Promise<PendingSend[]> {
    const done = new Set(this.results.filter((one) => one.state !== 'retry').map((one) => one.key));
    return this.rows.filter((row) => !done.has(row.key)).slice(0, limit);
  }
  async settle(results: readonly SendResult[]): Promise<void> {
    this.results.push(...results);
  }
  async nextReadyAt(): Promise<number | null> {
    return null;
  }
  async begin(): Promise<void> {}
  async sentSince(): Promise<number> {
    return 0;
  }
  async onNew(): Promise<() => Promise<void>> {
    return async () => {};
  }
  async stuck(): Promise<readonly StuckSend[]> {
    return [];
  }
}

const silentLog = { info: () => {}, warn: () => {}, error: () => {} };
let outbox: Outbox;
let said: OutboundMessage[];
let refuseNext: (ChatError | null)[];
let sender: Sender;
let now: number;

beforeEach(async () => {
  outbox = new Outbox();
  said = [];
  refuseNext = [];
  now = 1000;
  const chat: Chat = {
    network: 'playground',
    start: async () => {},
    stop: async () => {},
    send: async (message) => {
      const refusal = refuseNext.shift();
      if (refusal) throw refusal;
      said.push(message);
      return { remoteId: `r-${message.key}` };
    },
  };
  sender = createSender({ outbox, chats: [chat], clock: { now: () => now }, log: silentLog });
  await sender.poll();
});

function commit(key: string, chatId = 'room', notBefore = 0): OutboxRecord {
  const record: OutboxRecord = {
    key,
    network: 'playground',
    chatId,
    roomId: null,
    text: key,
    replyTo: null,
    mentions: [],
    ticketIds: [],
    code: 'opened',
    createdAt: now,
    notBefore,
    urgent: false,
  };
  outbox.rows.push({ ...record, ticketId: null, attempts: 0 });
  return record;
}

const texts = () => said.map((message) => message.text);

describe('what was committed is said', () => {
  test('in order within a chat, once, and written down as sent', async () => {
    sender.offer([commit('a'), commit('b'), commit('c')]);
    await sender.idle();
    expect(texts()).toEqual(['a', 'b', 'c']);
    expect(outbox.results.map((one) => one.state)).toEqual(['sent', 'sent', 'sent']);
  });

  test('a poll right behind does not say it again', async () => {
    sender.offer([commit('a')]);
    await Promise.all([sender.poll(), sender.poll()]);
    await sender.idle();
    await sender.poll();
    await sender.idle();
    expect(texts()).toEqual(['a']);
  });

  test('what waits for a later hour is not said now', async () => {
    sender.offer([commit('night', 'room', now + 1)]);
    await sender.idle();
    expect(said).toEqual([]);
  });

  test('rows left by a process that died are taken up by the next poll', async () => {
    commit('left');
    await sender.poll();
    await sender.idle();
    expect(texts()).toEqual(['left']);
  });
});

test('before the first look at the outbox nothing new is said: older rows may be waiting there', async () => {
  const fresh = createSender({ outbox, chats: [], clock: { now: () => now }, log: silentLog });
  fresh.offer([commit('new')]);
  await fresh.idle();
  expect(outbox.results).toEqual([]);
});

test('a backlog of any length is taken up by one poll', async () => {
  for (let n = 0; n < 1201; n += 1) commit(`row-${n}`);
  await sender.poll();
  await sender.idle();
  expect(said).toHaveLength(1201);
});

describe('a network that does not answer', () => {
  test('stops its chat, so that nothing overtakes, and lets other chats go on', async () => {
    refuseNext = [new ChatError('unreachable')];
    sender.offer([commit('a'), commit('b'), commit('x', 'other')]);
    await sender.idle();
    expect(texts()).toEqual(['x']);
    sender.offer([commit('c')]);
    await sender.idle();
    expect(texts()).toEqual(['x']);
    await sender.poll();
    await sender.idle();
    expect(texts()).toEqual(['x', 'a', 'b', 'c']);
  });

  test('is asked again later and later', async () => {
    refuseNext = [new ChatError('unreachable')];
    sender.offer([commit('a')]);
    await sender.idle();
    expect(outbox.results[0]).toMatchObject({ state: 'retry', nextAttemptAt: now + 2000 });
  });

  test('says itself how long to wait, and is believed', async () => {
    refuseNext = [new ChatError('rate-limited', { retryAfterMs: 7000 })];
    sender.offer([commit('a')]);
    await sender.idle();
    expect(outbox.results[0]).toMatchObject({ state: 'retry', nextAttemptAt: now + 7000 });
  });

  test('a message it will never take is given up, and the next one goes out', async () => {
    refuseNext = [new ChatError('not-in-room')];
    sender.offer([commit('a'), commit('b')]);
    await sender.idle();
    expect(outbox.results[0]).toMatchObject({ key: 'a', state: 'failed', error: 'not-in-room' });
    expect(texts()).toEqual(['b']);
  });
});
