import type { Instant, PersonId, RoomKind, StreetId } from '../../engine/glossary.ts';
import type { Room } from '../../engine/org/directory.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { privateChat, type Reach, type Target, targetOfRoom } from '../outgoing/address.ts';

/** Where a street's month is told. */
export interface Reaching {
  directory: Directory;
  now: Instant;
  reach: Reach;
}

/** A room with the community whose it is; null: of the whole street. */
export interface RoomOf {
  target: Target;
  communityId: string | null;
}

/** Every room of a kind that lies in the street. */
export function roomsIn(streetId: StreetId, kind: RoomKind, { directory }: Reaching): readonly RoomOf[] {
  return directory.organisation.rooms
    .filter((room) => room.kind === kind)
    .flatMap((room) => {
      const scope = directory.scopeOf(room.scope);
      return scope?.streetId === streetId
        ? [{ target: chatOf(room, directory), communityId: scope.communityId }]
        : [];
    });
}

function chatOf({ id }: Room, directory: Directory): Target {
  return targetOfRoom(id, directory, []);
}

/** Somebody's own chat with the bot; nothing where they have no account: what is private goes to no room instead. */
export function alone(personId: PersonId, reaching: Reaching): readonly Target[] {
  return privateChat(personId, reaching) ?? [];
}

export function administratorsOf(streetId: StreetId, { directory, now }: Reaching): readonly PersonId[] {
  return directory.streetAdmins(streetId, now).map(({ id }) => id);
}

/** Who leads each community, those on duty first. */
export function secretariesOf(
  streetId: StreetId,
  { directory, now }: Reaching,
): readonly { personId: PersonId; communityId: string }[] {
  return directory.organisation.communities
    .filter((community) => community.streetId === streetId)
    .flatMap(({ id }) => {
      const secretary = directory.secretaryOf(id, now);
      return secretary ? [{ personId: secretary.id, communityId: id }] : [];
    });
}
