import { expect, test, vi } from 'vitest';
import { createPump } from '../../../src/app/incoming/pump.ts';

test('what arrives together travels together, in order, at most a batch at a time', async () => {
  const batches: number[][] = [];
  const pump = createPump<number>(3, async (batch) => {
    batches.push([...batch]);
  });
  await Promise.all([1, 2, 3, 4, 5].map((n) => pump.push(n)));
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test('what arrives while a batch is under way makes the next one', async () => {
  const batches: number[][] = [];
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const pump = createPump<number>(10, async (batch) => {
    batches.push([...batch]);
    if (batches.length === 1) await held;
  });
  const first = pump.push(1);
  await vi.waitUntil(() => batches.length === 1);
  const rest = [pump.push(2), pump.push(3)];
  release();
  await Promise.all([first, ...rest]);
  expect(batches).toEqual([[1], [2, 3]]);
});

test('a batch that fails fails its own senders only, and the pump goes on', async () => {
  const pump = createPump<number>(1, async ([n]) => {
    if (n === 1) throw new Error('broken');
  });
  const [bad, good] = await Promise.allSettled([pump.push(1), pump.push(2)]);
  expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled']);
  await pump.idle();
});
