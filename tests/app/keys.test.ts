import { expect, test } from 'vitest';
import { laneOf } from '../../src/app/keys.ts';
import { LANES } from '../../src/app/ports.ts';

test('a chat keeps its lane in every process and version: rows and leases name it', () => {
  const chats = [
    ['lark', 'oc_1'],
    ['wechat', '12345@chatroom'],
    ['playground', '阳光花园'],
  ] as const;
  expect(chats.map(([network, chatId]) => laneOf(network, chatId))).toEqual([59, 39, 29]);
});

test('chats are spread evenly, whatever their ids have in common', () => {
  const counts = new Array<number>(LANES).fill(0);
  for (let n = 0; n < LANES * 100; n += 1) {
    const lane = laneOf('lark', `oc_${n.toString(16).padStart(32, '0')}`);
    counts[lane] = (counts[lane] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(60);
  expect(Math.max(...counts)).toBeLessThan(150);
  expect(counts).toHaveLength(LANES);
});
