import type { ServicePolicy } from '../policy.ts';
import { standApart } from './apart.ts';
import type { IssueLike, Link } from './same.ts';
import { signsOf, wordsIn } from './signs.ts';

/** What two reports have to do with each other, in words for staff. */
const WHY = {
  sameMatter: '同一类事',
  related: '相关联的事',
  sameWords: '说的是同样的东西',
  otherMatter: '不是一类事',
  otherThing: '同一类事,说的不是一样东西',
  otherSupply: '停的不是一样',
} as const;

/** Things and troubles that reports name: `shared` by both, or `apart` where both name some and none is the same. */
interface Named {
  shared: readonly string[];
  apart: boolean;
}

export function matterLink(a: IssueLike, b: IssueLike, policy: ServicePolicy): Link {
  if (areOtherSupplies(a, b, policy)) return [0.1, WHY.otherSupply];
  const things = compared(thingsOf(a.text, policy), thingsOf(b.text, policy), policy);
  const troubles = compared(troublesOf(a.text, policy), troublesOf(b.text, policy), policy);
  const [score, why] = byClass(a, b, { things, troubles, policy });
  const words = [...new Set([...things.shared, ...troubles.shared])].slice(0, MAX_WORDS);
  return [score, words.length > 0 && score >= LIKELY ? `${why}(${words.join('、')})` : why];
}

const MAX_WORDS = 3;
const LIKELY = 0.6;

interface Compared {
  things: Named;
  troubles: Named;
  policy: ServicePolicy;
}

/** A class that names one thing decides nearly by itself; one that gathers the rest needs the thing. */
function byClass(a: IssueLike, b: IssueLike, { things, troubles, policy }: Compared): Link {
  const [a1, a2] = a.category;
  const [b1, b2] = b.category;
  const thing = things.shared.length > 0;
  const trouble = troubles.shared.length > 0;
  if (a1 === b1 && a2 === b2) {
    if (isGeneral(a2, policy)) return ofGeneral(things.apart, thing, trouble);
    return things.apart && !trouble ? [0.55, WHY.otherThing] : [1, WHY.sameMatter];
  }
  if (areListed('relatedCategories', [a2, b2], policy)) return [0.85, WHY.related];
  if (thing && (trouble || a1 === b1)) return [a1 === b1 ? 0.75 : 0.65, WHY.sameWords];
  return [thing ? 0.4 : 0.1, WHY.otherMatter];
}

function ofGeneral(apart: boolean, thing: boolean, trouble: boolean): Link {
  if (apart) return [0.1, WHY.otherThing];
  return thing || trouble ? [1, WHY.sameMatter] : [0.4, WHY.sameMatter];
}

/** Whether both say what it is and it is not the same: 「门禁」 and 「楼道灯」, no water and no power. `a` is the newer. */
export function areOtherMatters(a: IssueLike, b: IssueLike, policy: ServicePolicy): boolean {
  if (areOtherSupplies(a, b, policy)) return true;
  const isOneClass = a.category[1] === b.category[1] && !isGeneral(a.category[1], policy);
  if (isOneClass || areListed('relatedCategories', [a.category[1], b.category[1]], policy)) return false;
  const { apart } = compared(thingsOf(a.text, policy), thingsOf(b.text, policy), policy);
  return apart || standApart(a, b, policy);
}

const SUPPLIES = ['水', '电', '气', '暖', '网'] as const;

/** What is cut off: 「停水」, 「没电」. */
export function suppliesCut(text: string, policy: ServicePolicy): readonly string[] {
  const words = wordsIn(signsOf(text, policy), 'outage');
  return SUPPLIES.filter((supply) => words.some((word) => word.includes(supply)));
}

function areOtherSupplies(a: IssueLike, b: IssueLike, policy: ServicePolicy): boolean {
  const [one, other] = [suppliesCut(a.text, policy), suppliesCut(b.text, policy)];
  return one.length > 0 && other.length > 0 && !one.some((supply) => other.includes(supply));
}

/** What is named that can be broken or in the way. Where it is named only as a place it counts if there is nothing else. */
function thingsOf(text: string, policy: ServicePolicy): readonly string[] {
  const people = policy.lexicon['noThing'] ?? [];
  const named = wordsIn(signsOf(text, policy), 'object').filter((word) => !people.includes(word));
  const wheres = policy.lexicon['placeDetail'] ?? [];
  const things = named.filter((word) => !wheres.includes(word));
  return things.length > 0 ? things : named;
}

function troublesOf(text: string, policy: ServicePolicy): readonly string[] {
  const signs = signsOf(text, policy);
  return [...wordsIn(signs, 'problem'), ...wordsIn(signs, 'conduct')].filter((word) => word.length > 1);
}

function compared(one: readonly string[], other: readonly string[], policy: ServicePolicy): Named {
  const shared = one.filter((word) => other.some((also) => areKin(word, also, policy)));
  return { shared, apart: one.length > 0 && other.length > 0 && shared.length === 0 };
}

/** 「灯」 and 「楼道灯」, or listed as two names of one thing. */
function areKin(a: string, b: string, policy: ServicePolicy): boolean {
  return a.includes(b) || b.includes(a) || areListed('sameThings', [a, b], policy);
}

/** A level 2 that only gathers the rest of its level 1. */
function isGeneral(level2: string, policy: ServicePolicy): boolean {
  return level2.includes('其他') || policy.categories.every((rule) => rule.level2 !== level2);
}

/** Lists of pairs, written `one+other`. */
function areListed(list: string, [a, b]: readonly [string, string], policy: ServicePolicy): boolean {
  const pairs = policy.lexicon[list] ?? [];
  return pairs.includes(`${a}+${b}`) || pairs.includes(`${b}+${a}`);
}
