import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 5 MB: what a phone's photo comes to after the chat apps' own shrinking. */
export const PICTURE_MAX_BYTES = 5 * 1024 * 1024;

const TYPES = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', gif: 'image/gif' } as const;
export type PictureExtension = keyof typeof TYPES;

const NAME = /^[0-9a-f]{64}\.(png|jpg|webp|gif)$/;

/** Pictures as files named by their content: the same picture twice is one file, and no name comes from outside. */
export interface Pictures {
  /** The reference is `img:<sha256>.<ext>`. */
  save(
    bytes: Uint8Array,
  ): Promise<{ ok: true; ref: string } | { ok: false; why: 'too-big' | 'not-a-picture' }>;
  read(name: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | null>;
  has(ref: string): Promise<boolean>;
}

export function createPictures(folder: string): Pictures {
  return {
    async save(bytes) {
      if (bytes.byteLength > PICTURE_MAX_BYTES) return { ok: false, why: 'too-big' };
      const extension = pictureExtension(bytes);
      if (!extension) return { ok: false, why: 'not-a-picture' };
      const name = `${createHash('sha256').update(bytes).digest('hex')}.${extension}`;
      await mkdir(folder, { recursive: true });
      // A half-written file never has the final name.
      const half = join(folder, `${name}.${process.hrtime.bigint()}.new`);
      await writeFile(half, bytes);
      await rename(half, join(folder, name));
      return { ok: true, ref: `img:${name}` };
    },
    async read(name) {
      const extension = NAME.exec(name)?.[1];
      if (!isExtension(extension)) return null;
      const bytes = await readFile(join(folder, name)).catch(() => null);
      return bytes && { bytes: new Uint8Array(bytes), type: TYPES[extension] };
    },
    async has(ref) {
      const name = ref.replace(/^img:/, '');
      if (!NAME.test(name)) return false;
      return stat(join(folder, name)).then(
        (found) => found.isFile(),
        () => false,
      );
    },
  };
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
