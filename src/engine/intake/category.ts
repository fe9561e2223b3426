import type { Category } from '../glossary.ts';
import type { Guess, Likely } from '../model/guess.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Signs } from './signs.ts';
import { has } from './signs.ts';
import {
  CATEGORY_BROKEN,
  CATEGORY_LATE,
  CATEGORY_LENGTH_POWER,
  CATEGORY_NEAR,
  CATEGORY_SPAN,
  CATEGORY_TROUBLES,
  NAMED_LEVEL1,
  NAMED_LEVEL2,
  UNSURE_SHARE,
} from './weights.ts';
import type { Hit } from './words.ts';
import { CATEGORY_LIST } from './words.ts';

/** The category its longest and earliest words name, and those words; `null` where nothing is named. */
export function namedCategory(signs: Signs): { category: Category; words: readonly string[] } | null {
  const hits = signs.hits.filter(({ list }) => list.startsWith(CATEGORY_LIST));
  const outer = hits.filter((hit) => !insideLonger(hit, hits));
  const what = outer.filter((hit) => !isWhere(hit, signs.text));
  // Where a thing lies is better than nothing: 「滑梯旁边的垫子翘了」.
  const best = heaviest(what.length > 0 ? what : outer, signs);
  if (best === null) return null;
  const [level1 = '', level2 = ''] = best.slice(CATEGORY_LIST.length).split('/');
  const words = hits.filter(({ list }) => list === best).map(({ word }) => word);
  return { category: [level1, level2], words: [...new Set(words)] };
}

/**
 * What the trained model thinks, with what the words name given a hearing; where there is no model, what the words
 * name. Nothing named either: the policy's last category.
 */
export function categoryOf(
  signs: Signs,
  policy: ServicePolicy,
  guessed: Guess | null = null,
): { category: Category; words: readonly string[] } {
  const named = namedCategory(signs);
  const known = (guessed?.categories ?? []).flatMap((one) => inPolicy(one, policy));
  if (known.length === 0) return named ?? { category: restOf(policy), words: [] };
  // A category of the street's own that the model never saw is reached by its words alone.
  if (named && !known.some(({ value }) => same(value, named.category))) return named;
  const category = likeliest(known, {
    named: named?.category ?? null,
    ear: 1 - (guessed?.order ?? 0),
    vague: !TELLING.some((list) => has(signs, list)),
  });
  if (!category) return { category: restOf(policy), words: [] };
  const words = named && same(named.category, category) ? named.words : [];
  return { category, words: words.length > 0 ? words : (guessed?.why.category ?? []) };
}

/** What the words name, and how far it is listened to: not at all in an operator's order, which is no talk. */
interface Heard {
  named: Category | null;
  ear: number;
  /** No thing, no trouble, no conduct: 「有件事想说」. */
  vague: boolean;
}

const TELLING = ['object', 'problem', 'outage', 'conduct', 'critical', 'urgent', 'consult'];

/**
 * Level 1 first, by all that is under it; then the likeliest under that. Nothing, where no words name it, the text is
 * talk, and the model hardly knows either.
 */
function likeliest(known: readonly Likely<Category>[], { named, ear, vague }: Heard): Category | null {
  const levels1 = new Map<string, number>();
  for (const { value, probability } of known) add(levels1, value[0], probability);
  const likely = levels1.get(most(levels1) ?? '') ?? 0;
  if (!named && vague && likely < UNSURE_SHARE * ear) return null;
  if (named) levels1.set(named[0], (levels1.get(named[0]) ?? 0) * NAMED_LEVEL1 ** ear);
  const level1 = most(levels1);
  const under = known.filter(({ value }) => value[0] === level1);
  const weigh = ({ value, probability }: Likely<Category>) =>
    named && same(value, named) ? probability * NAMED_LEVEL2 ** ear : probability;
  return under.reduce((top, one) => (weigh(one) > weigh(top) ? one : top)).value;
}

function same(a: Category, b: Category): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** As the street's policy has it: where it lacks that level 2, the last of that level 1, which is the generic one. */
function inPolicy({ value, probability }: Likely<Category>, policy: ServicePolicy): Likely<Category>[] {
  const under = policy.categories.filter(({ level1 }) => level1 === value[0]);
  const rule = under.find(({ level2 }) => level2 === value[1]) ?? under.at(-1);
  return rule ? [{ value: [rule.level1, rule.level2], probability }] : [];
}

/** 「学校门口」, 「菜场那边」: says where, not what. */
function isWhere({ end }: Hit, text: string): boolean {
  return /^(?:大?门口|旁|附近|对面|路口|那边|后面|前面|边上|外面)/.test(text.slice(end, end + 3));
}

/** `水管` inside `水管爆`: the longer word says it better, whatever category it is of. */
function insideLonger(hit: Hit, hits: readonly Hit[]): boolean {
  return hits.some(
    (other) => other.at <= hit.at && other.end >= hit.end && other.end - other.at > hit.end - hit.at,
  );
}

function heaviest(hits: readonly Hit[], signs: Signs): string | null {
  const length = Math.max(CATEGORY_SPAN, signs.text.length);
  const troubles = (signs.byList.get('problem') ?? []).slice(0, CATEGORY_TROUBLES);
  const level1 = new Map<string, number>();
  const level2 = new Map<string, number>();
  const seen = new Set<string>();
  for (const { list, word, at, end } of hits) {
    if (seen.has(list + word)) continue;
    seen.add(list + word);
    const weight = (end - at) ** CATEGORY_LENGTH_POWER * (1 - (CATEGORY_LATE * at) / length);
    const broken = troubles.some((one) => one.at >= end && one.at - end <= CATEGORY_NEAR)
      ? CATEGORY_BROKEN
      : 1;
    add(level2, list, weight * broken);
    add(level1, list.slice(0, list.indexOf('/')), weight * broken);
  }
  const top = most(level1);
  return top === null ? null : most(new Map([...level2].filter(([list]) => list.startsWith(`${top}/`))));
}

function add(sums: Map<string, number>, key: string, weight: number): void {
  sums.set(key, (sums.get(key) ?? 0) + weight);
}

function most(sums: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const [key, sum] of sums) if (best === null || sum > (sums.get(best) ?? 0)) best = key;
  return best;
}

function restOf(policy: ServicePolicy): Category {
  const last = policy.categories.find(({ level1 }) => level1 === '其他') ?? policy.categories.at(-1);
  return last ? [last.level1, last.level2] : ['其他', '其他'];
}
