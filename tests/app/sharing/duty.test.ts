import { expect, test } from 'vitest';
import { createDuty } from '../../../src/app/sharing/duty.ts';

function duty(ticks: boolean) {
  const state = { ticks, done: 0, faults: 0, fails: false };
  const created = createDuty({
    ticks: () => state.ticks,
    due: async () => {
      if (state.fails) throw new Error('the database is away');
      state.done += 1;
    },
    log: {
      info: () => {},
      warn: () => {},
      error: () => {
        state.faults += 1;
      },
    },
  });
  const become = async (has: boolean) => {
    state.ticks = has;
    created.look();
    await created.idle();
    return state.done;
  };
  return { ...created, state, become };
}

test('whoever gets the clock from another does at once what is due, once', async () => {
  const one = duty(false);
  one.begin();
  expect([await one.become(false), await one.become(true), await one.become(true)]).toEqual([0, 1, 1]);
  expect([await one.become(false), await one.become(true)]).toEqual([1, 2]);
});

test('who starts with it leaves the first look to whoever starts it', async () => {
  const one = duty(true);
  expect(await one.become(true)).toBe(0);
  one.begin();
  expect(await one.become(true)).toBe(0);
});

test('what fails waits for the minute and harms nothing', async () => {
  const one = duty(false);
  one.begin();
  one.state.fails = true;
  await one.become(true);
  expect(one.state.faults).toBe(1);
  one.state.fails = false;
  expect([await one.become(false), await one.become(true)]).toEqual([0, 1]);
});

test('at the end it waits for what is under way and takes up nothing more', async () => {
  const one = duty(false);
  one.begin();
  one.state.ticks = true;
  one.look();
  await one.end();
  expect(one.state.done).toBe(1);
  expect([await one.become(false), await one.become(true)]).toEqual([1, 1]);
});
