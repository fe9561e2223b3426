import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pictures } from '../app/ports.ts';

/** 10 MB: the most that the networks carry. */
export const PICTURE_MAX_BYTES = 10 * 1024 * 1024;

const TYPES = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', gif: 'image/gif' } as const;
export type PictureExtension = keyof typeof TYPES;

const REFERENCE = /^img:([0-9a-f]{64}\.(png|jpg|webp|gif))$/;

/** Pictures as files named by their content: the same picture twice is one file, and no name comes from outside. */
export interface PictureFolder extends Pictures {
  has(reference: string): Promise<boolean>;
}

export function createPictures(folder: string): PictureFolder {
  return {
    async save(bytes) {
      const extension = bytes.byteLength > PICTURE_MAX_BYTES ? null : pictureExtension(bytes);
      if (!extension) return null;
      const name = `${createHash('sha256').update(bytes).digest('hex')}.${extension}`;
      await mkdir(folder, { recursive: true });
      // A half-written file never has the final name.
      const half = join(folder, `${name}.${process.hrtime.bigint()}.new`);
      await writeFile(half, bytes);
      await rename(half, join(folder, name));
      return `img:${name}`;
    },
    async read(reference) {
      const name = REFERENCE.exec(reference)?.[1];
      const bytes = name === undefined ? null : await readFile(join(folder, name)).catch(() => null);
      return bytes && new Uint8Array(bytes);
    },
    async has(reference) {
      const name = REFERENCE.exec(reference)?.[1];
      if (name === undefined) return false;
      return stat(join(folder, name)).then(
        (found) => found.isFile(),
        () => false,
      );
    },
  };
}

/** `image/png` of a reference; null: no reference to a picture that is kept here. */
export function pictureType(reference: string): string | null {
  const extension = REFERENCE.exec(reference)?.[2];
  return isExtension(extension) ? TYPES[extension] : null;
}

function isExtension(text: string | undefined): text is PictureExtension {
  return text !== undefined && Object.hasOwn(TYPES, text);
}

/** By the first bytes, never by name or declared type. */
export function pictureExtension(bytes: Uint8Array): PictureExtension | null {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'gif';
  return null;
}
