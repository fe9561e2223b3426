import type { Lexicon, ServicePolicy } from '../policy.ts';
import { fold } from './text.ts';

/** A word of the lists found in a text. Each `…` in a listed word stands for up to six characters. */
export interface Hit {
  list: string;
  word: string;
  at: number;
  end: number;
}

interface Entry {
  list: string;
  word: string;
  head: string;
  /** What follows each `…`, in order. */
  tails: readonly string[];
}

/** Words by their first character, longest first. */
export type WordIndex = ReadonlyMap<string, readonly Entry[]>;

const GAP = 6;
const MAX_HITS = 600;
export const CATEGORY_LIST = 'category:';

const ofPolicy = new WeakMap<ServicePolicy, WordIndex>();

/** The policy's word lists and category words, indexed once per policy. */
export function wordsOf(policy: ServicePolicy): WordIndex {
  const known = ofPolicy.get(policy);
  if (known) return known;
  const made = indexWords(policy.lexicon, policy);
  ofPolicy.set(policy, made);
  return made;
}

const listOfPolicy = new WeakMap<ServicePolicy, Map<string, WordIndex>>();

/** One list alone: much quicker to look for than all of them. */
export function listOf(policy: ServicePolicy, list: string): WordIndex {
  const lists = listOfPolicy.get(policy) ?? new Map<string, WordIndex>();
  listOfPolicy.set(policy, lists);
  const known = lists.get(list);
  if (known) return known;
  const made = indexEntries((policy.lexicon[list] ?? []).map((word) => entry(list, word)));
  lists.set(list, made);
  return made;
}

function indexWords(lexicon: Lexicon, policy: ServicePolicy): WordIndex {
  const entries = Object.entries(lexicon).flatMap(([list, words]) => words.map((word) => entry(list, word)));
  for (const { level1, level2, words } of policy.categories) {
    for (const word of words) entries.push(entry(`${CATEGORY_LIST}${level1}/${level2}`, word));
  }
  return indexEntries(entries);
}

function indexEntries(entries: Entry[]): WordIndex {
  entries.sort((a, b) => b.word.length - a.word.length);
  const index = new Map<string, Entry[]>();
  for (const one of entries) {
    const first = one.head.charAt(0);
    if (first === '') continue;
    const bucket = index.get(first);
    if (bucket) bucket.push(one);
    else index.set(first, [one]);
  }
  return index;
}

function entry(list: string, word: string): Entry {
  const [head = '', ...tails] = fold(word).split('…');
  return { list, word, head, tails };
}

/** Every listed word in a folded text, in order; of one list only the longest at a spot. */
export function findWords(text: string, index: WordIndex): readonly Hit[] {
  const hits: Hit[] = [];
  const covered = new Map<string, number>();
  for (let at = 0; at < text.length && hits.length < MAX_HITS; at++) {
    for (const one of index.get(text.charAt(at)) ?? []) {
      const end = endOf(one, text, at);
      if (end <= (covered.get(one.list) ?? 0)) continue;
      covered.set(one.list, end);
      hits.push({ list: one.list, word: one.word, at, end });
    }
  }
  return hits;
}

/** Where the entry ends when it stands at `at`, else -1. */
function endOf({ head, tails }: Entry, text: string, at: number): number {
  if (!text.startsWith(head, at)) return -1;
  let end = at + head.length;
  for (const tail of tails) {
    const next = text.slice(end, end + GAP + tail.length).indexOf(tail);
    if (next < 0) return -1;
    end += next + tail.length;
  }
  return end;
}

/** The longest word of one list that starts at `at`, or `null`. */
export function wordAt(text: string, at: number, where: { index: WordIndex; list: string }): string | null {
  for (const one of where.index.get(text.charAt(at)) ?? []) {
    if (one.list === where.list && text.startsWith(one.head, at)) return one.head;
  }
  return null;
}
