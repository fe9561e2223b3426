import type { ServicePolicy } from '../policy.ts';
import { plain, weightOf } from './text.ts';
import type { Hit } from './words.ts';
import { CATEGORY_LIST, findWords, wordsOf } from './words.ts';

/** What a text shows at first sight: its listed words, and how much it says. Everything else is judged from this. */
export interface Signs {
  text: string;
  hits: readonly Hit[];
  byList: ReadonlyMap<string, readonly Hit[]>;
  /** Letters and digits. */
  size: number;
}

/** Reads the words of a text once. A danger word inside a way of speaking (`火锅`, `累死`) is no danger word. */
export function signsOf(text: string, policy: ServicePolicy): Signs {
  const clean = plain(text);
  const found = findWords(clean, wordsOf(policy));
  const figures = found.filter(({ list }) => list === 'figurative');
  const hits = found.filter(
    (hit) => hit.list === 'figurative' || !figures.some((figure) => within(hit, figure)),
  );
  const byList = new Map<string, Hit[]>();
  for (const hit of hits) {
    const same = byList.get(hit.list);
    if (same) same.push(hit);
    else byList.set(hit.list, [hit]);
  }
  return { text: clean, hits, byList, size: weightOf(clean) };
}

const FIGURES_HIDE = new Set(['critical', 'urgent', 'problem', 'outage']);

function within(hit: Hit, figure: Hit): boolean {
  return FIGURES_HIDE.has(hit.list) && hit.at < figure.end && hit.end > figure.at;
}

export function has(signs: Signs, list: string): boolean {
  return signs.byList.has(list);
}

/** Different words of a list in the text. */
export function count(signs: Signs, list: string): number {
  const hits = signs.byList.get(list);
  return hits === undefined ? 0 : new Set(hits.map(({ word }) => word)).size;
}

export function wordsIn(signs: Signs, list: string): readonly string[] {
  return [...new Set((signs.byList.get(list) ?? []).map(({ word }) => word))];
}

export function namesCategory(signs: Signs): boolean {
  return signs.hits.some(({ list }) => list.startsWith(CATEGORY_LIST));
}
