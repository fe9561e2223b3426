import type { Place } from '../ticket/ticket.ts';
import type { BuildingMark } from './place-scan.ts';
import { nearestOf, scopeLevels, shortName } from './place-scope.ts';
import type { EstateEntry, PlaceIndex, ReadContext } from './talk.ts';
import { fold } from './text.ts';

/** What is known about a building before it is looked up. */
export interface Sought {
  building: string;
  mark: BuildingMark;
  /** Estate written in front of it, several where they share a short name; `null` when none was. */
  estates: readonly string[] | null;
  detail: string;
}

/** Every place a building can mean here. One: certain. None: a name nobody here has. */
export function placesOf(sought: Sought, ctx: ReadContext): readonly Place[] {
  if (sought.estates !== null) return inEstates(sought, sought.estates, ctx);
  for (const level of scopeLevels(ctx.places.estates, ctx.scope)) {
    const found = countedSo(
      level.filter((one) => holds(one, sought)),
      sought,
    );
    if (found.length > 0) return unique(found.map((one) => placeIn(one, sought, one.gridId)));
  }
  const lettered = letteredBlock(sought, ctx);
  if (lettered.length > 0) return lettered;
  return outside(sought, ctx);
}

function inEstates(sought: Sought, names: readonly string[], ctx: ReadContext): readonly Place[] {
  const own = ctx.places.estates.filter(({ name }) => names.includes(name));
  const found = nearestOf(
    own.filter((one) => holds(one, sought)),
    ctx.scope,
  );
  if (found.length > 0) return unique(found.map((one) => placeIn(one, sought, one.gridId)));
  const compounds = names.flatMap((name) => own.find((one) => one.name === name) ?? []);
  return unique(nearestOf(compounds, ctx.scope).map((one) => placeIn(one, sought, null)));
}

/** Outside every range: kept as text where the room has one estate only, without a grid. */
function outside(sought: Sought, ctx: ReadContext): readonly Place[] {
  if (ctx.places.estates.length === 0 && ctx.places.named.length === 0) return [unknown(sought)];
  if (sought.mark.counted === '组' || sought.mark.counted === '弄' || sought.mark.counted === '号') return [];
  const estates = scopeLevels(ctx.places.estates, ctx.scope).flat().filter(isCompound);
  const [first] = estates;
  if (!first || estates.some(({ name }) => name !== first.name)) return [];
  return [placeIn(first, sought, null)];
}

function letteredBlock(sought: Sought, ctx: ReadContext): readonly Place[] {
  if (sought.mark.counted !== '座') return [];
  const levels = scopeLevels(ctx.places.named, ctx.scope);
  const found = levels.flat().filter(({ name }) => name.endsWith(`${sought.building}座`));
  return unique(
    found.map(({ name, gridId, communityId }) => ({
      text: name + suffix(sought),
      key: `${gridId}/${name}`,
      gridId,
      communityId,
    })),
  );
}

function holds(entry: EstateEntry, { building, mark }: Sought): boolean {
  const number = Number(building);
  const unit = entry.unit ?? '号楼';
  const house = unit === '号楼' || unit === '号';
  const fits = mark.counted === unit || (house && (mark.counted === '号' || mark.counted === '号楼'));
  return fits && number >= entry.fromBuilding && number <= entry.toBuilding;
}

/** 「7栋」 is a building of the compound and not number 7 of the street, where there are both. */
function countedSo(entries: readonly EstateEntry[], { mark }: Sought): readonly EstateEntry[] {
  const exact = entries.filter((one) => mark.counted === (one.unit ?? '号楼'));
  return exact.length > 0 ? exact : entries;
}

function isCompound(entry: EstateEntry): boolean {
  return (entry.unit ?? '号楼') === '号楼';
}

function placeIn(entry: EstateEntry, sought: Sought, gridId: string | null): Place {
  const counted = sought.mark.counted === '座' ? '座' : (entry.unit ?? '号楼');
  return {
    text: `${entry.name}${sought.building}${counted}${suffix(sought)}`,
    key: `${gridId ?? entry.communityId}/${entry.name}/${sought.building}`,
    gridId,
    communityId: entry.communityId,
  };
}

function unknown(sought: Sought): Place {
  const counted = sought.mark.counted === '号' ? '号楼' : sought.mark.counted;
  return {
    text: `${sought.building}${counted}${suffix(sought)}`,
    key: `-/-/${sought.building}`,
    gridId: null,
    communityId: null,
  };
}

function suffix({ mark, detail }: Sought): string {
  return `${mark.unit === null ? '' : `${mark.unit}单元`}${mark.floor === null ? '' : `${mark.floor}楼`}${detail}`;
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [place.key, place])).values()];
}

/** The estates whose full or short name or nickname ends right before `at`, and where that name begins. */
export function estatesBefore(
  text: string,
  at: number,
  ctx: ReadContext,
): { names: readonly string[]; at: number } | null {
  const start = Math.max(0, at - REACH);
  const before = text.slice(start, at).replace(/[的那里 ·:,-]{0,6}$/, '');
  const ending = endingsOf(ctx.places).get(before.at(-1) ?? '') ?? [];
  const best = ending.find(({ written }) => before.endsWith(written));
  return best ? { names: best.names, at: start + before.length - best.written.length } : null;
}

const REACH = 20;

interface Ending {
  written: string;
  names: readonly string[];
}

const endings = new WeakMap<PlaceIndex, ReadonlyMap<string, readonly Ending[]>>();

/** Every way an estate is written, by its last letter, longest first; a district has hundreds of them. */
function endingsOf(places: PlaceIndex): ReadonlyMap<string, readonly Ending[]> {
  const known = endings.get(places);
  if (known) return known;
  const byWritten = new Map<string, string[]>();
  for (const entry of places.estates) {
    for (const written of formsOf(entry)) {
      const names = byWritten.get(written) ?? [];
      if (!names.includes(entry.name)) byWritten.set(written, [...names, entry.name]);
    }
  }
  const byLast = new Map<string, Ending[]>();
  const longestFirst = [...byWritten].sort(([a], [b]) => b.length - a.length);
  for (const [written, names] of longestFirst) {
    const last = written.at(-1) ?? '';
    byLast.set(last, [...(byLast.get(last) ?? []), { written, names }]);
  }
  endings.set(places, byLast);
  return byLast;
}

const PHASE = /[一二三四五六七八九1-9]期$/;
const DIGITS = '一二三四五六七八九';

/** A single letter is no name. `阳光花园二期` is also 「二期」 and 「2期」. */
function formsOf({ name, nicknames = [] }: EstateEntry): readonly string[] {
  const phase = PHASE.exec(name)?.[0] ?? '';
  const other = phase.replace(/^[一二三四五六七八九]/, (han) => String(DIGITS.indexOf(han) + 1));
  const forms = [fold(name), shortName(name), ...nicknames.map(fold), phase, other];
  return [...new Set(forms)].filter((form) => form.length > 1).flatMap((form) => [form, `${form}小区`]);
}
