import { ChatError } from '../../app/errors.ts';
import type { Pictures } from '../../app/ports.ts';
import { createRecent } from '../recent.ts';
import { LARGEST_FILE_BYTES, type LarkApi } from './api.ts';

export interface LarkFiles {
  /** What Lark calls a file of ours; uploaded when it is not known yet. Throws a ChatError. */
  keyOf(reference: string): Promise<string>;
}

const REMEMBERED_KEYS = 100;

export function createLarkFiles(parts: {
  api: Pick<LarkApi, 'uploadFile'>;
  pictures: Pick<Pictures, 'file'>;
}): LarkFiles {
  const { api, pictures } = parts;
  const keys = createRecent<string>(REMEMBERED_KEYS);
  return {
    async keyOf(reference) {
      const known = keys.get(reference);
      if (known !== undefined) return known;
      const file = await pictures.file?.(reference);
      // Trying again would find it no better.
      if (!file || file.bytes.byteLength > LARGEST_FILE_BYTES) throw new ChatError('bad-message');
      const key = await api.uploadFile(file);
      keys.set(reference, key);
      return key;
    },
  };
}
