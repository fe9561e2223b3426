import type { ServicePolicy } from '../policy.ts';
import type { Place } from '../ticket/ticket.ts';
import type { IssueLike, Link } from './same.ts';
import { suppliesCut } from './same-matter.ts';
import { signsOf } from './signs.ts';

/** Where two reports stand to each other, in words for staff. */
const WHY = {
  samePlace: '同一地点',
  sameBuilding: '同一栋',
  otherUnit: '同栋不同单元',
  otherFloor: '同栋不同楼层',
  within: '地点相近',
  wholeEstate: '同小区同时停供',
  noPlace: '有一条没有地点',
  otherPlace: '地点不同',
} as const;

/** Of one entrance or floor only: the same trouble next door is another. */
const UNIT_CLASSES = new Set(['电梯', '门禁', '漏水', '下水道']);
const FLOOR_CLASSES = new Set(['漏水', '下水道']);

export function placeOf({ place }: IssueLike): Place | null {
  if (place === null) return null;
  return 'key' in place ? place : place.place;
}

export function placeLink(a: IssueLike, b: IssueLike, policy: ServicePolicy): Link {
  const one = placeOf(a);
  const other = placeOf(b);
  if (!one || !other) return [0.5, WHY.noPlace];
  if (isSameSpot(one, other)) return atOneSpot(one, other, isOfUnit(a, b, policy));
  if (isBuilding(one) && isBuilding(other)) {
    return isWideCut(a, b, policy) ? [0.85, WHY.wholeEstate] : [0, WHY.otherPlace];
  }
  return isWithin(one, other) || isWithin(other, one) ? [0.8, WHY.within] : [0, WHY.otherPlace];
}

/** `grid-or-community/estate/building`: of one building one report may know the grid and the other only the community. */
function isSameSpot(one: Place, other: Place): boolean {
  if (one.key === other.key) return true;
  const [a, b] = [one.key.split('/'), other.key.split('/')];
  const known =
    one.communityId === null || other.communityId === null || one.communityId === other.communityId;
  return known && a.length > 1 && a.length === b.length && a.slice(1).join('/') === b.slice(1).join('/');
}

export function isBuilding({ key }: Place): boolean {
  return key.split('/').length === 3;
}

/** A compound and a building of it, a road and its shops. */
function isWithin(part: Place, whole: Place): boolean {
  if (isBuilding(whole)) return false;
  const name = whole.key.split('/')[1];
  return name !== undefined && name !== '' && (part.key.split('/')[1] === name || part.text.includes(name));
}

function atOneSpot(one: Place, other: Place, ofUnit: 'unit' | 'floor' | 'building'): Link {
  if (areOther(unitOf(one), unitOf(other))) return [ofUnit === 'building' ? 0.7 : 0.2, WHY.otherUnit];
  if (ofUnit === 'floor' && areOther(floorOf(one), floorOf(other))) return [0.2, WHY.otherFloor];
  return one.text === other.text ? [1, WHY.samePlace] : [0.9, WHY.sameBuilding];
}

function areOther(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

/** A lift is of one entrance, a lamp or a leak of one floor of it, noise and a cut of nobody's. */
function isOfUnit(a: IssueLike, b: IssueLike, policy: ServicePolicy): 'unit' | 'floor' | 'building' {
  if (isWideCut(a, b, policy)) return 'building';
  const classes = [a.category[1], b.category[1]];
  const says = (list: string) => [a, b].some(({ text }) => signsOf(text, policy).byList.has(list));
  if (classes.some((one) => FLOOR_CLASSES.has(one)) || says('floorThings')) return 'floor';
  return classes.some((one) => UNIT_CLASSES.has(one)) || says('unitThings') ? 'unit' : 'building';
}

function unitOf({ text }: Place): string | null {
  return /(\d{1,2})单元/.exec(text)?.[1] ?? null;
}

function floorOf({ text }: Place): string | null {
  return /(?:[号栋座单元弄]楼?)(\d{1,2})楼/.exec(text)?.[1] ?? null;
}

/** Each grid has its own worker, and its own substation or pump as often as not. */
function areOtherGrids(one: Place, other: Place): boolean {
  return one.gridId !== null && other.gridId !== null && one.gridId !== other.gridId;
}

/** No water in one building and in the next is one cut; a leak of gas here and there is not. */
function isWideCut(a: IssueLike, b: IssueLike, policy: ServicePolicy): boolean {
  const [one, other] = [placeOf(a), placeOf(b)];
  if (!one || !other || one.key.split('/')[1] !== other.key.split('/')[1] || areOtherGrids(one, other))
    return false;
  const cut = suppliesCut(b.text, policy);
  return (
    a.category[1] === b.category[1] && suppliesCut(a.text, policy).some((supply) => cut.includes(supply))
  );
}
