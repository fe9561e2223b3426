import type { Category } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Place } from '../ticket/ticket.ts';
import { read } from './read.ts';
import { count, signsOf } from './signs.ts';
import type { PlaceFound, ReadContext } from './talk.ts';
import { fold } from './text.ts';

/** What two reports are compared by. A demand's place may be unresolved. */
export interface IssueLike {
  text: string;
  category: Category;
  place: Place | PlaceFound | null;
}

type Link = readonly [score: number, why: string];

/** Place and issue in words, for staff. */
const WHY = {
  samePlace: '同一地点',
  sameBuilding: '同一栋',
  otherUnit: '同栋不同单元',
  within: '地点相近',
  wholeEstate: '同小区同时停供',
  noPlace: '有一条没有地点',
  otherPlace: '地点不同',
  sameMatter: '同一类事',
  related: '相关联的事',
  sameWords: '说的是同样的东西',
  otherMatter: '不是一类事',
  alike: '文字相近',
  unlike: '文字不相近',
} as const;

/** Names stand early in a letter; its later pages only blur the comparison. */
const NAME_CHARS = 300;
const UNIT_BOUND = new Set(['电梯', '门禁']);

/** Whether a report is the issue of a ticket: place **and** issue must both agree (rules.md 3.1). `same` is 0–1. */
export function sameIssue(a: IssueLike, b: IssueLike, policy: ServicePolicy): { same: number; why: string } {
  const where = placeLink(a, b, policy);
  if (where[0] === 0) return { same: 0, why: where[1] };
  const matter = matterLink(a, b, policy);
  const same = Math.min(matter[0], where[0]);
  return { same, why: `${where[1]},${matter[1]}` };
}

/** The same for two bare texts, without a neighbourhood: `linli same`. Shared names stand for the place. */
export function sameText(a: string, b: string, policy: ServicePolicy): { same: number; reason: string } {
  const one = issueOf(a, policy);
  const other = issueOf(b, policy);
  if (!one || !other) return { same: 0, reason: WHY.unlike };
  const [first, second] = [placeOf(one), placeOf(other)];
  if (first && second && first.key !== second.key && isBuilding(first) && isBuilding(second)) {
    return { same: 0, reason: WHY.otherPlace };
  }
  if (first && first.key === second?.key) return named(sameIssue(one, other, policy));
  const matter = matterLink(one, other, policy);
  const shared = sharedNames(one.text, other.text, policy);
  const alike = likeness(a, b);
  const where: Link = shared > 0 ? [Math.min(1, 0.55 + 0.1 * shared), WHY.within] : [alike * 2.2, WHY.alike];
  return { same: Math.min(1, matter[0] + alike / 2, where[0]), reason: `${where[1]},${matter[1]}` };
}

function named({ same, why }: { same: number; why: string }): { same: number; reason: string } {
  return { same, reason: why };
}

function isBuilding({ key }: Place): boolean {
  return key.split('/').length === 3;
}

/** Runs of three characters both texts share outside every listed word: names of compounds, roads, firms. */
function sharedNames(a: string, b: string, policy: ServicePolicy): number {
  const one = namePieces(a, policy);
  const other = namePieces(b, policy);
  return [...one].filter((piece) => other.has(piece)).length;
}

function namePieces(text: string, policy: ServicePolicy): Set<string> {
  const signs = signsOf(text.slice(0, NAME_CHARS), policy);
  let rest = signs.text;
  for (const { at, end } of signs.hits) rest = rest.slice(0, at) + ' '.repeat(end - at) + rest.slice(end);
  const pieces = new Set<string>();
  for (let i = 0; i + 3 <= rest.length; i++) {
    const piece = rest.slice(i, i + 3);
    if (/^[\u4e00-\u9fff]{3}$/.test(piece)) pieces.add(piece);
  }
  return pieces;
}

function issueOf(text: string, policy: ServicePolicy): IssueLike | null {
  const ctx: ReadContext = { policy, places: { estates: [], named: [] }, scope: null };
  return read(text, ctx).demands[0] ?? null;
}

function placeOf({ place }: IssueLike): Place | null {
  if (place === null) return null;
  return 'key' in place ? place : place.place;
}

function matterLink(a: IssueLike, b: IssueLike, policy: ServicePolicy): Link {
  const shared = sharedThings(a.text, b.text, policy);
  const [a1, a2] = a.category;
  const [b1, b2] = b.category;
  if (a2 === b2 && a1 === b1)
    return isGeneral(a2, policy) && shared === 0 ? [0.4, WHY.sameMatter] : [1, WHY.sameMatter];
  if (areRelated(a2, b2, policy)) return [0.85, WHY.related];
  if (a1 === b1 && shared > 0) return [0.75, WHY.sameWords];
  return shared >= 2 ? [0.65, WHY.sameWords] : [0.1, WHY.otherMatter];
}

/** Things and troubles both texts name. */
function sharedThings(a: string, b: string, policy: ServicePolicy): number {
  const lists = ['object', 'problem', 'conduct'];
  const one = new Set(
    signsOf(a, policy)
      .hits.filter(({ list }) => lists.includes(list))
      .map(({ word }) => word),
  );
  const other = new Set(
    signsOf(b, policy)
      .hits.filter(({ list }) => lists.includes(list))
      .map(({ word }) => word),
  );
  return [...one].filter((word) => other.has(word)).length;
}

/** A level 2 that only gathers the rest of its level 1. */
function isGeneral(level2: string, policy: ServicePolicy): boolean {
  return level2.includes('其他') || policy.categories.every((rule) => rule.level2 !== level2);
}

function areRelated(a: string, b: string, policy: ServicePolicy): boolean {
  const pairs = policy.lexicon['relatedCategories'] ?? [];
  return pairs.includes(`${a}+${b}`) || pairs.includes(`${b}+${a}`);
}

function placeLink(a: IssueLike, b: IssueLike, policy: ServicePolicy): Link {
  const one = placeOf(a);
  const other = placeOf(b);
  if (!one || !other) return [0.5, WHY.noPlace];
  if (one.key === other.key) return sameKey(one, other, a.category[1]);
  if (one.text.includes(other.text) || other.text.includes(one.text)) return [0.8, WHY.within];
  if (estateOf(one) === estateOf(other) && wideOutage(a, b, policy)) return [0.85, WHY.wholeEstate];
  return [0, WHY.otherPlace];
}

function sameKey(one: Place, other: Place, level2: string): Link {
  const [a, b] = [unitOf(one), unitOf(other)];
  if (a !== null && b !== null && a !== b) return [UNIT_BOUND.has(level2) ? 0.2 : 0.7, WHY.otherUnit];
  return one.text === other.text ? [1, WHY.samePlace] : [0.9, WHY.sameBuilding];
}

function unitOf({ text }: Place): string | null {
  return /(\d{1,2})单元/.exec(text)?.[1] ?? null;
}

/** No water in one building and in the next is one cut; a leak of gas here and there is not. */
function wideOutage(a: IssueLike, b: IssueLike, policy: ServicePolicy): boolean {
  const cut = (text: string) => count(signsOf(text, policy), 'outage') > 0;
  return a.category[1] === b.category[1] && cut(a.text) && cut(b.text);
}

/** `community-or-grid/estate/building` → estate; grids of one estate may differ. */
function estateOf({ key }: Place): string {
  return key.split('/')[1] ?? key;
}

/** Dice coefficient of character pairs, 0–1. */
function likeness(a: string, b: string): number {
  const one = pairsOf(a);
  const other = pairsOf(b);
  const both = [...one].filter((pair) => other.has(pair)).length;
  return one.size + other.size === 0 ? 0 : (2 * both) / (one.size + other.size);
}

function pairsOf(text: string): Set<string> {
  const letters = fold(text).replace(/[^\p{L}\p{N}]/gu, '');
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < letters.length; i++) pairs.add(letters.slice(i, i + 2));
  return pairs;
}
