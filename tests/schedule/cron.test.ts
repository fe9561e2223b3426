import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startSchedule } from '../../src/schedule/cron.ts';

const warned: string[] = [];
const failed: string[] = [];
const log = {
  debug: () => {},
  info: () => {},
  warn: (_fields: object, message: string) => void warned.push(message),
  error: (_fields: object, message: string) => void failed.push(message),
};
const ticks: number[] = [];
let fails = false;
let schedule: ReturnType<typeof startSchedule>;

beforeEach(() => {
  warned.length = 0;
  failed.length = 0;
  ticks.length = 0;
  fails = false;
  vi.useFakeTimers({ now: Date.parse('2026-06-03T09:00:30+08:00') });
  const tick = async (now: number) => {
    ticks.push(now);
    if (fails) throw new Error('no database');
  };
  schedule = startSchedule({ clock: { now: Date.now }, log, tick });
});
afterEach(async () => {
  await schedule.stop();
  vi.useRealTimers();
});

test('ticks once a minute', async () => {
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect(ticks).toHaveLength(3);
});

test('a tick that fails is told, and the next one comes', async () => {
  fails = true;
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(ticks).toHaveLength(2);
  expect(failed).toEqual(Array(2).fill('a tick failed; the next one catches up'));
});

test('minutes that passed while the process stood still are told in the log, not beside it', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const printed = vi.spyOn(console, 'warn').mockReturnValue();
  vi.setSystemTime(Date.parse('2026-06-03T09:05:10+08:00'));
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(warned.join()).toContain('missed execution');
  expect([...written.mock.calls, ...printed.mock.calls]).toEqual([]);
  vi.restoreAllMocks();
});
