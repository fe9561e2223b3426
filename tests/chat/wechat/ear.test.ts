import { beforeEach, expect, test } from 'vitest';
import { noMeter } from '../../../src/app/meter.ts';
import { createEar, type Ear } from '../../../src/chat/wechat/ear.ts';
import { createEchoes } from '../../../src/chat/wechat/echoes.ts';
import type { ChildLine } from '../../../src/chat/wechat/protocol.ts';
import { createSaidLately } from '../../../src/chat/wechat/said-lately.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/engine/glossary.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';
import { receiverOf } from '../../support/receiver.ts';
import { noLog } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';

let timer: HandTimer;
let ear: Ear;
/** Everything that was tried, and what of it was kept. */
let tried: string[];
let kept: string[];
/** What its sender was told is kept. */
let taken: string[];
let isAway: boolean;
/** Texts of those marked as late. */
let late: string[];
let isSpooled: boolean;
let isDiskFull: boolean;

beforeEach(() => {
  timer = createHandTimer();
  [tried, kept, taken, isAway] = [[], [], [], true];
  [late, isSpooled, isDiskFull] = [[], false, false];
  const now = () => Date.now();
  const looks = { spokenIn: () => {}, changed: () => {}, restart: () => {}, stop: () => {} };
  const save = async () => {
    if (isDiskFull) throw new Error('ENOSPC: no space left on device');
    return null;
  };
  const pictures = { save, read: async () => null };
  ear = createEar({
    clock: { now },
    log: noLog,
    meter: noMeter,
    pictures,
    echoes: createEchoes(now),
    recent: createSaidLately(),
    looks,
    holdMs: 1,
    taken: (lineId) => void taken.push(lineId),
    timer,
  });
  const take = async (what: string) => {
    tried.push(what);
    if (isAway) throw new Error('the database is away');
    kept.push(what);
  };
  ear.open(
    receiverOf({
      message: async (message) => {
        if (message.late) late.push(message.text);
        await take(message.text);
      },
      event: ({ type }) => take(type),
    }),
  );
});

function shows(bytes: Uint8Array): void {
  const room = { chatId: 'owners@chatroom', senderId: 'wxid_zhang', senderName: '张阿姨', own: false };
  const line = { ...room, id: 'm-picture', text: '', mentions: [], atMs: Date.now(), picture: bytes };
  ear.hear({ type: 'line', line: { ...line, kind: 'picture' } });
}

function says(text: string, kind: ChildLine['kind'] = 'text', atMs = Date.now()): void {
  const room = { chatId: 'owners@chatroom', senderId: 'wxid_zhang', senderName: '张阿姨', own: false };
  const line = { ...room, id: `m-${text}`, kind, text, mentions: [], atMs, picture: null };
  ear.hear({ type: 'line', line, ...(isSpooled ? { spooled: true } : {}) });
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

test('the account’s process is told what was taken, and only then', async () => {
  says('一');
  await until('a try', () => tried.length > 0);
  says('二');
  expect(taken).toEqual([]);
  isAway = false;
  await timer.run(1000);
  await until('both', () => taken.length === 2);
  expect(taken).toEqual(['m-一', 'm-二']);
});

test('what need not be kept counts as taken', async () => {
  isAway = false;
  says('表情', 'other');
  says('昨天', 'text', Date.now() - 25 * HOUR_MS);
  says('', 'recalled');
  says('m-0', 'recalled');
  await until('all four', () => taken.length === 4);
  expect(kept).toEqual(['recalled']);
});

test('what could not be kept before a stop is not taken', async () => {
  says('一');
  await until('a try', () => tried.length > 0);
  await ear.close();
  expect(taken).toEqual([]);
});

test('what a killed bot had not taken is late after a minute, what a gateway brings after ten', async () => {
  isAway = false;
  const twoMinutesAgo = Date.now() - 2 * MINUTE_MS;
  says('刚才', 'text', twoMinutesAgo);
  isSpooled = true;
  says('留下的', 'text', twoMinutesAgo);
  says('刚留下的', 'text');
  await until('all three', () => kept.length === 3);
  expect(late).toEqual(['留下的']);
});

test('a full disk costs a picture, and neither the message nor the process', async () => {
  [isAway, isDiskFull] = [false, true];
  shows(new Uint8Array([1, 2, 3]));
  says('二');
  await until('both', () => kept.length === 2);
  expect(kept).toEqual(['', '二']);
  expect(taken).toEqual(['m-picture', 'm-二']);
});
