import { ChatError } from '../../app/errors.ts';
import type { Pictures } from '../../app/ports.ts';
import { PICTURE_MAX_BYTES, pictureExtension } from '../pictures.ts';
import { createRecent } from '../recent.ts';
import type { LarkApi } from './api.ts';

export interface LarkPictures {
  /** A picture that somebody sent, by `lark:<message_id>/<file_key>`; null: gone, too large, or no picture. */
  fetch(reference: string): Promise<Uint8Array | null>;
  /** What Lark calls a picture of ours, or one of its own sent on; uploaded when it is not known yet. Throws a ChatError. */
  keyOf(reference: string): Promise<string>;
}

const REMEMBERED_KEYS = 500;
const REFERENCE = /^lark:([\w-]{1,200})\/([\w-]{1,200})$/;

export function createLarkPictures(parts: {
  api: Pick<LarkApi, 'uploadImage' | 'downloadImage'>;
  pictures: Pictures;
}): LarkPictures {
  const { api, pictures } = parts;
  const keys = createRecent<string>(REMEMBERED_KEYS);

  async function fetch(reference: string): Promise<Uint8Array | null> {
    const [, messageId, fileKey] = REFERENCE.exec(reference) ?? [];
    if (!messageId || !fileKey) return null;
    const bytes = await api.downloadImage(messageId, fileKey);
    return bytes && isPicture(bytes) ? bytes : null;
  }

  return {
    fetch,
    async keyOf(reference) {
      const known = keys.get(reference);
      if (known !== undefined) return known;
      const bytes = REFERENCE.test(reference) ? await fetch(reference) : await pictures.read(reference);
      // Trying again would find it no better.
      if (!bytes || !isPicture(bytes)) throw new ChatError('bad-message');
      const key = await api.uploadImage(bytes);
      keys.set(reference, key);
      return key;
    },
  };
}

function isPicture(bytes: Uint8Array): boolean {
  return bytes.byteLength <= PICTURE_MAX_BYTES && pictureExtension(bytes) !== null;
}
