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

/** Words by how they begin, longest first: those a text can only begin to say at a spot, hardly more than it does. */
export interface WordIndex {
  /** By the first two characters; those whose head is one character stand under every pair that begins so. */
  pairs: ReadonlyMap<number, readonly Entry[]>;
  /** Those whose head is one character, by it. */
  singles: ReadonlyMap<number, readonly Entry[]>;
}

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
  const single = ({ head }: Entry) => head.length === 1;
  const singles = grouped(entries.filter(single), ({ head }) => head.charCodeAt(0));
  const pairs = grouped(
    entries.filter(({ head }) => head.length > 1),
    ({ head }) => pairAt(head, 0),
  );
  for (const [pair, words] of pairs) {
    const short = singles.get(Math.floor(pair / PAIR)) ?? [];
    // Longest first over both, as they were.
    if (short.length > 0) pairs.set(pair, [...words, ...short].sort(byPlace(entries)));
  }
  return { pairs, singles };
}

const PAIR = 0x10000;

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * PAIR + text.charCodeAt(at + 1);
}

function grouped(entries: readonly Entry[], keyOf: (entry: Entry) => number): Map<number, Entry[]> {
  const groups = new Map<number, Entry[]>();
  for (const one of entries) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const placesOf = new WeakMap<readonly Entry[], Map<Entry, number>>();

function byPlace(entries: readonly Entry[]): (a: Entry, b: Entry) => number {
  const places = placesOf.get(entries) ?? new Map(entries.map((one, place) => [one, place]));
  placesOf.set(entries, places);
  return (a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0);
}

/** The words that may begin at a spot, longest first. */
function candidatesAt({ pairs, singles }: WordIndex, text: string, at: number): readonly Entry[] {
  return pairs.get(pairAt(text, at)) ?? singles.get(text.charCodeAt(at)) ?? [];
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
    for (const one of candidatesAt(index, text, at)) {
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
  for (const one of candidatesAt(where.index, text, at)) {
    if (one.list === where.list && text.startsWith(one.head, at)) return one.head;
  }
  return null;
}
