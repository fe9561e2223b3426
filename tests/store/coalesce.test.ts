import { expect, test } from 'vitest';
import { coalesced } from '../../src/store/coalesce.ts';

test('of calls during a run the next run is for all of them, and none is forgotten', async () => {
  let finish = () => {};
  let runs = 0;
  const work = coalesced(() => {
    runs += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  work.call();
  work.call();
  work.call();
  expect(runs).toBe(1);
  finish();
  await expect.poll(() => runs).toBe(2);
  finish();
  await work.idle();
  expect(runs).toBe(2);
  work.call();
  expect(runs).toBe(3);
  finish();
  await work.idle();
});
