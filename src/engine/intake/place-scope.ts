import type { Scope } from '../org/directory.ts';
import type { EstateEntry, NamedPlaceEntry, PlaceIndex } from './talk.ts';
import { fold } from './text.ts';

const RESIDENTIAL =
  /(?:住宅小区|小区|花园|花苑|佳苑|雅苑|新村|新城|家园|公寓|华庭|名邸|公馆|苑|府|里|城|湾|庭|园|村|居)$/;
const FRONTAGE = /(?:沿街|临街)?(?:商铺|门面|店铺|两侧|沿线)$/;

/** A name a resident may write, and whether it is the full one. */
export interface KnownName {
  written: string;
  name: string;
  type: 'estate' | 'named';
}

interface Names {
  byFirst: ReadonlyMap<string, readonly KnownName[]>;
  byWritten: ReadonlyMap<string, KnownName>;
}

const ofIndex = new WeakMap<PlaceIndex, Names>();

/** All names of the index with their short forms (`桂花苑` is also `桂花` before a number), longest first. */
export function namesIn(index: PlaceIndex): Names {
  const known = ofIndex.get(index);
  if (known) return known;
  const all = [
    ...index.named.flatMap(({ name }) => forms(name, 'named')),
    ...index.estates.flatMap(({ name }) => forms(name, 'estate')),
  ];
  const byWritten = new Map<string, KnownName>();
  for (const one of all)
    if (one.written.length >= 2 && !byWritten.has(one.written)) byWritten.set(one.written, one);
  const made = { byFirst: byFirstLetter([...byWritten.values()]), byWritten };
  ofIndex.set(index, made);
  return made;
}

function byFirstLetter(names: KnownName[]): Map<string, KnownName[]> {
  const grouped = new Map<string, KnownName[]>();
  for (const one of names.sort((a, b) => b.written.length - a.written.length)) {
    const bucket = grouped.get(one.written.charAt(0));
    if (bucket) bucket.push(one);
    else grouped.set(one.written.charAt(0), [one]);
  }
  return grouped;
}

function forms(name: string, type: KnownName['type']): KnownName[] {
  const written = [fold(name)];
  const street = fold(name).replace(FRONTAGE, '');
  if (type === 'named') written.push(street);
  return written.map((form) => ({ written: form, name: form === fold(name) ? name : form, type }));
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
