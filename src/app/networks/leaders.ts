import { privateChatWith } from '../../chat/message.ts';
import type { Instant, Network } from '../../engine/glossary.ts';
import type { Scope, Staff } from '../../engine/org/directory.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { type Target, targetOfRoom } from '../outgoing/address.ts';

/** How leaders can be reached now. */
export interface Reaching {
  directory: Directory;
  now: Instant;
  /** Networks that would not carry it. */
  avoid: ReadonlySet<Network>;
}

/** Whoever answers for a place: the community's secretary, else the street's administrators. */
export function leaderChats(scope: Scope, reach: Reaching): readonly Target[] {
  const { directory, now } = reach;
  const secretary = scope.communityId === null ? null : directory.secretaryOf(scope.communityId, now);
  const leaders = secretary ? [secretary] : directory.streetAdmins(scope.streetId, now);
  return reached(leaders, scope, reach);
}

/** The street's administrators. */
export function administratorChats(scope: Scope, reach: Reaching): readonly Target[] {
  const street: Scope = { ...scope, communityId: null, gridId: null };
  return reached(reach.directory.streetAdmins(scope.streetId, reach.now), street, reach);
}

/** Each by a chat of their own; when nobody has one, the staff's room is told instead. */
function reached(leaders: readonly Staff[], scope: Scope, reach: Reaching): readonly Target[] {
  const own = leaders.flatMap((leader) => privateChatOf(leader, reach));
  if (own.length > 0) return own;
  const { directory, avoid } = reach;
  const rooms = [...directory.rooms('worker', scope), ...directory.rooms('street', scope)];
  const room = rooms.find((one) => !avoid.has(one.network));
  return room ? [targetOfRoom(room.id, directory, [])] : [];
}

function privateChatOf(staff: Staff, { avoid }: Reaching): readonly Target[] {
  const account = staff.accounts.find((one) => !avoid.has(one.network));
  if (!account) return [];
  const { network, accountId } = account;
  const chatId = privateChatWith(accountId);
  return [{ network, chatId, roomId: null, mentions: [], toResidents: false, personId: staff.id }];
}

export function distinct(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map((target) => [`${target.network}:${target.chatId}`, target])).values()];
}
