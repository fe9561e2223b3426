import type { Place } from '../ticket/ticket.ts';
import type { PlaceAt } from './place-at.ts';
import { foundAt } from './place-at.ts';
import type { ReadContext } from './talk.ts';
import { findWords, listOf, wordAt } from './words.ts';

/** What stands behind a name and says where at it: shown, and how many letters it took. */
export interface Detail {
  words: string;
  length: number;
}

const NOTHING: Detail = { words: '', length: 0 };
const ROAD = /(?:路|街|大道|巷|弄)$/;
const UNKNOWN_ROAD =
  /(?<=^|[^\u4e00-\u9fff]|[在到去从往条和与跟沿])(?![这那哪一马走过修铁线半各每道老在到去从往条和与跟沿])[\u4e00-\u9fff]{2,3}(?:路|大道|大街)(?=[口上边与和跟的段旁南北东西中交]|\d|[^\u4e00-\u9fff])/g;
const NUMBER = /\d{1,4}(?:-\d{1,4})?号(?!楼|线)/y;
const CROSSING = /交叉|交汇|交界|丁字路口|十字路口|拐角/;
/** 「向阳路和新华街路口」: two roads side by side and a corner. */
const BETWEEN_ROADS = /^ ?[和与跟同及、/&到] ?$/;
const MAX_ROADS = 6;

export function isRoad(name: string): boolean {
  return ROAD.test(name);
}

/** Roads that the neighbourhood's file does not name: kept as words, without a grid. */
export function unknownRoads(text: string, ctx: ReadContext): readonly PlaceAt[] {
  const communityId = ctx.scope?.communityId ?? null;
  const found: PlaceAt[] = [];
  for (const road of text.matchAll(UNKNOWN_ROAD)) {
    const at = road.index;
    const detail = roadDetail(text, at + road[0].length, ctx);
    const place = {
      text: road[0] + detail.words,
      key: `${communityId ?? '-'}/${road[0]}`,
      gridId: null,
      communityId,
    };
    found.push(foundAt(place, { text, at, end: at + road[0].length + detail.length, rank: 2 }));
    if (found.length >= MAX_ROADS) break;
  }
  return found;
}

/** Behind a road: its number, a shop on it, or the corner. */
export function roadDetail(text: string, from: number, ctx: ReadContext): Detail {
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

/** 「湖边」, 「对面」, 「路口」. */
export function namedDetail(text: string, from: number, ctx: ReadContext): Detail {
  if (/^口(?!子)/.test(text.slice(from, from + 2))) return { words: '口', length: 1 };
  const word = wordAt(text, from, { index: listOf(ctx.policy, 'placeDetail'), list: 'placeDetail' });
  return word !== null && word.length > 1 ? { words: word, length: word.length } : NOTHING;
}

/** Two roads and a word of crossing are one place; its grid is left open where the roads' grids differ. */
export function junction(text: string, found: readonly PlaceAt[]): readonly PlaceAt[] {
  const roads = found.filter(({ place }) => place !== null && /(?:路|街|大道)(?:口|路口)?$/.test(place.text));
  const [one, two] = roads;
  if (!one?.place || !two?.place || one.place.key === two.place.key || !cross(text, one, two)) return found;
  const name = `${roadName(one.place)}与${roadName(two.place)}交叉口`;
  const same = one.place.gridId === two.place.gridId;
  const gridId = same ? one.place.gridId : null;
  const place = {
    text: name,
    key: `${gridId ?? '-'}/${name}`,
    gridId,
    communityId: same ? one.place.communityId : null,
  };
  const others = found.filter((road) => road !== one && road !== two);
  return [foundAt(place, { text, at: one.at, end: one.end, rank: 2 }), ...others];
}

function cross(text: string, one: PlaceAt, two: PlaceAt): boolean {
  if (CROSSING.test(text)) return true;
  const corner =
    /(?:口|路口)$/.test(two.place?.text ?? '') || /^的?(?:路口|转角|拐)/.test(text.slice(two.end));
  return corner && BETWEEN_ROADS.test(text.slice(one.end, two.at));
}

function roadName(place: Place): string {
  return place.text.replace(/(?<=[路街道])路口$|口$/, '');
}
