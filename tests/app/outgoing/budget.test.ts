import { beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../../src/app/errors.ts';
import { DAY_MS, HOUR_MS } from '../../../src/engine/glossary.ts';
import { MONDAY_9 } from '../../support/make-ticket.ts';
import { Outbox, type SenderStage, setSenderStage } from './stage.ts';

/** Ten a day: nine for ordinary messages. */
const TEN = { overall: [], perChat: [], perDay: 10 };
const TUESDAY_8 = MONDAY_9 + 23 * HOUR_MS;
const TUESDAY_0 = MONDAY_9 + 15 * HOUR_MS;

let stage: SenderStage;

beforeEach(async () => {
  stage = setSenderStage({ limits: TEN });
  await stage.sender.poll();
});

async function say(count: number, row: { urgent?: boolean; prefix?: string } = {}) {
  const { urgent = false, prefix = 'o' } = row;
  for (let n = 1; n <= count; n += 1) {
    const key = `${prefix}${n}`;
    stage.sender.offer([stage.commit({ key, chatId: `chat-${key}`, urgent })]);
  }
  await stage.sender.idle();
}

const said = () => stage.said.map((message) => message.key);
const outcome = (key: string) => stage.outbox.results.findLast((one) => one.key === key);

describe('the day’s share of messages', () => {
  test('is kept by nine tenths from ordinary ones; what is over waits for the morning', async () => {
    await say(10);
    expect(said()).toHaveLength(9);
    expect(outcome('o10')).toMatchObject({ state: 'retry', error: 'budget-spent', nextAttemptAt: TUESDAY_8 });
    expect(stage.counted.get('messages_postponed')).toBe(1);
  });

  test('leaves its last tenth to urgent ones, and what is over even of these waits for midnight', async () => {
    await say(10);
    await say(2, { urgent: true, prefix: 'u' });
    expect(said().slice(9)).toEqual(['u1']);
    expect(outcome('u2')).toMatchObject({ state: 'retry', nextAttemptAt: TUESDAY_0 });
  });

  test('counts a long text for as many messages as it becomes', async () => {
    stage = setSenderStage({ limits: { ...TEN, messagesOf: (text) => text.length / 2 } });
    await stage.sender.poll();
    for (const key of ['o1', 'o2', 'o3', 'o4'])
      stage.sender.offer([stage.commit({ key, text: '六'.repeat(6) })]);
    await stage.sender.idle();
    expect(said()).toEqual(['o1', 'o2', 'o3']);
    expect(outcome('o4')).toMatchObject({ state: 'retry', error: 'budget-spent' });
  });

  test('gives a long one back whole when it was not said', async () => {
    stage = setSenderStage({ limits: { ...TEN, messagesOf: () => 5 } });
    stage.refusals = [new ChatError('bad-message')];
    await stage.sender.poll();
    await say(1, { prefix: 'refused' });
    await say(3);
    expect(said()).toEqual(['o1', 'o2']);
  });

  test('is told to be used up once a day, however much is put off', async () => {
    await say(12);
    expect(stage.budgetsSpent).toEqual(['playground']);
    await stage.pass(DAY_MS);
    await stage.sender.poll();
    await say(12, { prefix: 'next' });
    expect(stage.budgetsSpent).toEqual(['playground', 'playground']);
  });

  test('is whole again the next day, when what was put off goes out', async () => {
    await say(10);
    await stage.pass(23 * HOUR_MS + 1000);
    await stage.sender.poll();
    await stage.sender.idle();
    expect(said().at(-1)).toBe('o10');
    expect(stage.said).toHaveLength(10);
  });

  test('counts what was said today before this process began', async () => {
    const outbox = new Outbox();
    outbox.saidBefore = 8;
    stage = setSenderStage({ limits: TEN, outbox });
    await stage.sender.poll();
    await say(3);
    expect(said()).toHaveLength(1);
  });

  test('does not count what the network refused', async () => {
    stage.refusals = [new ChatError('unreachable'), new ChatError('not-in-room')];
    await say(2, { prefix: 'refused' });
    await say(9);
    expect(said()).toHaveLength(9);
  });

  test('is not spent by the many that wait for their turn at the same time', async () => {
    stage = setSenderStage({ limits: { ...TEN, overall: [{ count: 1, perMs: 1000 }] } });
    await stage.sender.poll();
    for (let n = 1; n <= 20; n += 1)
      stage.sender.offer([stage.commit({ key: `o${n}`, chatId: `chat-${n}` })]);
    await stage.pass(60_000);
    expect(said()).toHaveLength(9);
    expect(stage.outbox.results.filter((one) => one.state === 'retry')).toHaveLength(11);
  });
});

test('an ordinary message that is put off does not hold up an urgent one behind it in its chat', async () => {
  await say(9);
  stage.sender.offer([stage.commit({ key: 'plain' }), stage.commit({ key: 'danger', urgent: true })]);
  await stage.sender.idle();
  expect(said().at(-1)).toBe('danger');
  expect(outcome('plain')).toMatchObject({ state: 'retry', nextAttemptAt: TUESDAY_8 });
});
