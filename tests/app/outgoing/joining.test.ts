import { beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../../src/app/errors.ts';
import { joinedCount, joinRows } from '../../../src/app/outgoing/joining.ts';
import type { PendingSend } from '../../../src/app/ports.ts';
import { type SenderStage, setSenderStage } from './stage.ts';

function row(key: string, overrides: Partial<PendingSend> = {}): PendingSend {
  return {
    key,
    network: 'wechat',
    chatId: 'room',
    text: key,
    replyTo: null,
    mentions: [],
    ticketId: null,
    attempts: 0,
    createdAt: 0,
    urgent: false,
    ...overrides,
  };
}

describe('what waits for one chat goes out as one message', () => {
  test('of texts, all of them', () => {
    expect(joinedCount([row('a'), row('b'), row('c')])).toBe(3);
  });

  test('up to the first picture; a picture goes alone', () => {
    expect(joinedCount([row('a'), row('p', { picture: 'img:1.png' }), row('c')])).toBe(1);
    expect(joinedCount([row('p', { picture: 'img:1.png' }), row('c')])).toBe(1);
  });

  test('not with one that was refused before', () => {
    expect(joinedCount([row('a', { attempts: 1 }), row('b')])).toBe(1);
    expect(joinedCount([row('a'), row('b', { attempts: 1 })])).toBe(1);
  });

  test('not with one that may have been said', () => {
    expect(joinedCount([row('a', { uncertain: true }), row('b')])).toBe(1);
    expect(joinedCount([row('a'), row('b', { uncertain: true })])).toBe(1);
  });

  test('those that may have been said together, as they went then', () => {
    const unsure = { uncertain: true, startedAt: 5, attempts: 1 };
    const rows = [row('a', unsure), row('b', unsure), row('c', { ...unsure, startedAt: 6 })];
    expect(joinedCount(rows)).toBe(2);
  });

  test('as long as it can be read on a phone', () => {
    const long = '长'.repeat(600);
    expect(joinedCount([row('a', { text: long }), row('b', { text: long }), row('c', { text: long })])).toBe(
      2,
    );
  });
});

describe('the joined message', () => {
  test('has the words of all, a line each, under the first key', () => {
    expect(joinRows(row('a'), [row('b')])).toMatchObject({ key: 'a', text: 'a\nb' });
  });

  test('mentions everybody once', () => {
    const joined = joinRows(row('a', { mentions: ['x', 'y'] }), [row('b', { mentions: ['y', 'z'] })]);
    expect(joined.mentions).toEqual(['x', 'y', 'z']);
  });

  test('answers a message only if all of them do', () => {
    const first = row('a', { replyTo: 'm1' });
    expect(joinRows(first, [row('b', { replyTo: 'm1' })]).replyTo).toBe('m1');
    expect(joinRows(first, [row('b')]).replyTo).toBeNull();
  });

  test('is urgent when one of them is', () => {
    expect(joinRows(row('a'), [row('b', { urgent: true })]).urgent).toBe(true);
  });
});

describe('on a network that joins', () => {
  let stage: SenderStage;
  beforeEach(async () => {
    const limits = { overall: [], perChat: [{ count: 1, perMs: 1000 }], joins: true };
    stage = setSenderStage({ limits, idempotent: false });
    await stage.sender.poll();
  });
  const offer = (...keys: string[]) => stage.sender.offer(keys.map((key) => stage.commit({ key })));

  test('what gathers while the chat may not be written to is said at once, and each row has its answer', async () => {
    offer('a', 'b', 'c');
    await stage.pass(3000);
    offer('d');
    await stage.pass(3000);
    expect(stage.said.map((message) => message.text)).toEqual(['a\nb\nc', 'd']);
    expect(stage.outbox.begun).toEqual([['a', 'b', 'c'], ['d']]);
    expect(stage.outbox.results.slice(0, 3)).toMatchObject(
      ['a', 'b', 'c'].map((key) => ({ key, state: 'sent', remoteId: 'r-a' })),
    );
    expect(stage.counted.get('messages_joined')).toBe(2);
  });

  test('refused together for good, each is tried alone: only one of them may be at fault', async () => {
    stage.refusals = [new ChatError('bad-message'), null, new ChatError('bad-message')];
    offer('a', 'b', 'c');
    await stage.pass(10_000);
    expect(stage.said.map((message) => message.text)).toEqual(['a', 'c']);
    expect(stage.outbox.results.filter((one) => one.state === 'failed')).toMatchObject([{ key: 'b' }]);
  });
});
