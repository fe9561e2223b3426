import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPlaygroundClock } from '../../src/chat/playground/clock.ts';
import { createHub, type NumberedEvent } from '../../src/chat/playground/hub.ts';
import { createPictures, PICTURE_MAX_BYTES } from '../../src/chat/playground/pictures.ts';

const NOON = Date.parse('2026-06-03T12:00:00+08:00');
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

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

describe('pictures', () => {
  test('are kept under the hash of their content, the same one once', async () => {
    const pictures = createPictures(folder);
    const first = await pictures.save(PNG);
    const again = await pictures.save(PNG);
    expect(first).toEqual(again);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(first).toMatchObject({ ok: true, ref: expect.stringMatching(/^img:[0-9a-f]{64}\.png$/) });
  });

  test('come back with the type their bytes have', async () => {
    const pictures = createPictures(folder);
    const saved = await pictures.save(PNG);
    if (!saved.ok) throw new Error(saved.why);
    expect(await pictures.has(saved.ref)).toBe(true);
    const name = saved.ref.slice('img:'.length);
    expect(await pictures.read(name)).toMatchObject({ type: 'image/png' });
  });

  test.each([
    ['a page', '<html><script>alert(1)</script>'],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['nothing', ''],
    ['a program', 'MZ\u0090\u0000'],
  ])('%s is no picture, whatever it claims to be', async (_name, text) => {
    const saved = await createPictures(folder).save(new TextEncoder().encode(text));
    expect(saved).toEqual({ ok: false, why: 'not-a-picture' });
  });

  test('of more than 5 MB are not taken', async () => {
    const big = new Uint8Array(PICTURE_MAX_BYTES + 1);
    big.set(PNG);
    expect(await createPictures(folder).save(big)).toEqual({ ok: false, why: 'too-big' });
  });

  test.each(['../clock', '..%2fclock', 'a.png', `${'a'.repeat(64)}.html`, ''])(
    'the name %j leads nowhere',
    async (name) => {
      writeFileSync(join(folder, 'clock'), '1');
      const pictures = createPictures(join(folder, 'pictures'));
      expect(await pictures.read(name)).toBeNull();
      expect(await pictures.has(`img:${name}`)).toBe(false);
    },
  );
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
