import { personOf } from '../../chat/message.ts';
import type { Instant, Network } from '../../engine/glossary.ts';
import type { Room, Staff } from '../../engine/org/directory.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { roomId } from '../keys.ts';
import type { IdentityProposal, SeenChat } from '../ports.ts';
import type { WhySame } from './sentences.ts';

/** What is known when it is asked whether rooms and people go by other ids. */
export interface Sightings {
  network: Network;
  /** Since when the network is logged in: what was seen before goes by its old id. */
  loggedInAt: Instant;
  now: Instant;
  directory: Directory;
  chats: readonly SeenChat[];
  /** A pair that was proposed before, whatever the answer, is not proposed again. */
  known: readonly IdentityProposal[];
  /** A reason in words. */
  inWords(why: WhySame): string;
}

type Pair = Pick<IdentityProposal, 'what' | 'oldId' | 'newId' | 'name'> & { why: WhySame };

/** Rooms and staff accounts that look like bound ones under another id. Nothing is decided here: people are asked. */
export function proposalsFor(given: Sightings): readonly IdentityProposal[] {
  const rooms = roomPairs(given);
  const pairs = [...rooms, ...accountPairs(given, rooms)];
  const fresh = pairs.filter(
    ({ what, oldId, newId }) => !given.known.some(isPair({ what, oldId, newId }, given)),
  );
  const last = Math.max(0, ...given.known.map(({ id }) => Number(id.slice(1)) || 0));
  return fresh.map((pair, at) => ({
    ...pair,
    why: given.inWords(pair.why),
    id: `K${last + at + 1}`,
    network: given.network,
    status: 'open',
    proposedAt: given.now,
  }));
}

function isPair(pair: Pick<Pair, 'what' | 'oldId' | 'newId'>, { network }: Sightings) {
  return (one: IdentityProposal) =>
    one.network === network && one.what === pair.what && one.oldId === pair.oldId && one.newId === pair.newId;
}

/** A room nobody bound, of the name of a bound one that is gone since the login, with half of the same people. */
function roomPairs(given: Sightings): readonly Pair[] {
  const { network, directory, chats } = given;
  const strangers = chats.filter(
    (chat) => isHere(chat, given) && directory.room(roomId(network, chat.chatId)) === null && isGroup(chat),
  );
  return directory.organisation.rooms
    .filter((room) => room.network === network)
    .flatMap((room) => {
      const before = chats.find((chat) => chat.chatId === room.chatId);
      if (!before || isHere(before, given)) return [];
      return strangers.flatMap((chat) => roomPair(room, before, chat) ?? []);
    });
}

function roomPair(room: Room, before: SeenChat, now: SeenChat): Pair | null {
  const name = now.name.trim();
  if (name === '' || (name !== before.name.trim() && name !== room.name)) return null;
  const names = new Set(before.members.map((member) => member.name));
  const same = now.members.filter((member) => names.has(member.name)).length;
  const smaller = Math.min(before.members.length, now.members.length);
  if (smaller === 0 || same * 2 < smaller) return null;
  const why: WhySame = { what: 'room', people: now.members.length, same };
  return { what: 'room', oldId: room.chatId, newId: now.chatId, name, why };
}

function isHere({ seenAt, goneAt }: SeenChat, { loggedInAt }: Sightings): boolean {
  return goneAt === null && seenAt >= loggedInAt;
}

function isGroup({ chatId }: SeenChat): boolean {
  return personOf(chatId) === null;
}

/** Somebody unknown with the name of a member of staff, in a room where they belong and are not seen any more. */
function accountPairs(given: Sightings, rooms: readonly Pair[]): readonly Pair[] {
  const { network, directory, chats } = given;
  const moved = new Map(rooms.map((pair) => [pair.newId, pair.oldId]));
  const pairs = chats
    .filter((chat) => isHere(chat, given))
    .flatMap((chat) => {
      const room = directory.room(roomId(network, moved.get(chat.chatId) ?? chat.chatId));
      return room ? strangersIn(chat, room, given) : [];
    });
  return [...new Map(pairs.map((pair) => [`${pair.oldId} ${pair.newId}`, pair])).values()];
}

function strangersIn(chat: SeenChat, room: Room, given: Sightings): readonly Pair[] {
  const { network, directory } = given;
  const unknown = chat.members.filter(({ accountId }) => !directory.staffByAccount(network, accountId));
  return directory.organisation.staff.flatMap((staff) => {
    const oldId = staff.accounts.find((account) => account.network === network)?.accountId;
    if (oldId === undefined || !belongs(staff, room, directory) || isSeen(oldId, given)) return [];
    const names = namesOf(staff, oldId, given);
    return unknown
      .filter((member) => names.has(member.name))
      .map(({ accountId, name }) => ({
        what: 'account' as const,
        oldId,
        newId: accountId,
        name: staff.name,
        why: { what: 'account' as const, room: chat.name, goesBy: name },
      }));
  });
}

/** By the name in the file, and by those they went by in the chats. */
function namesOf(staff: Staff, accountId: string, { chats }: Sightings): ReadonlySet<string> {
  const seen = chats.flatMap((chat) => chat.members.filter((member) => member.accountId === accountId));
  return new Set([staff.name, ...seen.map((member) => member.name)]);
}

function isSeen(accountId: string, given: Sightings): boolean {
  return given.chats.some(
    (chat) => isHere(chat, given) && chat.members.some((member) => member.accountId === accountId),
  );
}

function belongs(staff: Staff, room: Room, directory: Directory): boolean {
  const place = directory.scopeOf(room.scope);
  return staff.posts.some((post) => {
    const at = directory.scopeOf(post.at);
    if (!at || !place || at.streetId !== place.streetId) return false;
    return at.communityId === null || place.communityId === null || at.communityId === place.communityId;
  });
}
