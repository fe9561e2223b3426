import type { Category, Kind } from '../glossary.ts';
import type { PlaceAt } from '../intake/place-at.ts';
import type { Signs } from '../intake/signs.ts';
import { namedCues } from './category-cues.ts';
import { categoriesOf, criticalOf, kindsOf, orderShare, urgentOf } from './category-guess.ts';
import { cuesOf } from './cues.ts';
import { gramsOf, matterOf } from './grams.ts';
import type { LinearHead, Sample } from './linear.ts';
import { logOddsOf } from './linear.ts';
import { corrected } from './local.ts';
import type { ReadingModel } from './reading-model.ts';
import { reasonsOf } from './reasons.ts';
import { eitherVoice } from './voices.ts';

export interface Likely<T> {
  value: T;
  probability: number;
}

/** What the trained model makes of a text. Every probability is calibrated; lists go from the likeliest down. */
export interface Guess {
  /** 0.5 is where a request and no request are told apart best. */
  request: number;
  kinds: readonly Likely<Kind>[];
  /** Level 1, level 2; level 2 is '' where only level 1 is known. */
  categories: readonly Likely<Category>[];
  urgent: number;
  /** Life in danger now. */
  critical: number;
  /** How likely it is an order in an operator's words, to which the lists of talk do not apply. */
  order: number;
  /** Pieces of the text that decided, the weightiest first. */
  why: Readonly<Record<'request' | 'category' | 'urgent', readonly string[]>>;
}

/** Whoever wants something has said so by then; a long letter costs no more than this. */
export const MATTER_CHARS = 400;

/** Asks every head of the model once. A head that the model lacks gives 0 or nothing. */
export function guess(model: ReadingModel, signs: Signs, places: readonly PlaceAt[] = []): Guess {
  const ask = askerOf(model, signs, places);
  const request = ask('request');
  return {
    request: request ? sigmoid(request.logOdds[0] ?? 0) : 0,
    kinds: kindsOf(ask),
    categories: categoriesOf(ask),
    urgent: urgentOf(ask),
    critical: criticalOf(ask),
    order: orderShare(ask),
    why: whyOf(ask),
  };
}

/** Looked for when somebody asks: most guesses are never explained. */
function whyOf(ask: (name: string) => Answer | null): Guess['why'] {
  const of = once((name: string) => why(ask(name)));
  return {
    get request() {
      return of('request');
    },
    get category() {
      return of('category');
    },
    get urgent() {
      return of('urgent');
    },
  };
}

function askerOf(
  model: ReadingModel,
  signs: Signs,
  places: readonly PlaceAt[],
): (name: string) => Answer | null {
  const matter = matterOf(signs.text).slice(0, MATTER_CHARS);
  const cues = [...cuesOf(signs, places), ...namedCues(signs)];
  const sampleOf = once((longest: number): Sample => ({ grams: gramsOf(matter, longest), cues }));
  return once((name: string): Answer | null => {
    const head = model.heads.get(name);
    if (!head) return null;
    const sample = sampleOf(head.longest);
    const logOdds = logOddsOf(head, sample);
    const letter = name === 'request' ? model.heads.get('letter') : undefined;
    if (letter) {
      const written = logOddsOf(letter, sampleOf(letter.longest))[0] ?? 0;
      logOdds[0] = eitherVoice({ talk: logOdds[0] ?? 0, letter: written }, cues);
    }
    corrected(model, { name, head, logOdds }, sampleOf);
    return { head, classes: head.classes, sample, matter, logOdds };
  });
}

/** Each key is worked out once. */
function once<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, { value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: work(key) };
    known.set(key, found);
    return found.value;
  };
}

interface Answer {
  head: LinearHead;
  classes: readonly string[];
  sample: Sample;
  matter: string;
  logOdds: Float64Array;
}

function why(answer: Answer | null | undefined): readonly string[] {
  if (!answer) return [];
  const { head, sample, matter, logOdds } = answer;
  const best = logOdds.indexOf(Math.max(...logOdds));
  return reasonsOf(head, {
    grams: sample.grams,
    matter,
    best,
    sign: logOdds.length === 1 && (logOdds[0] ?? 0) < 0 ? -1 : 1,
  });
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
