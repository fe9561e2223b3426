import { forgetOldest } from '../recent.ts';
import type { WechatClient } from './client.ts';

const REMEMBERED = 5000;

export interface Names {
  /** What the person is called in the room, or everywhere; '' when it cannot be found out. */
  of(roomId: string | null, contactId: string): Promise<string>;
  /** A room's members, slowly: accounts that look up many people at once get locked. */
  members(ids: readonly string[], roomId: string): Promise<{ accountId: string; name: string }[]>;
  forget(roomId: string): void;
}

/** Looks names up when somebody speaks, once each. */
export function createNames(
  client: Pick<WechatClient, 'contact' | 'member'>,
  pace: { wait(): Promise<void>; most: number },
): Names {
  const known = new Map<string, string>();
  async function of(roomId: string | null, contactId: string): Promise<string> {
    const key = `${roomId ?? ''}/${contactId}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const name = await lookUp(client, roomId, contactId).catch(() => '');
    if (name !== '') forgetOldest(known.set(key, name), REMEMBERED);
    return name;
  }
  return {
    of,
    async members(ids, roomId) {
      const members = [];
      let lookUps = 0;
      for (const accountId of ids) {
        const isKnown = known.has(`${roomId}/${accountId}`);
        if (!isKnown && lookUps >= pace.most) continue;
        if (!isKnown && lookUps++ > 0) await pace.wait();
        members.push({ accountId, name: await of(roomId, accountId) });
      }
      return members;
    },
    forget(roomId) {
      for (const key of known.keys()) if (key.startsWith(`${roomId}/`)) known.delete(key);
    },
  };
}

async function lookUp(client: Pick<WechatClient, 'contact' | 'member'>, roomId: string | null, id: string) {
  if (roomId === null) return (await client.contact(id)).name;
  const member = await client.member(roomId, id).catch(() => null);
  return member?.alias || member?.name || (await client.contact(id)).name;
}
