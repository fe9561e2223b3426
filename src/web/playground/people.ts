import { privateChatWith } from '../../chat/message.ts';
import type { Instant, RoomKind } from '../../engine/glossary.ts';
import type { Organisation, Room, Staff } from '../../engine/org/directory.ts';
import { type Directory, indexOrganisation } from '../../engine/org/lookup.ts';
import { PERSON_LABELS } from '../../text/playground.ts';
import type { DemoResident } from './demo/residents.ts';

/** Who may sit at the page. `id` is the account id on the network `playground`. */
export interface PlaygroundPerson {
  id: string;
  name: string;
  group: 'resident' | 'worker' | 'secretary' | 'street' | 'department' | 'observer';
  /** `网格员 · 第一网格`. */
  label: string;
  /** Chat ids of the groups the person belongs to; the private chat comes on top. */
  rooms: readonly string[];
}

export interface PlaygroundRoom {
  id: string;
  name: string;
  kind: RoomKind | 'private';
  members: number;
}

export interface Cast {
  people: readonly PlaygroundPerson[];
  rooms: readonly PlaygroundRoom[];
}

/** Sees every group and says nothing: for watching the story. */
export const OBSERVER_ID = 'observer';

/** People and groups of the playground as the organisation stands now. */
export function castOf(
  organisation: Organisation,
  given: { residents: readonly DemoResident[]; now: Instant },
): Cast {
  const directory = indexOrganisation(organisation);
  const rooms = organisation.rooms.filter((room) => room.network === 'playground');
  const staff = organisation.staff.flatMap((member) =>
    staffPerson(member, { directory, rooms, now: given.now }),
  );
  const people = [...residentsOf(rooms, given.residents), ...staff];
  return {
    people: [...people, observer(rooms)],
    rooms: rooms
      .map((room) => shownRoom(room, people))
      .sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || b.members - a.members),
  };
}

const KIND_ORDER: readonly PlaygroundRoom['kind'][] = ['resident', 'merchant', 'worker', 'street', 'private'];

/** The bot is a member too. */
function shownRoom(room: Room, people: readonly PlaygroundPerson[]): PlaygroundRoom {
  const members = people.filter((person) => person.rooms.includes(room.chatId)).length + 1;
  return { id: room.chatId, name: room.name, kind: room.kind, members };
}

export function privateChatOf(personId: string): string {
  return privateChatWith(personId);
}

/** Whether the person may read and write there. */
export function belongsTo(person: PlaygroundPerson, chatId: string): boolean {
  return person.rooms.includes(chatId) || chatId === privateChatOf(person.id);
}

function observer(rooms: readonly Room[]): PlaygroundPerson {
  const label = '看得到所有群,只看不说';
  return {
    id: OBSERVER_ID,
    name: '旁观者',
    group: 'observer',
    label,
    rooms: rooms.map((room) => room.chatId),
  };
}

/** The demo's residents; in a neighbourhood of one's own, two invented ones for each residents' group. */
function residentsOf(rooms: readonly Room[], residents: readonly DemoResident[]): PlaygroundPerson[] {
  const open = rooms.filter((room) => room.kind === 'resident' || room.kind === 'merchant');
  const known = residents.filter((resident) => open.some((room) => room.chatId === resident.room));
  const homeless = open.filter((room) => !known.some((resident) => resident.room === room.chatId));
  const invented = homeless.flatMap((room) =>
    ['甲', '乙'].map((letter) => ({
      id: `${room.chatId}-${letter}`,
      name: `居民${letter}`,
      home: room.name,
      room: room.chatId,
    })),
  );
  return [...known, ...invented].map(({ id, name, home, room }) => ({
    id,
    name,
    group: 'resident',
    label: `${PERSON_LABELS.resident} · ${home}`,
    rooms: [room],
  }));
}

interface StaffContext {
  directory: Directory;
  rooms: readonly Room[];
  now: Instant;
}

function staffPerson(staff: Staff, context: StaffContext): PlaygroundPerson[] {
  const account = staff.accounts.find((one) => one.network === 'playground');
  const post = staff.posts.find((one) => one.until === null || one.until > context.now);
  if (!account || !post) return [];
  const group = groupOf(staff, post.at, context);
  return [
    {
      id: account.accountId,
      name: staff.name,
      group,
      label: `${PERSON_LABELS[group]} · ${context.directory.nameOf(post.at) ?? post.at}`,
      rooms: context.rooms
        .filter((room) => sits(group, post.at, { room, context }))
        .map((room) => room.chatId),
    },
  ];
}

function groupOf(staff: Staff, at: string, { directory, now }: StaffContext): PlaygroundPerson['group'] {
  const scope = directory.scopeOf(at);
  const roles = scope ? directory.rolesAt(staff.id, scope, now) : [];
  const order = ['street', 'secretary', 'department', 'worker'] as const;
  return order.find((role) => roles.includes(role)) ?? 'worker';
}

/** Staff sit in the groups of their own community; secretaries and the street also in the street's. */
function sits(
  group: PlaygroundPerson['group'],
  at: string,
  { room, context }: { room: Room; context: StaffContext },
): boolean {
  if (room.kind === 'street') return group !== 'worker';
  if (group === 'department') return false;
  if (group === 'street') return room.kind === 'worker';
  const own = context.directory.scopeOf(at)?.communityId ?? null;
  const theirs = context.directory.scopeOf(room.scope)?.communityId ?? null;
  return own === null || theirs === null || own === theirs;
}
