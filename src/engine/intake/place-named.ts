import type { Place } from '../ticket/ticket.ts';
import type { PlaceAt } from './place-at.ts';
import { anyOf, foundAt } from './place-at.ts';
import { commonParts } from './place-common.ts';
import { isRoad, junction, namedDetail, roadDetail, unknownRoads } from './place-road.ts';
import type { KnownName } from './place-scope.ts';
import { grouped, namesIn, nearestOf, scopeLevels, shortName } from './place-scope.ts';
import type { EstateEntry, NamedPlaceEntry, ReadContext } from './talk.ts';
import { fold } from './text.ts';
import { findWords, listOf } from './words.ts';

const LIVES_IN =
  /(?:住在?|隔壁的?|旁边的?|对面的?|人家)(?<name>[\u4e00-\u9fff]{2,6}?(?:小区|花园|花苑|佳苑|雅苑|新村|新城|家园|公寓|华庭|名邸|公馆|苑|府|国际))/g;
const MAX_FOUND = 6;
const MAX_NAMES = 12;
/** What makes a kind of place a spot: 「小学门口」, not 「小学招生」. */
const SPOT = /^(?:里|内|外|那|这|门|旁|边|对面|附近|后|前|侧|东|南|西|北|口|上的|的(?:路|井|灯|门|围|厕))/;

/** Named places, roads, junctions, common parts and estates of a folded text, in order. */
export function findNamed(text: string, ctx: ReadContext): readonly PlaceAt[] {
  const known = knownNames(text, ctx);
  const roads = unknownRoads(text, ctx).filter((one) => !known.some((other) => overlaps(one, other)));
  const named = junction(text, [...known, ...roads]);
  const common = commonParts(text, ctx).filter((one) => !named.some((other) => overlaps(one, other)));
  const all = [...named, ...common, ...otherHomes(text, ctx)];
  return all.some(({ rank }) => rank > 0) ? all : [...all, ...byKind(text, ctx)];
}

function overlaps(a: PlaceAt, b: PlaceAt): boolean {
  return a.at < b.end && a.end > b.at;
}

function knownNames(text: string, ctx: ReadContext): readonly PlaceAt[] {
  const byFirst = namesIn(ctx.places);
  const found: PlaceAt[] = [];
  for (let at = 0; at < text.length && found.length < MAX_NAMES; at++) {
    const name = byFirst.get(text.charAt(at))?.find(({ written }) => text.startsWith(written, at));
    if (!name) continue;
    const one =
      name.named.length > 0
        ? namedAt(name, at, { text, ctx })
        : (houseAt(name, at, { text, ctx }) ?? estateAt(name, at, ctx));
    found.push(one);
    at = one.end - 1;
  }
  return found;
}

function namedAt(name: KnownName, at: number, { text, ctx }: { text: string; ctx: ReadContext }): PlaceAt {
  const end = at + name.written.length;
  const entries = nearestOf(meant(name), ctx.scope);
  const detail = isRoad(name.name) ? roadDetail(text, end, ctx) : namedDetail(text, end, ctx);
  const shown = (entry: NamedPlaceEntry) => (fold(name.name) === name.written ? name.name : entry.name);
  const byName = grouped(entries, shown);
  const places = byName.map(([known, same]) => placeOf(known, same, detail.words));
  return anyOf(places, { text, at, end: end + detail.length, rank: 2 });
}

/** Those that bear the very name, before those that only begin with it. */
function meant({ named, written }: KnownName): readonly NamedPlaceEntry[] {
  const exact = named.filter(
    ({ name, nicknames = [] }) => fold(name) === written || nicknames.some((one) => fold(one) === written),
  );
  return exact.length > 0 ? exact : named;
}

/** One name in several grids leaves the grid open. */
function placeOf(name: string, entries: readonly NamedPlaceEntry[], detail: string): Place {
  const [first] = entries;
  const gridId = first && entries.every((one) => one.gridId === first.gridId) ? first.gridId : null;
  const communityId =
    first && entries.every((one) => one.communityId === first.communityId) ? first.communityId : null;
  const key = first?.key ?? `${gridId ?? communityId ?? '-'}/${name}`;
  return { text: name + detail, key, gridId, communityId };
}

/** 「榕树街38号」 of a street whose houses the file counts. */
function houseAt(
  { written, estates }: KnownName,
  at: number,
  { text, ctx }: { text: string; ctx: ReadContext },
): PlaceAt | null {
  const from = at + written.length;
  const [house, number] = /^(\d{1,4})号(?!楼|线)/.exec(text.slice(from, from + 6)) ?? [];
  const entry = ctx.places.estates.find(
    (one) => one.unit === '号' && estates.includes(one.name) && isIn(one, Number(number)),
  );
  if (house === undefined || !entry) return null;
  const detail = namedDetail(text, from + house.length, ctx);
  const { name, gridId, communityId } = entry;
  const place = {
    text: `${name}${house}${detail.words}`,
    key: `${gridId}/${name}/${number}`,
    gridId,
    communityId,
  };
  return foundAt(place, { text, at, end: from + house.length + detail.length, rank: 3 });
}

function isIn({ fromBuilding, toBuilding }: EstateEntry, number: number): boolean {
  return number >= fromBuilding && number <= toBuilding;
}

/** A compound by its name alone: its grid is known only if all of it lies in one. */
function estateAt({ written, estates }: KnownName, at: number, ctx: ReadContext): PlaceAt {
  const entries = nearestOf(
    ctx.places.estates.filter((one) => estates.includes(one.name)),
    ctx.scope,
  );
  const byName = grouped(entries, (one) => one.name);
  const places = byName.map(([name, [first, ...others]]) => {
    const gridId = first && others.every((one) => one.gridId === first.gridId) ? first.gridId : null;
    const communityId = first?.communityId ?? null;
    return { text: name, key: `${gridId ?? communityId}/${name}`, gridId, communityId };
  });
  const found = anyOf(places, { text: written, at: 0, end: written.length, rank: 0 });
  return { ...found, at, end: at + written.length, written: found.place?.text ?? written };
}

/** 「我妹住紫金府」: a compound that nobody here looks after. */
function otherHomes(text: string, ctx: ReadContext): readonly PlaceAt[] {
  if (ctx.places.estates.length === 0) return [];
  const found: PlaceAt[] = [];
  for (const home of text.matchAll(LIVES_IN)) {
    const name = home.groups?.['name'] ?? '';
    const ours = ctx.places.estates.some((one) => name.includes(shortName(one.name)));
    const at = home.index;
    const end = at + home[0].length;
    if (!ours && !/[我这本]/.test(name))
      found.push({ at, end, rank: 1, written: name, place: null, candidates: [], elsewhere: true });
    if (found.length >= MAX_FOUND) break;
  }
  return found;
}

/** 「菜场」 where the neighbourhood has one market only; of several, where one is a spot, which is asked. */
function byKind(text: string, ctx: ReadContext): readonly PlaceAt[] {
  const here = scopeLevels(ctx.places.named, ctx.scope).at(-1) ?? [];
  for (const { word, at, end } of findWords(text, listOf(ctx.policy, 'placeKind'))) {
    const fitting = here.filter(({ name, key }) => key === undefined && name.endsWith(word));
    if (fitting.length === 0) continue;
    const several = new Set(fitting.map(({ name }) => name)).size > 1;
    if (several && !SPOT.test(text.slice(end, end + 4))) continue;
    const detail = namedDetail(text, end, ctx);
    const byName = grouped(fitting, ({ name }) => name);
    const places = byName.map(([name, same]) => placeOf(name, same, detail.words));
    return [anyOf(places, { text, at, end: end + detail.length, rank: several ? 1 : 2 })];
  }
  return [];
}
