import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPlaygroundClock } from '../../src/chat/playground/clock.ts';
import { createHub, type NumberedEvent } from '../../src/chat/playground/hub.ts';

const NOON = Date.parse('2026-06-03T12:00:00+08:00');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-playground-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the playground’s clock', () => {
  test('runs with the real one, ahead of it by what it was moved', () => {
    let real = NOON;
    const clock = createPlaygroundClock({ real: { now: () => real }, file: join(folder, 'clock') });
    clock.moveTo(NOON + 60_000);
    real += 5_000;
    expect(clock.now()).toBe(NOON + 65_000);
  });

  test('does not go back, neither when told nor after a restart', () => {
    const given = { real: { now: () => NOON }, file: join(folder, 'new/clock') };
    const clock = createPlaygroundClock(given);
    clock.moveTo(NOON + 60_000);
    clock.moveTo(NOON + 10_000);
    expect(clock.now()).toBe(NOON + 60_000);
    expect(createPlaygroundClock(given).now()).toBe(NOON + 60_000);
  });

  test('begins where it is told, on the first start only', () => {
    const given = { real: { now: () => NOON }, file: join(folder, 'clock') };
    expect(createPlaygroundClock({ ...given, firstNow: (now) => now + 1000 }).now()).toBe(NOON + 1000);
    expect(createPlaygroundClock({ ...given, firstNow: (now) => now + 9000 }).now()).toBe(NOON + 1000);
  });

  test('a broken file counts as none', () => {
    writeFileSync(join(folder, 'clock'), 'x');
    const clock = createPlaygroundClock({ real: { now: () => NOON }, file: join(folder, 'clock') });
    expect(clock.aheadMs()).toBe(0);
  });
});

describe('the hub', () => {
  const clockEvent = (now: number) => ({ type: 'clock', now, aheadMs: 0, quiet: false }) as const;

  test('hands every event to every page, numbered in order', () => {
    const hub = createHub('run');
    const pages: NumberedEvent[][] = [[], []];
    for (const page of pages)
      hub.subscribe(
        (event) => page.push(event),
        () => {},
      );
    hub.publish(clockEvent(1));
    hub.publish(clockEvent(2));
    expect(pages[0]?.map((event) => event.id)).toEqual([1, 2]);
    expect(pages[1]).toEqual(pages[0]);
  });

  test('knows what a page has missed, and knows when it no longer knows', () => {
    const hub = createHub('run');
    for (let now = 1; now <= 600; now += 1) hub.publish(clockEvent(now));
    expect(hub.since(598)?.map((event) => event.id)).toEqual([599, 600]);
    expect(hub.since(600)).toEqual([]);
    expect(hub.since(3)).toBeNull();
    expect(hub.since(601)).toBeNull();
  });

  test('says nothing to pages that have gone, and ends those that are left when it closes', () => {
    const hub = createHub('run');
    let heard = 0;
    let ended = 0;
    const listen = () =>
      hub.subscribe(
        () => (heard += 1),
        () => (ended += 1),
      );
    listen();
    listen()();
    hub.publish(clockEvent(1));
    hub.close();
    hub.publish(clockEvent(2));
    expect([heard, ended]).toEqual([1, 1]);
  });
});
