import type { Instant, Network, PersonId, RoomId } from '../../engine/glossary.ts';
import type { Audience } from '../../engine/notice.ts';
import type { Room, Scope } from '../../engine/org/directory.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { isDone } from '../../engine/ticket/standing.ts';
import type { Party, Ticket } from '../../engine/ticket/ticket.ts';
import { localPart } from '../keys.ts';

/** One chat a notice goes to, and whom it names there. */
export interface Target {
  network: Network;
  chatId: string;
  roomId: RoomId | null;
  mentions: readonly PersonId[];
  toResidents: boolean;
  /** Whose private chat it is. */
  personId?: PersonId;
}

/** A private chat has no room: edges take `dm:` and an account id for it. */
export const PRIVATE_PREFIX = 'dm:';

interface Where {
  directory: Directory;
  ticket: Ticket;
  now: Instant;
}

/** Turns an audience into chats. A missing room falls back on the next one up, so that nothing is lost in silence. */
export function targetsOf(audience: Audience, where: Where): readonly Target[] {
  switch (audience.type) {
    case 'residents':
      return residentRooms(where);
    case 'workers':
      return workerRoom(where, holderOf(where.ticket));
    case 'secretary':
      return workerRoom(where, secretaryOf(where));
    case 'street':
      return streetRoom(where);
    case 'person':
      return privateChat(audience.personId, where.directory) ?? workerRoom(where, [audience.personId]);
    case 'room':
      return [targetOfRoom(audience.roomId, where.directory, [])];
    default:
      return audience satisfies never;
  }
}

export function scopeOfTicket(ticket: Pick<Ticket, 'streetId' | 'communityId' | 'gridId'>): Scope {
  return { streetId: ticket.streetId, communityId: ticket.communityId, gridId: ticket.gridId };
}

/** A room by its id, private chats included. */
export function targetOfRoom(id: RoomId, directory: Directory, mentions: readonly PersonId[]): Target {
  const room = directory.room(id);
  if (room) return targetOf(room, mentions);
  const network = asNetwork(id.slice(0, id.indexOf(':')));
  const chatId = localPart(id);
  const staff = directory.staffByAccount(network, chatId.slice(PRIVATE_PREFIX.length));
  return { network, chatId, roomId: null, mentions, toResidents: staff === null };
}

/** The private chat of a person with an account, preferring the one where staff work. */
export function privateChat(personId: PersonId, directory: Directory): readonly Target[] | null {
  const account = directory.staff(personId)?.accounts[0];
  if (!account) return null;
  const chatId = PRIVATE_PREFIX + account.accountId;
  return [{ network: account.network, chatId, roomId: null, mentions: [], toResidents: false, personId }];
}

function targetOf(room: Room, mentions: readonly PersonId[]): Target {
  const toResidents = room.kind === 'resident' || room.kind === 'merchant';
  return { network: room.network, chatId: room.chatId, roomId: room.id, mentions, toResidents };
}

function residentRooms({ directory, ticket }: Where): readonly Target[] {
  const parties = [ticket.reporter, ...ticket.followers];
  if (ticket.kind === 'tip-off') return unnamed(parties, { directory, ticket });
  const rooms = [...new Set(parties.map((party) => party.roomId))];
  return rooms.map((id) =>
    targetOfRoom(
      id,
      directory,
      parties.filter((party) => party.roomId === id).map((party) => party.personId),
    ),
  );
}

/** Whoever tips off is called by name in no room: what was found is told to each alone (rules.md 2). */
function unnamed(
  parties: readonly Party[],
  { directory, ticket }: Pick<Where, 'directory' | 'ticket'>,
): readonly Target[] {
  if (isDone(ticket)) return parties.flatMap((party) => partyChat(party, directory));
  const rooms = [...new Set(parties.map((party) => party.roomId))];
  return rooms.map((id) => targetOfRoom(id, directory, []));
}

/** A resident's own chat with the bot: residents have no file, their id is their account's. */
function partyChat({ personId, roomId }: Party, directory: Directory): readonly Target[] {
  const known = privateChat(personId, directory);
  if (known) return known;
  const network = asNetwork(personId.slice(0, personId.indexOf(':')));
  const chatId = PRIVATE_PREFIX + localPart(personId);
  return personId.startsWith(`${network}:`)
    ? [{ network, chatId, roomId: null, mentions: [], toResidents: true, personId }]
    : [targetOfRoom(roomId, directory, [])];
}

function workerRoom({ directory, ticket }: Where, mentions: readonly PersonId[]): readonly Target[] {
  const scope = scopeOfTicket(ticket);
  const room = directory.rooms('worker', scope)[0] ?? directory.rooms('street', scope)[0];
  return room ? [targetOf(room, mentions)] : mentions.flatMap((id) => privateChat(id, directory) ?? []);
}

function streetRoom({ directory, ticket }: Where): readonly Target[] {
  const scope = scopeOfTicket(ticket);
  const room = directory.rooms('street', scope)[0] ?? directory.rooms('worker', scope)[0];
  return room ? [targetOf(room, [])] : [];
}

function holderOf(ticket: Ticket): readonly PersonId[] {
  return 'assigneeId' in ticket ? [ticket.assigneeId] : [];
}

function secretaryOf({ directory, ticket, now }: Where): readonly PersonId[] {
  const secretary = directory.secretaryOf(ticket.communityId, now);
  return secretary ? [secretary.id] : [];
}

function asNetwork(text: string): Network {
  return text === 'lark' || text === 'wechat' ? text : 'playground';
}
