import { beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../../src/app/errors.ts';
import { laneOf } from '../../../src/app/keys.ts';
import type { OutboxRecord } from '../../../src/app/ports.ts';
import { type SenderStage, setSenderStage } from './stage.ts';

let stage: SenderStage;
let sender: SenderStage['sender'];
let outbox: SenderStage['outbox'];
let said: SenderStage['said'];
let now: number;

beforeEach(async () => {
  stage = setSenderStage();
  ({ sender, outbox, said } = stage);
  now = stage.now();
  await sender.poll();
});

function commit(key: string, chatId = 'room', notBefore = 0): OutboxRecord {
  return stage.commit({ key, chatId, notBefore });
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
  const fresh = setSenderStage({ outbox }).sender;
  fresh.offer([commit('new')]);
  await fresh.idle();
  expect(outbox.results).toEqual([]);
});

test('a backlog of any length is taken up by one poll', async () => {
  for (let n = 0; n < 4201; n += 1) commit(`row-${n}`);
  await sender.poll();
  await sender.idle();
  expect(said).toHaveLength(4201);
});

describe('a network that does not answer', () => {
  test('stops its chat, so that nothing overtakes, and lets other chats go on', async () => {
    stage.refusals = [new ChatError('unreachable')];
    sender.offer([commit('a'), commit('b'), commit('x', 'other')]);
    await sender.idle();
    expect(texts()).toEqual(['x']);
    sender.offer([commit('c')]);
    await sender.idle();
    expect(texts()).toEqual(['x']);
    await stage.pass(3000);
    await sender.idle();
    expect(texts()).toEqual(['x', 'a', 'b', 'c']);
  });

  test('is asked again later and later', async () => {
    stage.refusals = [new ChatError('unreachable')];
    sender.offer([commit('a')]);
    await sender.idle();
    expect(outbox.results[0]).toMatchObject({ state: 'retry', nextAttemptAt: now + 2000 });
  });

  test('says itself how long to wait, and is believed', async () => {
    stage.refusals = [new ChatError('rate-limited', { retryAfterMs: 7000 })];
    sender.offer([commit('a')]);
    await sender.idle();
    expect(outbox.results[0]).toMatchObject({ state: 'retry', nextAttemptAt: now + 7000 });
  });

  test('a message it will never take is given up, and the next one goes out', async () => {
    stage.refusals = [new ChatError('not-in-room')];
    sender.offer([commit('a'), commit('b')]);
    await sender.idle();
    expect(outbox.results[0]).toMatchObject({ key: 'a', state: 'failed', error: 'not-in-room' });
    expect(texts()).toEqual(['b']);
  });
});

describe('a retry comes by itself', () => {
  test('when its moment has come, without anybody asking', async () => {
    stage.refusals = [new ChatError('unreachable'), new ChatError('unreachable')];
    sender.offer([commit('a')]);
    await stage.pass(1900);
    expect(texts()).toEqual([]);
    await stage.pass(5000);
    expect(texts()).toEqual(['a']);
    expect(outbox.results.map((one) => one.state)).toEqual(['retry', 'retry', 'sent']);
    expect(stage.counted.get('messages_retried')).toBe(2);
  });

  test('what a message too many for the whole network met, every chat waits out', async () => {
    stage.refusals = [new ChatError('rate-limited', { retryAfterMs: 7000, scope: 'network' })];
    sender.offer([commit('a')]);
    await stage.pass(100);
    sender.offer([commit('x', 'other')]);
    await stage.pass(6000);
    expect(texts()).toEqual([]);
    await stage.pass(2000);
    expect(texts().toSorted()).toEqual(['a', 'x']);
  });

  test('what a message too many for one chat met, others do not wait for', async () => {
    stage.refusals = [new ChatError('rate-limited', { retryAfterMs: 7000 })];
    sender.offer([commit('a'), commit('x', 'other')]);
    await stage.pass(100);
    expect(texts()).toEqual(['x']);
  });

  test('a row refused twenty times is given up, and what is behind it goes out', async () => {
    stage.refusals = Array.from({ length: 20 }, () => new ChatError('unreachable'));
    sender.offer([commit('a'), commit('b')]);
    await stage.pass(4 * 3_600_000);
    expect(outbox.results.filter((one) => one.key === 'a' && one.state === 'failed')).toHaveLength(1);
    expect(texts()).toEqual(['b']);
  });

  test.each(['unreachable', 'rate-limited'] as const)(
    'a network that is %s for a day loses nothing',
    async (code) => {
      stage.refusals = Array.from({ length: 150 }, () => new ChatError(code));
      stage.isAway = code === 'unreachable';
      sender.offer([commit('a'), commit('b')]);
      await stage.pass(26 * 3_600_000);
      expect(texts()).toEqual(['a', 'b']);
    },
  );

  test('a look at the outbox before that lets nothing overtake', async () => {
    stage.refusals = [new ChatError('unreachable')];
    sender.offer([commit('a')]);
    await stage.pass(100);
    await sender.poll();
    sender.offer([commit('b')]);
    await stage.pass(100);
    expect(texts()).toEqual([]);
    await stage.pass(3000);
    expect(texts()).toEqual(['a', 'b']);
  });
});

test('what was said but could not be written down is written later, not said again', async () => {
  outbox.writeFault = new Error('the database is away');
  sender.offer([commit('a')]);
  await stage.pass(30);
  await sender.poll();
  expect(outbox.results).toEqual([]);
  await stage.pass(2000);
  await sender.poll();
  await sender.idle();
  expect(texts()).toEqual(['a']);
  expect(outbox.results).toMatchObject([{ key: 'a', state: 'sent' }]);
});

test('a row committed while the outbox is being read is not forgotten', async () => {
  const fresh = setSenderStage();
  const polling = fresh.sender.poll();
  fresh.sender.offer([fresh.commit({ key: 'meanwhile' })]);
  await polling;
  await fresh.sender.idle();
  expect(fresh.said.map((message) => message.text)).toEqual(['meanwhile']);
});

describe('a network that would say a repeated message twice', () => {
  beforeEach(async () => {
    stage = setSenderStage({ idempotent: false });
    ({ sender, outbox, said } = stage);
    await sender.poll();
  });

  test('is told after it is written down that it will be', async () => {
    sender.offer([commit('a')]);
    await sender.idle();
    expect(outbox.begun).toEqual([['a']]);
    expect(texts()).toEqual(['a']);
  });

  test('is asked again for a text whose fate is unknown, with the doubt passed on', async () => {
    stage.refusals = [new ChatError('uncertain')];
    sender.offer([commit('a')]);
    await stage.pass(3000);
    expect(said).toMatchObject([{ key: 'a', uncertain: true }]);
    expect(stage.counted.get('messages_uncertain')).toBe(1);
  });

  test('never gets a picture again that it may have shown', async () => {
    stage.refusals = [new ChatError('uncertain')];
    sender.offer([stage.commit({ key: 'p', text: '', picture: 'img:1.png' })]);
    await stage.pass(3000);
    expect(outbox.results).toMatchObject([{ key: 'p', state: 'failed', error: 'uncertain' }]);
  });

  test('nor one of which a process that died did not know', async () => {
    stage.commit({ key: 'p', text: '', picture: 'img:1.png' });
    outbox.rows = outbox.rows.map((row) => ({ ...row, uncertain: true }));
    stage.commit({ key: 'b' });
    await sender.poll();
    await sender.idle();
    expect(texts()).toEqual(['b']);
    expect(outbox.results[0]).toMatchObject({ key: 'p', state: 'failed', error: 'uncertain' });
  });
});

describe('stopping', () => {
  test('ends though pacing would still wait, and what waits stays in the outbox', async () => {
    stage = setSenderStage({ limits: { overall: [{ count: 1, perMs: 60_000 }], perChat: [] } });
    await stage.sender.poll();
    stage.sender.offer([stage.commit({ key: 'a' }), stage.commit({ key: 'b', chatId: 'other' })]);
    await stage.pass(10);
    await stage.sender.stop();
    expect(stage.said.map((message) => message.text)).toEqual(['a']);
    expect(stage.outbox.results).toHaveLength(1);
  });

  test('does not wait for a network that does not answer', async () => {
    stage.held = new Promise(() => {});
    sender.offer([commit('a')]);
    const stopped = sender.stop();
    await stage.pass(2000);
    await stopped;
    expect(outbox.results).toEqual([]);
  });
});

describe('several processes', () => {
  test('a chat of somebody else is left alone', async () => {
    stage.share = { ...stage.share, holds: (_network, chatId) => chatId === 'mine' };
    sender.offer([commit('a'), commit('b', 'mine')]);
    await sender.poll();
    await sender.idle();
    expect(texts()).toEqual(['b']);
  });

  test('a chat lost while its row waits for its turn is not spoken in', async () => {
    stage = setSenderStage({ limits: { overall: [{ count: 1, perMs: 1000 }], perChat: [] } });
    await stage.sender.poll();
    stage.sender.offer([stage.commit({ key: 'a' }), stage.commit({ key: 'b', chatId: 'lost' })]);
    await stage.pass(10);
    stage.share = { ...stage.share, holds: (_network, chatId) => chatId !== 'lost' };
    await stage.pass(2000);
    expect(stage.said.map((message) => message.text)).toEqual(['a']);
    expect(stage.outbox.results).toHaveLength(1);
  });

  test('new rows are read in the order of the database, for another process may have written older ones', async () => {
    stage.share = { ...stage.share, processes: () => 2 };
    commit('older');
    sender.offer([commit('newer')]);
    await sender.idle();
    expect(texts()).toEqual(['older', 'newer']);
  });

  test('a lane is in hand until what was said in it is written down', async () => {
    const lane = laneOf('playground', 'room');
    sender.offer([commit('a')]);
    expect(sender.inHand(lane)).toBe(true);
    await stage.pass(10);
    expect(texts()).toEqual(['a']);
    expect(sender.inHand(lane)).toBe(true);
    await stage.pass(20);
    expect(sender.inHand(lane)).toBe(false);
  });
});

describe('a card is changed', () => {
  test('when the limits have room for it', async () => {
    stage = setSenderStage({ limits: { overall: [{ count: 1, perMs: 1000 }], perChat: [] } });
    const moments: number[] = [];
    const start = stage.now();
    const change = async () => void moments.push(stage.now() - start);
    const changes = [1, 2].map(() => stage.sender.speakNow('playground', 'room', change));
    await stage.pass(1500);
    expect(await Promise.all(changes)).toEqual([true, true]);
    expect(moments).toEqual([0, 1000]);
  });

  test('and its lane is in hand until it has been', async () => {
    const lane = laneOf('playground', 'room');
    for (const outcome of ['changed', 'refused'] as const) {
      let answer = () => {};
      const answered = new Promise<void>((resolve, reject) => {
        answer = () => (outcome === 'changed' ? resolve() : reject(new ChatError('unreachable')));
      });
      const changing = sender.speakNow('playground', 'room', () => answered).catch(() => 'refused');
      await stage.pass(10);
      expect([sender.inHand(lane), sender.inHand(lane + 1)]).toEqual([true, false]);
      answer();
      expect(await changing).toBe(outcome === 'changed' ? true : 'refused');
      expect(sender.inHand(lane)).toBe(false);
    }
  });

  test('only where this process may speak', async () => {
    const change = async () => expect.unreachable();
    expect(await sender.speakNow('lark', 'room', change)).toBe(false);
    stage.share = { ...stage.share, holds: () => false };
    expect(await sender.speakNow('playground', 'room', change)).toBe(false);
  });
});
