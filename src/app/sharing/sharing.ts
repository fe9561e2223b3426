import type { Network } from '../../engine/glossary.ts';
import type { Chat, LeaseStore, Log, Meter } from '../ports.ts';
import type { Timer } from '../timer.ts';
import { createHeldEdge, type HeldEdge } from './held-edge.ts';
import { createShare, type Share, type ShareTimes, shareAlone } from './share.ts';

export interface SharingOptions extends ShareTimes {
  /** This process: unlike that of any other, now or before. */
  owner: string;
  /** Networks whose edge only one process may run, with the name of that right: `wechat:main`. */
  exclusive?: ReadonlyMap<Network, string> | undefined;
}

interface Given {
  /** Left out: alone on its database, where everything is its own at once. */
  options: SharingOptions | undefined;
  leases: LeaseStore;
  chats: readonly Chat[];
  timer: Timer;
  log: Log;
  meter: Meter;
  inHand(lane: number): boolean;
  changed(): void;
  beaten(): void;
}

/** The process's share of the work, and its edges, of which exclusive ones run only where the right to them is held. */
export function createSharing(given: Given): { share: Share; chats: readonly Chat[] } {
  const { options, chats, log } = given;
  if (!options) return { share: shareAlone(chats.map((chat) => chat.network)), chats };
  const exclusiveOf = ({ network }: Chat) => options.exclusive?.get(network) ?? null;
  const share = createShare({
    ...given,
    ...options,
    networks: chats.map((chat) => ({ network: chat.network, exclusive: exclusiveOf(chat) })),
    changed: () => {
      for (const edge of edges) edge.follow();
      given.changed();
    },
  });
  const edges: readonly Pick<HeldEdge, 'chat' | 'follow'>[] = chats.map((chat) => {
    if (exclusiveOf(chat) === null) return { chat, follow: () => {} };
    return createHeldEdge({ chat, runs: () => share.runs(chat.network), log });
  });
  return { share, chats: edges.map((edge) => edge.chat) };
}
