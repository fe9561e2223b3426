import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLarkPictures, type LarkPictures } from '../../../src/chat/lark/pictures.ts';
import { createPictures, type PictureFolder } from '../../../src/chat/pictures.ts';
import { apiFor } from '../../support/fake-lark/client.ts';
import { FAULT, type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const ZHANG = 'ou_zhang';

let lark: FakeLark;
let folder: string;
let kept: PictureFolder;
let pictures: LarkPictures;
let room: string;

beforeEach(async () => {
  lark = await startFakeLark();
  folder = mkdtempSync(join(tmpdir(), 'linli-lark-'));
  kept = createPictures(folder);
  pictures = createLarkPictures({ api: apiFor(lark), pictures: kept });
  room = lark.addChat({ name: '业主群', members: [{ openId: ZHANG, name: '张阿姨' }] });
});

afterEach(async () => {
  await lark.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody posts it; resolves with the reference under which it is heard. */
function posted(image: Uint8Array): string {
  const { messageId } = lark.say({ chat: room, from: ZHANG, image });
  const content: unknown = JSON.parse(lark.world.messages.get(messageId)?.content ?? '{}');
  return `lark:${messageId}/${(content as { image_key: string }).image_key}`;
}

describe('a picture that somebody sent', () => {
  test('comes byte for byte', async () => {
    expect(Uint8Array.from((await pictures.fetch(posted(PNG))) ?? [])).toEqual(PNG);
  });

  test('is none when it is gone, or no picture at all', async () => {
    expect(await pictures.fetch('lark:om_gone/img_gone')).toBeNull();
    expect(await pictures.fetch(posted(new TextEncoder().encode('<svg onload=alert(1)>')))).toBeNull();
  });

  test.each(['img:x', 'lark:om_1', 'lark:../x/y', 'lark:om_1/../../secret', 'https://evil/x.png', ''])(
    '%j names none, and nothing is asked for',
    async (reference) => {
      expect(await pictures.fetch(reference)).toBeNull();
      expect(lark.calls('resource')).toBe(0);
    },
  );

  test('can be asked for again when Lark did not answer', async () => {
    const reference = posted(PNG);
    lark.faults.next('resource', FAULT.serverFault('before'));
    await expect(pictures.fetch(reference)).rejects.toMatchObject({ code: 'unreachable' });
    expect(await pictures.fetch(reference)).not.toBeNull();
  });
});

describe('a picture to be shown', () => {
  test('is uploaded once, however often it is shown', async () => {
    const reference = (await kept.save(PNG)) ?? '';
    const key = await pictures.keyOf(reference);
    expect(await pictures.keyOf(reference)).toBe(key);
    expect(lark.calls('image')).toBe(1);
    expect(Uint8Array.from(lark.world.images.get(key) ?? [])).toEqual(PNG);
  });

  test('may be one of Lark’s own: it is fetched and uploaded, for keys hold for one message only', async () => {
    const key = await pictures.keyOf(posted(PNG));
    expect(Uint8Array.from(lark.world.images.get(key) ?? [])).toEqual(PNG);
  });

  test('that is nowhere is not tried again', async () => {
    const gone = `img:${'a'.repeat(64)}.png`;
    await expect(pictures.keyOf(gone)).rejects.toMatchObject({ code: 'bad-message', retryable: false });
    expect(lark.calls('image')).toBe(0);
  });

  test('is uploaded anew when the first time failed', async () => {
    const reference = (await kept.save(PNG)) ?? '';
    lark.faults.next('image', FAULT.cut('before'));
    await expect(pictures.keyOf(reference)).rejects.toMatchObject({ retryable: true });
    expect(await pictures.keyOf(reference)).toMatch(/^img_/);
  });
});
