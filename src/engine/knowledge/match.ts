import type { ServicePolicy } from '../policy.ts';
import type { Knowledge } from './entry.ts';
import { clausesOf, type Term } from './terms.ts';

/** An entry and how sure (0–1) it is that it answers what was asked. */
export interface Match {
  entry: Knowledge;
  sure: number;
}

interface Indexed {
  entry: Knowledge;
  /** What it is an answer to: the question, or all of a notice. */
  asked: ReadonlyMap<string, Term>;
  text: ReadonlySet<string>;
}

/** What a term in the answer only counts for, compared with one in the question. */
const IN_TEXT = 0.75;
/** Asks for something else to be done with the same matter: 「办」 is answered, 「补办」 is not. */
const OTHER_ACTION = 0.5;
/** A notice says when, where and for whom: a question of none of these may only share a word with it. */
const NOTHING_ASKED = 0.8;
/** As many other entries are supposed to be there: else in a short list every word would be rare. */
const SUPPOSED = 30;

export interface Words {
  policy: ServicePolicy;
  /** Of estates: where it is says nothing of what it is. */
  names: readonly string[];
}

/** A street's entries made ready: what each is asked by, and which are asked by a word. */
interface Shelf {
  byMatter: ReadonlyMap<string, readonly Indexed[]>;
  weigh: Weigh;
}

type Weigh = (term: Term) => number;

/** Prepared once for as long as the same list is asked again; it is a new one when something is kept. */
const shelves = new WeakMap<readonly Knowledge[], { words: Words; shelf: Shelf }>();

/** The entries that could answer a question, the surest first, whether they count here and now or not. */
export function matches(asked: string, entries: readonly Knowledge[], words: Words): readonly Match[] {
  const clauses = clausesOf(without(asked, words.names), words.policy);
  if (clauses.length === 0) return [];
  const { byMatter, weigh } = shelfOf(entries, words);
  const near = new Set(clauses.flat().flatMap((term) => byMatter.get(term.term) ?? []));
  return [...near]
    .map((one) => ({ entry: one.entry, sure: sureOf(clauses, one, weigh) }))
    .filter(({ sure }) => sure > 0)
    .sort((a, b) => b.sure - a.sure || b.entry.addedAt - a.entry.addedAt || a.entry.number - b.entry.number);
}

function shelfOf(entries: readonly Knowledge[], words: Words): Shelf {
  const known = shelves.get(entries);
  if (known && known.words.policy === words.policy && known.words.names === words.names) return known.shelf;
  const indexed = entries.map((entry) => indexOf(entry, words));
  const byMatter = new Map<string, Indexed[]>();
  for (const one of indexed) {
    for (const term of one.asked.values()) {
      const alike = byMatter.get(term.term);
      if (alike) alike.push(one);
      else if (isMatter(term)) byMatter.set(term.term, [one]);
    }
  }
  const shelf = { byMatter, weigh: weigher(indexed) };
  shelves.set(entries, { words, shelf });
  return shelf;
}

/** Words of many entries tell little. */
function weigher(entries: readonly Indexed[]): Weigh {
  const counts = new Map<string, number>();
  for (const { asked } of entries)
    for (const term of asked.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  const all = entries.length + SUPPOSED;
  return ({ term, weight }) => weight * Math.log(1 + all / ((counts.get(term) ?? 0) + 1));
}

function indexOf(entry: Knowledge, { policy, names }: Words): Indexed {
  const terms = (text: string) => clausesOf(without(text, names), policy).flat();
  const text = terms(entry.text);
  const asked = entry.kind === 'notice' ? text : terms(entry.question);
  return {
    entry,
    asked: new Map(asked.map((term) => [term.term, term])),
    text: new Set(text.map(({ term }) => term)),
  };
}

function without(text: string, names: readonly string[]): string {
  return names.reduce((left, name) => left.replaceAll(name, ' '), text);
}

/**
 * How much of what was asked the entry speaks of, and how much of the entry's question was asked. Clauses that have
 * nothing to do with it are the asker's story; a notice is long, so of it only the first counts.
 */
function sureOf(clauses: readonly (readonly Term[])[], entry: Indexed, weigh: Weigh): number {
  const told = clauses.filter((terms) =>
    terms.some(({ kind, term }) => kind !== 'aspect' && entry.asked.has(term)),
  );
  const terms = [...new Map(told.flat().map((term) => [term.term, term])).values()];
  if (!terms.some((term) => isMatter(term) && entry.asked.has(term.term))) return 0;
  const covered = share(terms, weigh, ({ term }) =>
    entry.asked.has(term) ? 1 : entry.text.has(term) ? IN_TEXT : 0,
  );
  const action = terms.some(
    ({ kind, term }) => kind === 'action' && !entry.asked.has(term) && !entry.text.has(term),
  );
  const penalty = action ? OTHER_ACTION : 1;
  if (entry.entry.kind === 'notice') {
    const aside = terms.some(({ kind }) => kind === 'aspect') ? 1 : NOTHING_ASKED;
    return covered * penalty * aside;
  }
  const all = new Set(clauses.flat().map(({ term }) => term));
  const back = share([...entry.asked.values()], weigh, ({ term }) => (all.has(term) ? 1 : 0));
  return Math.sqrt(covered * back) * penalty;
}

/** A word that names the thing; pairs of characters may stand in any text. */
function isMatter({ kind }: Term): boolean {
  return kind === 'concept' || kind === 'gram' || kind === 'latin';
}

function share(terms: readonly Term[], weigh: Weigh, part: (term: Term) => number): number {
  const whole = terms.reduce((sum, term) => sum + weigh(term), 0);
  return whole === 0 ? 0 : terms.reduce((sum, term) => sum + weigh(term) * part(term), 0) / whole;
}
