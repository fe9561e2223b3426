import { plain } from '../intake/text.ts';
import type { ServicePolicy } from '../policy.ts';

/** Lists of the lexicon: `居住证=暂住证` in one line means one thing, called by the first. */
const CONCEPTS = 'synonyms';
const ACTIONS = 'askedActions';
const ASPECTS = 'askedAspects';
const STOPS = 'askedStops';

/** How much of a question a term is: its matter, what is to be done with it, or only which side of it is asked. */
const WEIGHT = {
  concept: 1.6,
  action: 0.9,
  aspect: 0.3,
  gram: 0.7,
  part: 0.25,
  letter: 0.8,
  verb: 1.2,
  latin: 1,
} as const;
type TermKind = keyof typeof WEIGHT;

export interface Term {
  term: string;
  kind: TermKind;
  weight: number;
}

const MAX_CHARS = 600;

interface Word {
  written: string;
  /** Null: says nothing, and is left out. */
  term: string | null;
  kind: TermKind;
}

type Vocabulary = ReadonlyMap<string, readonly Word[]>;
const vocabularies = new WeakMap<ServicePolicy, Vocabulary>();

/** The terms of each clause of a text: listed words as what they mean, the rest as pairs of characters. */
export function clausesOf(text: string, policy: ServicePolicy): readonly (readonly Term[])[] {
  const words = vocabularyOf(policy);
  const clauses = plain(text.slice(0, MAX_CHARS)).split(/[,，。;；!！?？\n]+/);
  return clauses.map((clause) => termsOf(clause, words)).filter((terms) => terms.length > 0);
}

function termsOf(clause: string, words: Vocabulary): readonly Term[] {
  const found = new Map<string, Term>();
  const add = (term: string, kind: TermKind) => found.set(term, { term, kind, weight: WEIGHT[kind] });
  let run = '';
  let besideWord = false;
  const close = () => {
    for (const [term, kind] of grams(run, besideWord)) add(term, kind);
    run = '';
  };
  for (let at = 0; at < clause.length; ) {
    const word = wordAt(clause, at, words);
    if (!word) {
      run += clause.charAt(at);
      at += 1;
      continue;
    }
    if (word.term !== null && word.kind === 'concept') besideWord = true;
    close();
    if (word.term !== null) add(word.term, word.kind);
    besideWord = word.term !== null && word.kind === 'concept';
    at += word.written.length;
  }
  close();
  return [...found.values()];
}

/**
 * Pairs of Chinese characters, whole Latin words. One letter beside a word makes another thing of it (医保「卡」), one that
 * stands alone is most often what is to be done: 「借」, 「修」.
 */
function grams(run: string, besideWord: boolean): readonly (readonly [string, TermKind])[] {
  return (run.match(/\p{Script=Han}+|[a-z]{2,}/gu) ?? []).flatMap((part): (readonly [string, TermKind])[] => {
    if (/^[a-z]/.test(part)) return [[part, 'latin']];
    const letters = [...part];
    if (letters.length === 1) return [[part, besideWord ? 'letter' : 'verb']];
    const pairs = letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
    return [
      ...letters.map((letter): readonly [string, TermKind] => [letter, 'part']),
      ...pairs.map((pair): readonly [string, TermKind] => [pair, 'gram']),
    ];
  });
}

/** The longest listed word at a spot. */
function wordAt(text: string, at: number, words: Vocabulary): Word | null {
  return (words.get(text.charAt(at)) ?? []).find(({ written }) => text.startsWith(written, at)) ?? null;
}

function vocabularyOf(policy: ServicePolicy): Vocabulary {
  const known = vocabularies.get(policy);
  if (known) return known;
  const words = [
    ...alike(policy, CONCEPTS, 'concept'),
    ...alike(policy, ACTIONS, 'action'),
    ...alike(policy, ASPECTS, 'aspect'),
    ...(policy.lexicon[STOPS] ?? []).map((written): Word => ({ written, term: null, kind: 'gram' })),
  ].sort((a, b) => b.written.length - a.written.length);
  const made = new Map<string, Word[]>();
  for (const word of words) {
    const head = word.written.charAt(0);
    made.set(head, [...(made.get(head) ?? []), word]);
  }
  vocabularies.set(policy, made);
  return made;
}

function alike(policy: ServicePolicy, list: string, kind: TermKind): readonly Word[] {
  return (policy.lexicon[list] ?? []).flatMap((line) => {
    const [first = '', ...others] = line.split('=').map((one) => plain(one).trim());
    const term = `${list}:${first}`;
    return [first, ...others].filter((one) => one !== '').map((written) => ({ written, term, kind }));
  });
}
