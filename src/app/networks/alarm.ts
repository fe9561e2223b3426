import type { Instant, Network } from '../../engine/glossary.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { localDay } from '../../engine/time.ts';
import { type AppParts, surroundings } from '../incoming/batch.ts';
import type { Target } from '../outgoing/address.ts';
import type { Chat } from '../ports.ts';
import { administratorChats, distinct, leaderChats } from './leaders.ts';
import type { NetworkSaid } from './sentences.ts';
import { tellOnce } from './tell-once.ts';
import type { Outage, Watch } from './watch.ts';

/** Tells leaders over another network when one is away, and when it is back. */
export interface Alarm {
  /** Takes up the outages that were told before this process started. */
  start(): Promise<void>;
  look(now: Instant): Promise<void>;
  budgetSpent(network: Network): Promise<void>;
}

type Parts = AppParts & {
  chats: readonly Chat[];
  networkName?: ((network: Network) => string) | undefined;
};

export function createAlarm(parts: Parts, watch: Watch): Alarm {
  /** Since when each network was away of which leaders were told. */
  const told = new Map<Network, Instant>();
  const nameOf = (network: Network) => parts.networkName?.(network) ?? network;
  const tell = async (network: Network, cause: string, said: NetworkSaid) => {
    const { directory } = await surroundings(parts);
    const now = parts.clock.now();
    const targets = concerned(network, { directory, now, avoid: new Set([network, ...watch.down()]) });
    const speaking = {
      now,
      zone: parts.policy.calendar.zone,
      directory,
      policy: parts.policy,
      toResidents: false,
    };
    const text = parts.sentences.networks.say(said, speaking);
    await tellOnce({ cause, code: said.code, text }, targets, parts);
  };
  const tellDown = ({ network, since, link }: Outage) =>
    tell(network, `link:${network}:${since}`, { code: 'link-down', network: nameOf(network), link, since });
  return {
    start: async () => {
      const now = parts.clock.now();
      for (const { network, since } of await watch.look(now)) told.set(network, since);
    },
    look: async (now) => {
      for (const outage of await watch.look(now)) {
        if (told.get(outage.network) === outage.since) continue;
        told.set(outage.network, outage.since);
        await tellDown(outage);
      }
      for (const [network, since] of [...told]) {
        if (watch.down().has(network) || watch.own(network)?.state === 'starting') continue;
        told.delete(network);
        const keepsHistory = parts.chats.some((chat) => chat.network === network && chat.history);
        const said: NetworkSaid = { code: 'link-back', network: nameOf(network), since, keepsHistory };
        await tell(network, `link-back:${network}:${since}`, said);
      }
    },
    budgetSpent: async (network) => {
      const day = localDay(parts.policy.calendar.zone, parts.clock.now());
      await tell(network, `budget:${network}:${day}`, { code: 'budget-spent', network: nameOf(network) });
    },
  };
}

interface Concerned {
  directory: Directory;
  now: Instant;
  avoid: ReadonlySet<Network>;
}

/** Who leads the places whose rooms are on the network, and the streets' administrators. */
function concerned(network: Network, reaching: Concerned): readonly Target[] {
  const { directory } = reaching;
  const rooms = directory.organisation.rooms.filter((room) => room.network === network);
  const scopes = rooms.flatMap((room) => directory.scopeOf(room.scope) ?? []);
  return distinct(
    scopes.flatMap((scope) => [...administratorChats(scope, reaching), ...leaderChats(scope, reaching)]),
  );
}
