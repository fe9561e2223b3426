import type { Place } from '../ticket/ticket.ts';
import type { PlaceAt } from './place-at.ts';
import type { KnownName } from './place-scope.ts';
import { namesIn, scopeLevels, shortName } from './place-scope.ts';
import type { ReadContext } from './talk.ts';
import { fold } from './text.ts';
import { findWords, listOf, wordAt } from './words.ts';

const ROAD = /(?:路|街|大道|巷|弄)$/;
const UNKNOWN_ROAD =
  /(?<=^|[^\u4e00-\u9fff]|[在到去从往条和与跟沿])(?![这那哪一马走过修铁线半各每道老在到去从往条和与跟沿])[\u4e00-\u9fff]{2,3}(?:路|大道|大街)(?=[口上边与和跟的段旁南北东西中交]|\d|[^\u4e00-\u9fff])/g;
const LIVES_IN =
  /(?:住在?|隔壁的?|旁边的?|对面的?|人家)(?<name>[\u4e00-\u9fff]{2,6}?(?:小区|花园|花苑|佳苑|雅苑|新村|新城|家园|公寓|华庭|名邸|公馆|苑|府|国际))/g;
const NUMBER = /\d{1,4}(?:-\d{1,4})?号(?!楼|线)/y;
const ZONE = /[的 ]?(?:[a-z]\d? ?区|[a-z]\d{0,3}(?=[^a-z\d]|$)|[一二三四五]区|负[一二三]层?|b\d)/y;
const JUNCTION = /交叉|交汇|交界|丁字路口|十字路口|拐角/;
const MAX_FOUND = 6;
const KINDS = [
  '卫生室',
  '卫生院',
  '村委会',
  '文化站',
  '祠堂',
  '小学',
  '农贸市场',
  '菜市场',
  '菜场',
  '公园',
  '广场',
  '市场',
  '学校',
  '幼儿园',
];

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

function knownNames(text: string, ctx: ReadContext): PlaceAt[] {
  const { byFirst } = namesIn(ctx.places);
  const found: PlaceAt[] = [];
  for (let at = 0; at < text.length && found.length < 12; at++) {
    const name = byFirst.get(text.charAt(at))?.find(({ written }) => text.startsWith(written, at));
    if (!name) continue;
    const one = name.type === 'estate' ? estateAt(name, at, ctx) : namedAt(name, at, { text, ctx });
    found.push(one);
    at = one.end - 1;
  }
  return found;
}

function namedAt(name: KnownName, at: number, where: { text: string; ctx: ReadContext }): PlaceAt {
  const { text, ctx } = where;
  const entries = ctx.places.named.filter((one) => fold(one.name).startsWith(name.written));
  const exact = entries.find((one) => fold(one.name) === name.written) ?? entries[0];
  const detail = ROAD.test(name.name)
    ? roadDetail(text, at + name.written.length, ctx)
    : namedDetail(text, at + name.written.length, ctx);
  const place: Place = {
    text: name.name + detail.words,
    key: `${exact?.gridId ?? '-'}/${name.name}`,
    gridId: exact?.gridId ?? null,
    communityId: exact?.communityId ?? null,
  };
  return foundAt(place, { text, at, end: at + name.written.length + detail.length, rank: 2 });
}

function foundAt(place: Place, span: { text: string; at: number; end: number; rank: number }): PlaceAt {
  const { text, at, end, rank } = span;
  return { at, end, rank, written: text.slice(at, end), place, candidates: [], elsewhere: false };
}

/** A compound by its name alone: its grid is known only if all of it lies in one. */
function estateAt(name: KnownName, at: number, ctx: ReadContext): PlaceAt {
  const entries = ctx.places.estates.filter((one) => fold(one.name) === name.written);
  const [first] = entries;
  const gridId = first && entries.every((one) => one.gridId === first.gridId) ? first.gridId : null;
  const communityId = first?.communityId ?? null;
  const text = first?.name ?? name.name;
  const place = { text, key: `${gridId ?? communityId}/${text}`, gridId, communityId };
  const end = at + name.written.length;
  return { at, end, rank: 0, written: text, place, candidates: [], elsewhere: false };
}

/** Behind a road: its number, a shop on it, or the corner. */
function roadDetail(text: string, from: number, ctx: ReadContext): { words: string; length: number } {
  NUMBER.lastIndex = from;
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) return { words: number, length: number.length };
  const skip =
    /^(?:上|边|旁|旁边)?(?:的|那个|那家|有个|有家|这家|这个|一家)?/.exec(text.slice(from, from + 5))?.[0] ??
    '';
  const shop = shopAt(text, from + skip.length, ctx);
  if (shop !== '') return { words: shop.replace(/ktv/g, 'KTV'), length: skip.length + shop.length };
  return namedDetail(text, from, ctx);
}

function shopAt(text: string, from: number, ctx: ReadContext): string {
  const part = /^[\u4e00-\u9fffa-z0-9]{1,10}/.exec(text.slice(from, from + 10))?.[0] ?? '';
  const [shop] = findWords(part, listOf(ctx.policy, 'shop'));
  return shop && !/[的了在又]/.test(part.slice(0, shop.at)) ? part.slice(0, shop.end) : '';
}

function namedDetail(text: string, from: number, ctx: ReadContext): { words: string; length: number } {
  if (/^口(?!子)/.test(text.slice(from, from + 2))) return { words: '口', length: 1 };
  const word = wordAt(text, from, { index: listOf(ctx.policy, 'placeDetail'), list: 'placeDetail' });
  return word !== null && word.length > 1 ? { words: word, length: word.length } : { words: '', length: 0 };
}

/** 「我妹住紫金府」: a compound that nobody here looks after. */
function otherHomes(text: string, ctx: ReadContext): PlaceAt[] {
  if (ctx.places.estates.length === 0) return [];
  return firstMatches(text, LIVES_IN).flatMap((found) => {
    const name = found.groups?.['name'] ?? '';
    if (ctx.places.estates.some((one) => name.includes(shortName(one.name))) || /[我这本]/.test(name))
      return [];
    const at = found.index;
    const end = at + found[0].length;
    return [{ at, end, rank: 1, written: name, place: null, candidates: [], elsewhere: true }];
  });
}

function firstMatches(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of text.matchAll(pattern)) {
    if (found.push(match) >= MAX_FOUND) break;
  }
  return found;
}

function unknownRoads(text: string, ctx: ReadContext): PlaceAt[] {
  const communityId = ctx.scope?.communityId ?? null;
  return firstMatches(text, UNKNOWN_ROAD).map((road) => {
    const at = road.index;
    const detail = roadDetail(text, at + road[0].length, ctx);
    const place = {
      text: road[0] + detail.words,
      key: `${communityId ?? '-'}/${road[0]}`,
      gridId: null,
      communityId,
    };
    return foundAt(place, { text, at, end: at + road[0].length + detail.length, rank: 2 });
  });
}

/** Two roads and a word of crossing are one place; its grid is left open where the roads' grids differ. */
function junction(text: string, found: readonly PlaceAt[]): PlaceAt[] {
  const roads = found.filter(({ place }) => place !== null && /(?:路|街|大道)(?:口|路口)?$/.test(place.text));
  const [one, two] = roads;
  if (!one?.place || !two?.place || one.place.key === two.place.key || !JUNCTION.test(text))
    return [...found];
  const name = `${roadName(one.place)}与${roadName(two.place)}交叉口`;
  const same = one.place.gridId === two.place.gridId;
  const gridId = same ? one.place.gridId : null;
  const place = {
    text: name,
    key: `${gridId ?? '-'}/${name}`,
    gridId,
    communityId: same ? one.place.communityId : null,
  };
  return [
    foundAt(place, { text, at: one.at, end: one.end, rank: 2 }),
    ...found.filter((road) => road !== one && road !== two),
  ];
}

function roadName(place: Place): string {
  return place.text.replace(/(?:路口|口)$/, (end) => (end === '路口' ? '路' : ''));
}

/** 「地下车库C区」, 「东门」: a place by itself where the room has one compound only. */
function commonParts(text: string, ctx: ReadContext): PlaceAt[] {
  const hits = findWords(text, listOf(ctx.policy, 'commonPlace'));
  return hits.slice(0, MAX_FOUND).map(({ word, at, end }) => {
    ZONE.lastIndex = end;
    const zone = ZONE.exec(text)?.[0] ?? '';
    const place = commonPlace(word + zone.trim().toUpperCase(), ctx);
    const span = { at, end: end + zone.length, rank: 1, written: text.slice(at, end + zone.length) };
    return { ...span, place, candidates: [], elsewhere: false };
  });
}

function commonPlace(words: string, ctx: ReadContext): Place | null {
  const estates = scopeLevels(ctx.places.estates, ctx.scope)[0] ?? [];
  const [first] = estates.filter(({ unit = '号楼' }) => unit === '号楼');
  if (!first || estates.some(({ name, unit = '号楼' }) => unit === '号楼' && name !== first.name))
    return null;
  const gridId =
    estates.every((one) => one.gridId === first.gridId) && ctx.scope?.gridId ? first.gridId : null;
  const key = `${gridId ?? first.communityId}/${first.name}/${words}`;
  return { text: `${first.name}${words}`, key, gridId, communityId: first.communityId };
}

/** 「菜场」 where the neighbourhood has one market only. */
function byKind(text: string, ctx: ReadContext): PlaceAt[] {
  for (const kind of KINDS) {
    const at = text.indexOf(kind);
    if (at < 0) continue;
    const here = scopeLevels(ctx.places.named, ctx.scope).at(-1) ?? [];
    const [only, second] = here.filter(({ name }) => name.endsWith(kind));
    if (!only || second) continue;
    const place = {
      text: only.name,
      key: `${only.gridId}/${only.name}`,
      gridId: only.gridId,
      communityId: only.communityId,
    };
    return [foundAt(place, { text, at, end: at + kind.length, rank: 2 })];
  }
  return [];
}
