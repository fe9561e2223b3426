import type { Instant, Network } from '../../engine/glossary.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { type AppParts, surroundings } from '../incoming/batch.ts';
import { roomId } from '../keys.ts';
import type { Target } from '../outgoing/address.ts';
import type { IdentityProposal } from '../ports.ts';
import { administratorChats, distinct } from './leaders.ts';
import { proposalsFor } from './propose.ts';
import { tellOnce } from './tell-once.ts';
import type { Watch } from './watch.ts';

/** Looks for rooms and people whose ids have changed, and asks the administrators. */
export interface Seeker {
  /** A chat of the network was seen: there may be something to find. */
  seen(network: Network): void;
  seek(now: Instant): Promise<void>;
}

type Parts = AppParts & { networkName?: ((network: Network) => string) | undefined };

export function createSeeker(parts: Parts, watch: Watch): Seeker {
  const waiting = new Set<Network>();
  return {
    seen: (network) => waiting.add(network),
    seek: async (now) => {
      for (const network of [...waiting]) {
        const link = watch.own(network);
        if (link?.state !== 'connected') continue;
        waiting.delete(network);
        const isAll = await seekIn(network, { loggedInAt: link.since, now }, parts);
        if (!isAll) waiting.add(network);
      }
    },
  };
}

/** Whether all that was found is asked about; another process may have given the same short names to other findings. */
async function seekIn(
  network: Network,
  { loggedInAt, now }: { loggedInAt: Instant; now: Instant },
  parts: Parts,
): Promise<boolean> {
  const { sightings } = parts.store;
  const { directory } = await surroundings(parts);
  const [chats, known] = await Promise.all([sightings.chats(network), sightings.proposals()]);
  const inWords = parts.sentences.networks.whySame;
  const proposals = proposalsFor({ network, loggedInAt, now, directory, chats, known, inWords });
  if (proposals.length === 0) return true;
  await sightings.propose(proposals);
  const kept = await sightings.proposals();
  const own = proposals.filter((one) => kept.some((other) => isSame(one, other)));
  if (own.length > 0) await ask(network, own, { directory, now, parts });
  return own.length === proposals.length;
}

function isSame(one: IdentityProposal, other: IdentityProposal): boolean {
  const same = one.id === other.id && one.network === other.network && one.what === other.what;
  return same && one.oldId === other.oldId && one.newId === other.newId;
}

async function ask(
  network: Network,
  proposals: readonly IdentityProposal[],
  { directory, now, parts }: { directory: Directory; now: Instant; parts: Parts },
): Promise<void> {
  const speaking = {
    now,
    zone: parts.policy.calendar.zone,
    directory,
    policy: parts.policy,
    toResidents: false,
  };
  const name = parts.networkName?.(network) ?? network;
  const text = parts.sentences.networks.say(
    { code: 'identities-proposed', network: name, proposals },
    speaking,
  );
  const cause = `identity:${network}:${proposals.map(({ oldId, newId }) => `${oldId}>${newId}`).join()}`;
  await tellOnce({ cause, code: 'identities-proposed', text }, asked(network, { directory, now }), parts);
}

/** The administrators of the streets in which the network has rooms. */
function asked(
  network: Network,
  { directory, now }: { directory: Directory; now: Instant },
): readonly Target[] {
  const rooms = directory.organisation.rooms.filter((room) => room.id === roomId(network, room.chatId));
  const scopes = rooms.flatMap((room) => directory.scopeOf(room.scope) ?? []);
  // An account whose id has changed is reached by no message: another network is better, if there is one.
  const elsewhere = { directory, now, avoid: new Set([network]) };
  const here = { directory, now, avoid: new Set<Network>() };
  const found = distinct(scopes.flatMap((scope) => administratorChats(scope, elsewhere)));
  return found.length > 0 ? found : distinct(scopes.flatMap((scope) => administratorChats(scope, here)));
}
