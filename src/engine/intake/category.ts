import type { Category } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Signs } from './signs.ts';
import {
  CATEGORY_BROKEN,
  CATEGORY_LATE,
  CATEGORY_LENGTH_POWER,
  CATEGORY_NEAR,
  CATEGORY_SPAN,
  CATEGORY_TROUBLES,
} from './weights.ts';
import type { Hit } from './words.ts';
import { CATEGORY_LIST } from './words.ts';

/** The category its longest and earliest words name, and those words. Nothing named: the policy's last category. */
export function categoryOf(
  signs: Signs,
  policy: ServicePolicy,
): { category: Category; words: readonly string[] } {
  const hits = signs.hits.filter(({ list }) => list.startsWith(CATEGORY_LIST));
  const outer = hits.filter((hit) => !insideLonger(hit, hits));
  const what = outer.filter((hit) => !isWhere(hit, signs.text));
  // Where a thing lies is better than nothing: 「滑梯旁边的垫子翘了」.
  const best = heaviest(what.length > 0 ? what : outer, signs);
  if (best === null) return { category: restOf(policy), words: [] };
  const [level1 = '', level2 = ''] = best.slice(CATEGORY_LIST.length).split('/');
  const words = hits.filter(({ list }) => list === best).map(({ word }) => word);
  return { category: [level1, level2], words: [...new Set(words)] };
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
