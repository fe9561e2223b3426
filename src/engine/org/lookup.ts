import type {
  CommunityId,
  GridId,
  Instant,
  Network,
  PersonId,
  Role,
  RoomId,
  RoomKind,
  StreetId,
} from '../glossary.ts';
import type { Organisation, Post, Room, Scope, Staff } from './directory.ts';
import { POST_RULES } from './post-roles.ts';
import { indexTree, type Tree } from './tree.ts';

/** The organisation, ready to be asked. Immutable: an import or a binding makes a new one. */
export interface Directory {
  organisation: Organisation;
  room(id: RoomId): Room | null;
  staff(personId: PersonId): Staff | null;
  staffByAccount(network: Network, accountId: string): Staff | null;
  scopeOf(id: string): Scope | null;
  /** The name of a street, community, grid, room or staff member; the id itself when nobody knows it. */
  nameOf(id: string): string;
  /** `resident` for everybody, and what their posts of that day give them at this place. */
  rolesAt(personId: PersonId, scope: Scope, now: Instant): readonly Role[];
  /** Rooms of a kind that cover the place: the grid's before the community's before the street's. */
  rooms(kind: RoomKind, scope: Scope): readonly Room[];
  /** The one on duty who stands first; when all are on leave, still the first, so that somebody is named. */
  secretaryOf(communityId: CommunityId, now: Instant): Staff | null;
  streetAdmins(streetId: StreetId, now: Instant): readonly Staff[];
  /** With a grid its own workers; without one everybody in the community who works and is no secretary there. */
  workersOf(place: { communityId: CommunityId; gridId: GridId | null }, now: Instant): readonly Staff[];
  onLeave(personId: PersonId, now: Instant): boolean;
  /** By id, else by exact name, else by part of the name; within a scope only those with a post there. */
  findStaff(nameOrId: string, scope: Scope | null): readonly Staff[];
}

/** Everything the closures below share. */
interface Index {
  organisation: Organisation;
  tree: Tree;
  staff: ReadonlyMap<PersonId, Staff>;
  accounts: ReadonlyMap<string, Staff>;
  rooms: ReadonlyMap<RoomId, Room>;
  /** Rooms by the id of their scope. */
  roomsAt: ReadonlyMap<string, readonly Room[]>;
  /** Staff by every street, community and grid that one of their posts lies in. */
  staffIn: ReadonlyMap<string, readonly Staff[]>;
}

/** Indexes an organisation once, so that each message asks by key. */
export function indexOrganisation(organisation: Organisation): Directory {
  const index = buildIndex(organisation);
  return {
    organisation,
    room: (id) => index.rooms.get(id) ?? null,
    staff: (personId) => index.staff.get(personId) ?? null,
    staffByAccount: (network, accountId) => index.accounts.get(accountKey(network, accountId)) ?? null,
    scopeOf: (id) => index.tree.scopeOf(id),
    nameOf: (id) => index.tree.nameOf(id) ?? index.staff.get(id)?.name ?? index.rooms.get(id)?.name ?? id,
    rolesAt: (personId, scope, now) => rolesAt(index, index.staff.get(personId), { scope, now }),
    rooms: (kind, scope) => roomsCovering(index, scope).filter((room) => room.kind === kind),
    secretaryOf: (communityId, now) => secretaryOf(index, communityId, now),
    streetAdmins: (streetId, now) =>
      staffIn(index, streetId).filter((person) => holds(person, now, (post) => post.post === 'street-admin')),
    workersOf: (place, now) => workersOf(index, place, now),
    onLeave: (personId, now) => onLeave(organisation, personId, now),
    findStaff: (nameOrId, scope) => findStaff(index, nameOrId, scope),
  };
}

function buildIndex(organisation: Organisation): Index {
  const tree = indexTree(organisation);
  const accounts = organisation.staff.flatMap((person) =>
    person.accounts.map((account) => [accountKey(account.network, account.accountId), person] as const),
  );
  return {
    organisation,
    tree,
    staff: new Map(organisation.staff.map((person) => [person.id, person])),
    accounts: new Map(accounts),
    rooms: new Map(organisation.rooms.map((room) => [room.id, room])),
    roomsAt: indexRooms(organisation.rooms),
    staffIn: indexPosts(organisation, tree),
  };
}

function indexRooms(rooms: readonly Room[]): ReadonlyMap<string, readonly Room[]> {
  const byScope = new Map<string, Room[]>();
  for (const room of rooms) {
    const known = byScope.get(room.scope);
    if (known === undefined) byScope.set(room.scope, [room]);
    else known.push(room);
  }
  return byScope;
}

function indexPosts(organisation: Organisation, tree: Tree): ReadonlyMap<string, readonly Staff[]> {
  const sets = new Map<string, Set<Staff>>();
  for (const person of organisation.staff) {
    for (const id of person.posts.flatMap((post) => tree.pathOf(post.at))) {
      sets.set(id, (sets.get(id) ?? new Set()).add(person));
    }
  }
  return new Map([...sets].map(([id, people]) => [id, [...people]]));
}

function accountKey(network: Network, accountId: string): string {
  return `${network}:${accountId}`;
}

function staffIn(index: Index, id: string): readonly Staff[] {
  return index.staffIn.get(id) ?? [];
}

function inForce(post: Post, now: Instant): boolean {
  return post.since <= now && (post.until === null || now < post.until);
}

function holds(person: Staff, now: Instant, test: (post: Post) => boolean): boolean {
  return person.posts.some((post) => inForce(post, now) && test(post));
}

function rolesAt(
  index: Index,
  person: Staff | undefined,
  { scope, now }: { scope: Scope; now: Instant },
): readonly Role[] {
  const posts = (person?.posts ?? []).filter((post) => inForce(post, now) && reaches(index, post, scope));
  return [...new Set<Role>(['resident', ...posts.flatMap((post) => POST_RULES[post.post].roles)])];
}

/** A post below a community reaches all of it; one at the street itself, or of street reach, the whole street. */
function reaches(index: Index, post: Post, scope: Scope): boolean {
  const at = index.tree.scopeOf(post.at);
  if (at === null || at.streetId !== scope.streetId) return false;
  if (POST_RULES[post.post].reach === 'street' || at.communityId === null) return true;
  return at.communityId === scope.communityId;
}

function roomsCovering(index: Index, scope: Scope): readonly Room[] {
  const ids = [scope.gridId, scope.communityId, scope.streetId].filter((id) => id !== null);
  return ids.flatMap((id) => index.roomsAt.get(id) ?? []);
}

function secretaryOf(index: Index, communityId: CommunityId, now: Instant): Staff | null {
  const standing = Object.entries(POST_RULES).filter(([, rule]) => rule.reach === 'community');
  const secretaries = standing
    .filter(([, rule]) => rule.roles.includes('secretary'))
    .flatMap(([kind]) =>
      staffIn(index, communityId).filter((person) =>
        holds(person, now, (post) => post.post === kind && isIn(index, post, communityId)),
      ),
    );
  const onDuty = secretaries.find((person) => !onLeave(index.organisation, person.id, now));
  return onDuty ?? secretaries[0] ?? null;
}

function workersOf(
  index: Index,
  place: { communityId: CommunityId; gridId: GridId | null },
  now: Instant,
): readonly Staff[] {
  const { communityId, gridId } = place;
  const scopeId = gridId ?? communityId;
  const works = (post: Post) => POST_RULES[post.post].roles.includes('worker') && isIn(index, post, scopeId);
  const leads = (post: Post) =>
    POST_RULES[post.post].roles.includes('secretary') && isIn(index, post, communityId);
  return staffIn(index, scopeId).filter((person) => holds(person, now, works) && !holds(person, now, leads));
}

function isIn(index: Index, post: Post, id: string): boolean {
  return index.tree.pathOf(post.at).includes(id);
}

function onLeave(organisation: Organisation, personId: PersonId, now: Instant): boolean {
  return organisation.leaves.some(
    (leave) => leave.personId === personId && leave.from <= now && now < leave.until,
  );
}

function findStaff(index: Index, nameOrId: string, scope: Scope | null): readonly Staff[] {
  const wanted = nameOrId
    .trim()
    .replace(/^[@＠]/, '')
    .trim();
  if (wanted === '') return [];
  const inScope = scope?.gridId ?? scope?.communityId ?? scope?.streetId ?? null;
  const people = inScope === null ? index.organisation.staff : staffIn(index, inScope);
  const tests: readonly ((person: Staff) => boolean)[] = [
    (person) => person.id === wanted,
    (person) => person.name === wanted,
    (person) => person.name.includes(wanted),
  ];
  for (const test of tests) {
    const found = people.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}
