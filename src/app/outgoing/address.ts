import { personOf, privateChatWith } from '../../chat/message.ts';
import type { Instant, Network, PersonId, RoomId, RoomKind } from '../../engine/glossary.ts';
import type { Audience } from '../../engine/notice.ts';
import type { Account, Room, Scope } from '../../engine/org/directory.ts';
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

/** What the networks can show and which of them are out of reach now. */
export interface Reach {
  /** Those that show cards: staff work best there. */
  cards: ReadonlySet<Network>;
  /** Avoided while another one leads to the same people. */
  down: ReadonlySet<Network>;
}

export const WHOLE_REACH: Reach = { cards: new Set(), down: new Set() };

interface Where {
  directory: Directory;
  ticket: Ticket;
  now: Instant;
  reach?: Reach;
}

type Around = Pick<Where, 'directory' | 'reach'>;

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
      return privateChat(audience.personId, where) ?? workerRoom(where, [audience.personId]);
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
  const network = networkOf(id);
  const chatId = localPart(id);
  const accountId = personOf(chatId);
  const staff = accountId === null ? null : directory.staffByAccount(network, accountId);
  return { network, chatId, roomId: null, mentions, toResidents: staff === null };
}

/** The private chat of a person with an account; of several, the one where they work. Null: no account. */
export function privateChat(personId: PersonId, around: Around): readonly Target[] | null {
  const account = bestAccount(personId, around);
  if (!account) return null;
  const chatId = privateChatWith(account.accountId);
  return [{ network: account.network, chatId, roomId: null, mentions: [], toResidents: false, personId }];
}

/** One that is within reach, in the network of their worker room, or else one that shows cards. */
function bestAccount(personId: PersonId, { directory, reach = WHOLE_REACH }: Around): Account | null {
  const staff = directory.staff(personId);
  if (!staff || staff.accounts.length < 2) return staff?.accounts[0] ?? null;
  const scopes = staff.posts.flatMap((post) => directory.scopeOf(post.at) ?? []);
  const home = scopes.flatMap((scope) => directory.rooms('worker', scope))[0]?.network;
  const rank = ({ network }: Account) =>
    (reach.down.has(network) ? 4 : 0) + (network === home ? 0 : reach.cards.has(network) ? 1 : 2);
  return staff.accounts.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

function targetOf(room: Room, mentions: readonly PersonId[]): Target {
  const toResidents = room.kind === 'resident' || room.kind === 'merchant';
  return { network: room.network, chatId: room.chatId, roomId: room.id, mentions, toResidents };
}

function residentRooms(where: Where): readonly Target[] {
  const { directory, ticket } = where;
  const parties = [ticket.reporter, ...ticket.followers];
  if (ticket.kind === 'tip-off') return unnamed(parties, where);
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
function unnamed(parties: readonly Party[], where: Where): readonly Target[] {
  const { directory, ticket } = where;
  if (isDone(ticket)) return parties.flatMap((party) => partyChat(party, where));
  const rooms = [...new Set(parties.map((party) => party.roomId))];
  return rooms.map((id) => targetOfRoom(id, directory, []));
}

/** A resident's own chat with the bot: residents have no file, their id is their account's. */
function partyChat({ personId, roomId }: Party, around: Around): readonly Target[] {
  const known = privateChat(personId, around);
  if (known) return known;
  const network = networkOf(personId);
  const chatId = privateChatWith(localPart(personId));
  return network !== ''
    ? [{ network, chatId, roomId: null, mentions: [], toResidents: true, personId }]
    : [targetOfRoom(roomId, around.directory, [])];
}

function workerRoom(where: Where, mentions: readonly PersonId[]): readonly Target[] {
  const room = roomFor(['worker', 'street'], where);
  return room ? [targetOf(room, mentions)] : mentions.flatMap((id) => privateChat(id, where) ?? []);
}

function streetRoom(where: Where): readonly Target[] {
  const room = roomFor(['street', 'worker'], where);
  return room ? [targetOf(room, [])] : [];
}

/** The nearest room of the first kind there is; one on a network that is down only when all are. */
function roomFor(
  kinds: readonly RoomKind[],
  { directory, ticket, reach = WHOLE_REACH }: Where,
): Room | undefined {
  const rooms = kinds.flatMap((kind) => directory.rooms(kind, scopeOfTicket(ticket)));
  return rooms.find((room) => !reach.down.has(room.network)) ?? rooms[0];
}

function holderOf(ticket: Ticket): readonly PersonId[] {
  return 'assigneeId' in ticket ? [ticket.assigneeId] : [];
}

function secretaryOf({ directory, ticket, now }: Where): readonly PersonId[] {
  const secretary = directory.secretaryOf(ticket.communityId, now);
  return secretary ? [secretary.id] : [];
}

/** The part before the first colon; of an id without one nothing that is a network. */
function networkOf(id: string): Network {
  return id.slice(0, Math.max(id.indexOf(':'), 0));
}
