import type { Place } from '../ticket/ticket.ts';
import type { BuildingMark } from './place-scan.ts';
import { scopeLevels, shortName } from './place-scope.ts';
import type { EstateEntry, PlaceIndex, ReadContext } from './talk.ts';
import { fold } from './text.ts';

/** What is known about a building before it is looked up. */
export interface Sought {
  building: string;
  mark: BuildingMark;
  /** Estate written in front of it; `null` when none was. */
  estate: string | null;
  detail: string;
}

/** Every place a building can mean here. One: certain. None: a name nobody here has. */
export function placesOf(sought: Sought, ctx: ReadContext): readonly Place[] {
  if (sought.estate !== null) return inEstate(sought, sought.estate, ctx);
  for (const level of scopeLevels(ctx.places.estates, ctx.scope)) {
    const found = level.filter((one) => holds(one, sought));
    if (found.length > 0) return unique(found.map((one) => placeIn(one, sought, one.gridId)));
  }
  const lettered = letteredBlock(sought, ctx);
  if (lettered.length > 0) return lettered;
  return outside(sought, ctx);
}

function inEstate(sought: Sought, estate: string, ctx: ReadContext): readonly Place[] {
  const own = ctx.places.estates.filter(({ name }) => fold(name) === fold(estate));
  const found = own.filter((one) => holds(one, sought));
  if (found.length > 0) return unique(found.map((one) => placeIn(one, sought, one.gridId)));
  const [first] = own;
  return first ? [placeIn(first, sought, null)] : [];
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
  const fits = mark.counted === unit || (unit === '号楼' && mark.counted === '号');
  return fits && number >= entry.fromBuilding && number <= entry.toBuilding;
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

/** The estate whose full or short name ends right before `at`, and where that name begins. */
export function estateBefore(
  text: string,
  at: number,
  ctx: ReadContext,
): { name: string; at: number } | null {
  const before = text.slice(Math.max(0, at - 20), at).replace(/[的那里 ]{0,3}$/, '');
  const ending = endingsOf(ctx.places).get(before.at(-1) ?? '') ?? [];
  const best = ending.find(({ written }) => before.endsWith(written));
  if (best === undefined) return null;
  return { name: best.name, at: Math.max(0, at - 20) + before.length - best.written.length };
}

interface Written {
  name: string;
  written: string;
}

const endings = new WeakMap<PlaceIndex, ReadonlyMap<string, readonly Written[]>>();

/** Every way an estate is written, by its last letter, longest first; a district has hundreds of them. */
function endingsOf(places: PlaceIndex): ReadonlyMap<string, readonly Written[]> {
  const known = endings.get(places);
  if (known) return known;
  const byWritten = new Map(places.estates.flatMap(formsOf).map((form) => [form.written, form]));
  const byLast = new Map<string, Written[]>();
  for (const form of [...byWritten.values()].sort((a, b) => b.written.length - a.written.length)) {
    const last = form.written.at(-1) ?? '';
    byLast.set(last, [...(byLast.get(last) ?? []), form]);
  }
  endings.set(places, byLast);
  return byLast;
}

/** A single letter is no name. */
function formsOf({ name }: EstateEntry): readonly Written[] {
  const forms = [fold(name), shortName(name)].flatMap((form) => [form, `${form}小区`]);
  return forms.filter((written) => written.length > 1).map((written) => ({ name, written }));
}
