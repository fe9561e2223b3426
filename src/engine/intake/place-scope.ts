import type { Scope } from '../org/directory.ts';
import type { EstateEntry, NamedPlaceEntry, PlaceIndex } from './talk.ts';
import { fold } from './text.ts';

const RESIDENTIAL =
  /(?:住宅小区|小区|花园|花苑|佳苑|雅苑|新村|新城|家园|公寓|华庭|名邸|公馆|苑|府|里|城|湾|庭|园|村|居)$/;
const FRONTAGE = /(?:沿街|临街)?(?:商铺|门面|店铺|两侧|沿线)$/;

/** A name a resident may write, and what it can mean. */
export interface KnownName {
  written: string;
  /** As it is shown. */
  name: string;
  /** Empty for a compound. */
  named: readonly NamedPlaceEntry[];
  /** Names of compounds; several where they share a nickname. */
  estates: readonly string[];
}

/** Names by their first letter, longest first. */
export type Names = ReadonlyMap<string, readonly KnownName[]>;

const namesOf = new WeakMap<PlaceIndex, Names>();

/** All names of the index, the streets behind rows of shops, and nicknames. */
export function namesIn(index: PlaceIndex): Names {
  const known = namesOf.get(index);
  if (known) return known;
  const byWritten = new Map<string, KnownName>();
  for (const entry of index.named) for (const form of formsOf(entry)) add(byWritten, form);
  for (const { name, nicknames = [] } of index.estates) {
    for (const form of [name, ...nicknames])
      add(byWritten, { written: fold(form), name, named: [], estates: [name] });
  }
  const made = byFirstLetter([...byWritten.values()].filter(({ written }) => written.length > 1));
  namesOf.set(index, made);
  return made;
}

function formsOf(entry: NamedPlaceEntry): readonly KnownName[] {
  const full = fold(entry.name);
  const street = full.replace(FRONTAGE, '');
  const about = { named: [entry], estates: [] };
  // A building with a name of its own has its number besides, which is read as one.
  const formal = entry.key === undefined ? [{ written: full, name: entry.name, ...about }] : [];
  const short = street === full ? [] : [{ written: street, name: street, ...about }];
  const nicknames = entry.nicknames ?? [];
  return [
    ...formal,
    ...short,
    ...nicknames.map((one) => ({ written: fold(one), name: entry.name, ...about })),
  ];
}

/** What one word stands for is gathered, the full name of a place before what only begins like it. */
function add(names: Map<string, KnownName>, form: KnownName): void {
  const known = names.get(form.written);
  if (!known) {
    names.set(form.written, form);
    return;
  }
  const exact =
    fold(form.name) === form.written && fold(known.named[0]?.name ?? known.name) !== known.written;
  names.set(form.written, {
    ...(exact ? form : known),
    named: exact ? [...form.named, ...known.named] : [...known.named, ...form.named],
    estates: [...new Set([...known.estates, ...form.estates])],
  });
}

function byFirstLetter(names: readonly KnownName[]): Names {
  const grouped = new Map<string, KnownName[]>();
  for (const one of names.toSorted((a, b) => b.written.length - a.written.length)) {
    const first = one.written.charAt(0);
    grouped.set(first, [...(grouped.get(first) ?? []), one]);
  }
  return grouped;
}

/** `桂花苑` → `桂花`: how neighbours shorten a compound's name in front of a number. */
export function shortName(name: string): string {
  const short = fold(name).replace(RESIDENTIAL, '');
  return short.length >= 2 ? short : fold(name);
}

/** The entries a bare word of this room can mean: its grid's own, else its community's, else its street's. */
export function scopeLevels<T extends EstateEntry | NamedPlaceEntry>(
  all: readonly T[],
  scope: Scope | null,
): T[][] {
  if (!scope) return [[...all]];
  const levels: T[][] = [];
  if (scope.gridId) levels.push(all.filter((one) => one.gridId === scope.gridId));
  if (scope.communityId) levels.push(all.filter((one) => one.communityId === scope.communityId));
  else levels.push(all.filter((one) => one.streetId === undefined || one.streetId === scope.streetId));
  return levels;
}

/** Of entries that all fit, those nearest to the room. */
export function nearestOf<T extends EstateEntry | NamedPlaceEntry>(
  all: readonly T[],
  scope: Scope | null,
): readonly T[] {
  if (all.length < 2) return all;
  return scopeLevels(all, scope).find((level) => level.length > 0) ?? all;
}

const streetsOf = new WeakMap<PlaceIndex, Map<string, PlaceIndex>>();

/** The places of the room's street: what another street has under the same name is not ours. */
export function placesInStreet(index: PlaceIndex, scope: Scope | null): PlaceIndex {
  if (!scope) return index;
  const streets = streetsOf.get(index) ?? new Map<string, PlaceIndex>();
  streetsOf.set(index, streets);
  const known = streets.get(scope.streetId);
  if (known) return known;
  const ours = ({ streetId }: { streetId?: string }) => streetId === undefined || streetId === scope.streetId;
  const all = index.estates.every(ours) && index.named.every(ours);
  const made = all ? index : { estates: index.estates.filter(ours), named: index.named.filter(ours) };
  streets.set(scope.streetId, made);
  return made;
}

/** Entries together that are shown by one name, in the order of the file. */
export function grouped<T>(entries: readonly T[], nameOf: (entry: T) => string): [string, readonly T[]][] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups];
}
