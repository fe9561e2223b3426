import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPictures, PICTURE_MAX_BYTES, pictureType } from '../../src/chat/pictures.ts';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-pictures-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('pictures', () => {
  test('are kept under the hash of their content, the same one once', async () => {
    const pictures = createPictures(folder);
    const first = await pictures.save(PNG);
    expect(await pictures.save(PNG)).toBe(first);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(first).toMatch(/^img:[0-9a-f]{64}\.png$/);
  });

  test('come back byte for byte, with the type their bytes have', async () => {
    const pictures = createPictures(folder);
    const reference = (await pictures.save(PNG)) ?? '';
    expect(await pictures.has(reference)).toBe(true);
    expect(await pictures.read(reference)).toEqual(PNG);
    expect(pictureType(reference)).toBe('image/png');
  });

  test.each([
    ['jpg', [0xff, 0xd8, 0xff, 0xe0, 1]],
    ['webp', [...Buffer.from('RIFF0000WEBP')]],
    ['gif', [...Buffer.from('GIF89a00')]],
  ])('%s is known by its first bytes', async (extension, bytes) => {
    expect(await createPictures(folder).save(Uint8Array.from(bytes))).toMatch(new RegExp(`\\.${extension}$`));
  });

  test.each([
    ['a page', '<html><script>alert(1)</script>'],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['nothing', ''],
    ['a program', 'MZ\u0090\u0000'],
  ])('%s is no picture, whatever it claims to be', async (_name, text) => {
    expect(await createPictures(folder).save(new TextEncoder().encode(text))).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of more than 10 MB are not taken', async () => {
    const big = new Uint8Array(PICTURE_MAX_BYTES + 1);
    big.set(PNG);
    expect(await createPictures(folder).save(big)).toBeNull();
    expect(await createPictures(folder).save(big.subarray(1, PICTURE_MAX_BYTES))).toBeNull();
    expect(await createPictures(folder).save(big.subarray(0, PICTURE_MAX_BYTES))).not.toBeNull();
  });

  test.each(['../clock', '..%2fclock', 'a.png', `${'a'.repeat(64)}.html`, ''])(
    'the name %j leads nowhere',
    async (name) => {
      writeFileSync(join(folder, 'clock'), '1');
      const pictures = createPictures(join(folder, 'pictures'));
      expect(await pictures.read(`img:${name}`)).toBeNull();
      expect(await pictures.has(`img:${name}`)).toBe(false);
      expect(pictureType(`img:${name}`)).toBeNull();
    },
  );
});
