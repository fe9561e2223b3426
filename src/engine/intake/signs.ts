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

/** Reads the words of a text once. A danger word inside a way of speaking (`火锅`, `万一着火`) is no danger. */
export function signsOf(text: string, policy: ServicePolicy): Signs {
  const known = seen.get(policy) ?? new Map<string, Signs>();
  const before = known.get(text);
  if (before) return before;
  if (known.size >= SEEN_TEXTS) known.clear();
  const signs = lookAt(text, policy);
  seen.set(policy, known.set(text, signs));
  return signs;
}

/** A ticket's text is held against every new report: the last texts are not looked at again. */
const seen = new WeakMap<ServicePolicy, Map<string, Signs>>();
const SEEN_TEXTS = 2000;

function lookAt(text: string, policy: ServicePolicy): Signs {
  const clean = plain(text);
  const found = unbroken(findWords(clean, wordsOf(policy)), clean);
  const hiding = found.filter(({ list }) => list in HIDDEN);
  const hits = hiding.length === 0 ? found : found.filter((hit) => !hiding.some((one) => hides(one, hit)));
  const byList = new Map<string, Hit[]>();
  for (const hit of hits) {
    const same = byList.get(hit.list);
    if (same) same.push(hit);
    else byList.set(hit.list, [hit]);
  }
  return { text: clean, hits, byList, size: weightOf(clean) };
}

/**
 * The 楼 of 「9号楼下水道」, the 单元 of 「3单元楼道」 and the 户 of 「窗户口」 belong to what stands before them, not to
 * 「楼下」, 「单元楼」 or 「户口」.
 */
function unbroken(hits: readonly Hit[], text: string): readonly Hit[] {
  return hits.filter(({ word, at }) => {
    const before = text.charAt(at - 1);
    return !TORN.some(({ begins, after }) => word.startsWith(begins) && after.test(before));
  });
}

const TORN: readonly { begins: string; after: RegExp }[] = [
  { begins: '楼', after: /号/ },
  { begins: '单元', after: /\d/ },
  { begins: '户口', after: /[窗门]/ },
];

const HIDDEN: Readonly<Record<string, ReadonlySet<string>>> = {
  figurative: new Set(['critical', 'urgent', 'problem', 'outage']),
  harmless: new Set(['critical']),
};

function hides(phrase: Hit, hit: Hit): boolean {
  return HIDDEN[phrase.list]?.has(hit.list) === true && hit.at < phrase.end && hit.end > phrase.at;
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
