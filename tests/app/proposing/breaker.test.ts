import { expect, test } from 'vitest';
import { createBreaker } from '../../../src/app/proposing/breaker.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/engine/glossary.ts';

function breaker() {
  let now = 0;
  return {
    ...createBreaker(() => now),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('two failures are bad luck, the third is a reason to rest', () => {
  const { failed, rests, pass } = breaker();
  failed();
  failed();
  expect(rests()).toBe(false);
  failed();
  expect(rests()).toBe(true);
  pass(30 * SECOND_MS - 1);
  expect(rests()).toBe(true);
  pass(1);
  expect(rests()).toBe(false);
});

test('each further one doubles the rest, up to half an hour', () => {
  const { failed, rests, pass } = breaker();
  for (let n = 0; n < 4; n += 1) failed();
  pass(59 * SECOND_MS);
  expect(rests()).toBe(true);
  pass(SECOND_MS);
  expect(rests()).toBe(false);
  for (let n = 0; n < 50; n += 1) failed();
  pass(30 * MINUTE_MS - 1);
  expect(rests()).toBe(true);
  pass(1);
  expect(rests()).toBe(false);
});

test('one answer makes good for all of them', () => {
  const { failed, worked, rests } = breaker();
  failed();
  failed();
  worked();
  failed();
  failed();
  expect(rests()).toBe(false);
});
