import { describe, expect, test } from 'vitest';
import { createGovernor } from '../../../src/app/outgoing/governor.ts';
import type { SendingLimits } from '../../../src/app/ports.ts';
import { createHandTimer } from '../../support/hand-timer.ts';

/** As WeChat's: one a second in a chat, some seconds between chats. */
const GENTLE: SendingLimits = {
  overall: [{ count: 40, perMs: 60_000 }],
  perChat: [{ count: 1, perMs: 1000 }],
  betweenChatsMs: { min: 3000, max: 5000 },
};

function govern(limits?: SendingLimits) {
  const timer = createHandTimer(0);
  const governor = createGovernor({ limits, processes: () => 1, timer, random: () => 0.5 });
  const turns: string[] = [];
  const ask = async (chatId: string, urgent: () => boolean = () => false) => {
    const granted = await governor.turn({ chatId, urgent });
    turns.push(granted ? `${chatId} at ${timer.nowMs()}` : `${chatId} sent away`);
  };
  return { timer, governor, turns, ask };
}

test('without limits everybody goes at once', async () => {
  const { turns, ask, timer } = govern();
  await Promise.all([ask('a'), ask('b'), ask('a')]);
  expect(turns).toEqual(['a at 0', 'b at 0', 'a at 0']);
  expect(timer.waiting()).toBe(0);
});

test('a chat gets its second message after its window, another chat after the wait between chats', async () => {
  const { turns, ask, timer } = govern(GENTLE);
  void ask('a');
  void ask('a');
  void ask('b');
  await timer.run(10_000);
  expect(turns).toEqual(['a at 0', 'a at 1000', 'b at 5000']);
});

test('one who becomes urgent while waiting goes first', async () => {
  const { turns, ask, timer, governor } = govern(GENTLE);
  let urgent = false;
  void ask('a');
  void ask('b');
  void ask('c', () => urgent);
  await timer.run(100);
  urgent = true;
  governor.look();
  await timer.run(10_000);
  expect(turns).toEqual(['a at 0', 'c at 4000', 'b at 8000']);
});

describe('a pause that the network asked for', () => {
  test('holds up everybody, and ends', async () => {
    const { turns, ask, timer, governor } = govern();
    governor.pause(2000);
    void ask('a');
    void ask('b');
    await timer.run(1999);
    expect(turns).toEqual([]);
    await timer.run(1);
    expect(turns).toEqual(['a at 2000', 'b at 2000']);
  });
});

test('stopping sends everybody away, those who come later too', async () => {
  const { turns, ask, timer, governor } = govern(GENTLE);
  void ask('a');
  void ask('b');
  await timer.run(10);
  governor.stop();
  await ask('c');
  expect(turns).toEqual(['a at 0', 'b sent away', 'c sent away']);
  expect(timer.waiting()).toBe(0);
});
