import { isDeepStrictEqual } from 'node:util';
import type { Organisation, Staff } from '../../engine/org/directory.ts';

export type PartName = 'streets' | 'communities' | 'grids' | 'staff' | 'rooms';

/** What an import does to one part: names, for telling. `kept`: known before and not in the file. */
export interface PartChange {
  part: PartName;
  added: readonly string[];
  changed: readonly string[];
  unchanged: number;
  kept: readonly string[];
}

export interface Merge {
  organisation: Organisation;
  changes: readonly PartChange[];
  /** Accounts of the file that somebody else already has: nothing may be saved then. */
  conflicts: readonly string[];
}

interface Thing {
  id: string;
  name: string;
}

/**
 * The organisation after an import: what the file names is as the file says, what it does not name stays. Accounts
 * bound by code stay too, unless the file gives the person another account of that network.
 */
export function mergeOrganisation(current: Organisation, file: Organisation): Merge {
  const streets = mergePart('streets', current.streets, file.streets);
  const communities = mergePart('communities', current.communities, file.communities);
  const grids = mergePart('grids', current.grids, file.grids);
  const staff = mergePart('staff', current.staff, withBoundAccounts(current.staff, file.staff));
  const rooms = mergePart('rooms', current.rooms, file.rooms);
  return {
    organisation: {
      streets: streets.things,
      communities: communities.things,
      grids: grids.things,
      staff: staff.things,
      rooms: rooms.things,
      leaves: current.leaves,
    },
    changes: [streets, communities, grids, staff, rooms].map(({ change }) => change),
    conflicts: accountConflicts(staff.things),
  };
}

export function changesNothing(changes: readonly PartChange[]): boolean {
  return changes.every(({ added, changed }) => added.length + changed.length === 0);
}

function mergePart<T extends Thing>(part: PartName, current: readonly T[], file: readonly T[]) {
  const before = new Map(current.map((thing) => [thing.id, thing]));
  const named = new Set(file.map(({ id }) => id));
  const kept = current.filter(({ id }) => !named.has(id));
  const added = file.filter(({ id }) => !before.has(id));
  const same = file.filter((thing) => isDeepStrictEqual(unordered(before.get(thing.id)), unordered(thing)));
  const changed = file.filter((thing) => before.has(thing.id) && !same.includes(thing));
  const change: PartChange = {
    part,
    added: added.map(label),
    changed: changed.map(label),
    unchanged: same.length,
    kept: kept.map(label),
  };
  return { change, things: [...file, ...kept] };
}

/** Accounts, posts and places mean the same in any order; a store may give them back in another one. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(unordered(item))).sort();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, unordered(inner)]));
}

function label({ id, name }: Thing): string {
  return `${name}(${id})`;
}

function withBoundAccounts(current: readonly Staff[], file: readonly Staff[]): Staff[] {
  const before = new Map(current.map((person) => [person.id, person]));
  return file.map((person) => {
    const networks = new Set(person.accounts.map(({ network }) => network));
    const bound = (before.get(person.id)?.accounts ?? []).filter(({ network }) => !networks.has(network));
    return { ...person, accounts: [...person.accounts, ...bound] };
  });
}

function accountConflicts(staff: readonly Staff[]): string[] {
  const holders = new Map<string, Staff>();
  return staff.flatMap((person) =>
    person.accounts.flatMap(({ network, accountId }) => {
      const key = `${network}:${accountId}`;
      const holder = holders.get(key);
      holders.set(key, holder ?? person);
      return holder
        ? [`账号「${key}」同时属于${label(holder)}和${label(person)},一个账号只能属于一个人。`]
        : [];
    }),
  );
}
