import type { Network } from '../../engine/glossary.ts';
import type { Chat, Pictures } from '../ports.ts';

/**
 * Pictures for an edge that shows those of other networks too: what another network holds (`lark:…`) is fetched from
 * there when it is shown. Throws that network's ChatError, so that the row is tried again.
 */
export function picturesAcross(pictures: Pictures, chats: () => readonly Chat[]): Pictures {
  const { file } = pictures;
  return {
    save: (bytes) => pictures.save(bytes),
    ...(file && { file }),
    read: async (reference) => {
      const network: Network = reference.slice(0, Math.max(reference.indexOf(':'), 0));
      const holder = chats().find((chat) => chat.network === network && chat.picture);
      return holder?.picture ? holder.picture(reference) : pictures.read(reference);
    },
  };
}
