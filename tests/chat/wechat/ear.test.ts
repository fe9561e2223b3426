import { beforeEach, expect, test } from 'vitest';
import { noMeter } from '../../../src/app/meter.ts';
import { createEar, type Ear } from '../../../src/chat/wechat/ear.ts';
import { createEchoes } from '../../../src/chat/wechat/echoes.ts';
import { createSaidLately } from '../../../src/chat/wechat/said-lately.ts';
import { HOUR_MS } from '../../../src/engine/glossary.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';
import { receiverOf } from '../../support/receiver.ts';
import { noLog } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';

let timer: HandTimer;
let ear: Ear;
/** Everything that was tried, and what of it was kept. */
let tried: string[];
let kept: string[];
let isAway: boolean;

beforeEach(() => {
  timer = createHandTimer();
  [tried, kept, isAway] = [[], [], true];
  const now = () => Date.now();
  const looks = { spokenIn: () => {}, changed: () => {}, restart: () => {}, stop: () => {} };
  const pictures = { save: async () => null, read: async () => null };
  ear = createEar({
    clock: { now },
    log: noLog,
    meter: noMeter,
    pictures,
    echoes: createEchoes(now),
    recent: createSaidLately(),
    looks,
    holdMs: 1,
    timer,
  });
  const take = async (what: string) => {
    tried.push(what);
    if (isAway) throw new Error('the database is away');
    kept.push(what);
  };
  ear.open(receiverOf({ message: ({ text }) => take(text), event: ({ type }) => take(type) }));
});

function says(text: string, kind: 'text' | 'recalled' = 'text'): void {
  const room = { chatId: 'owners@chatroom', senderId: 'wxid_zhang', senderName: '张阿姨', own: false };
  const line = { ...room, id: `m-${text}`, kind, text, mentions: [], atMs: Date.now(), picture: null };
  ear.hear({ type: 'line', line });
}

test('what is said while the database is away for hours is kept when it is back, in order', async () => {
  says('一');
  await until('a try', () => tried.length > 0);
  says('二');
  await timer.run(6 * HOUR_MS);
  expect(new Set(tried)).toEqual(new Set(['一']));
  isAway = false;
  await timer.run(10_000);
  await until('both', () => kept.length === 2);
  expect(kept).toEqual(['一', '二']);
});

test('what happens in a room is given up before it holds up what is said there', async () => {
  says('m-1', 'recalled');
  await until('a try', () => tried.length > 0);
  await timer.run(HOUR_MS);
  isAway = false;
  says('一');
  await until('the line', () => kept.length === 1);
  expect(kept).toEqual(['一']);
});

test('a stop tries once more and waits no longer', async () => {
  says('一');
  await until('a try', () => tried.length > 0);
  const before = tried.length;
  await ear.close();
  expect(tried).toHaveLength(before + 1);
});
