import type { Guess } from '../model/guess.ts';
import { guess } from '../model/guess.ts';
import { categoryOf } from './category.ts';
import type { Part } from './demands.ts';
import { partsOf } from './demands.ts';
import { kindOf } from './kind.ts';
import type { PlaceAt } from './place-at.ts';
import { bare, mainPlace } from './place-at.ts';
import { locatePlaces } from './places.ts';
import { requestOf } from './request.ts';
import type { Signs } from './signs.ts';
import { has, namesCategory, signsOf, wordsIn } from './signs.ts';
import { speechOf } from './speech.ts';
import type { Demand, ReadContext, Reading } from './talk.ts';
import { blank } from './text.ts';
import { urgencyOf } from './urgency.ts';
import { LIST_WEIGHTS } from './weights.ts';

const MAX_CHARS = 4000;
const MAX_WHY = 12;
const EMPTY: Reading = { request: 0, speech: 'empty', demands: [], places: [], why: [] };

/**
 * What one text says, read alone (rules.md 3.1): by the trained model and the policy's word lists. `demands` holds at least one for any
 * text that says something, however unlikely a request it is: `request` tells that.
 */
export function read(text: string, ctx: ReadContext): Reading {
  const whole = text.slice(0, MAX_CHARS);
  const signs = signsOf(withoutNumbers(whole), ctx.policy);
  if (signs.size === 0) return EMPTY;
  const places = locatePlaces(whole, ctx);
  const guessed = guessOf({ signs, places }, ctx);
  const request = requestOf(signs, places, guessed);
  const speech = speechOf(signs, request);
  const demands = speech === 'injection' ? [] : demandsIn(whole, { signs, places, guessed }, ctx);
  return { request, speech, demands, places: places.map(bare), why: whyOf(signs, guessed) };
}

/** Phones and papers say nothing of the matter, and eleven digits are no building. Every index stays. */
function withoutNumbers(text: string): string {
  return text.replace(LONG_NUMBER, blank);
}

const LONG_NUMBER = /(?<!\d)\d{7,18}(?!\d)/g;

interface Seen {
  signs: Signs;
  places: readonly PlaceAt[];
  /** What the model makes of it; left out for a part of a text, which is asked about anew. */
  guessed?: Guess | null;
}

function demandsIn(text: string, seen: Seen, ctx: ReadContext): readonly Demand[] {
  const asking = askingParts(text, seen, ctx);
  const [first, ...others] = asking;
  if (!first || others.length === 0) return [demandOf(text, { ...seen, inherited: null }, ctx)];
  const before = seen.places.filter(({ at }) => at < first.part.at);
  const inherited = mainPlace(inside(first.part, seen.places)) ?? mainPlace(before);
  return asking.map(({ part, signs }) =>
    demandOf(part.text, { signs, places: inside(part, seen.places), inherited }, ctx),
  );
}

function askingParts(text: string, seen: Seen, ctx: ReadContext): readonly { part: Part; signs: Signs }[] {
  const parts = partsOf(text);
  if (parts.length < 2) return [];
  const all = parts.map((part) => ({ part, signs: signsOf(withoutNumbers(part.text), ctx.policy) }));
  const placed = (part: Part) => inside(part, seen.places).length > 0;
  const alone = all.filter(({ part, signs }) => standsAlone(part, signs, placed(part)));
  if (alone.length === 0) return [];
  // Who numbers matters means each of them: beside one that is a request a thing or a place is enough.
  return all.filter(
    (one) => alone.includes(one) || (one.part.listed && namesThing(one.signs, placed(one.part))),
  );
}

function namesThing(signs: Signs, placed: boolean): boolean {
  const thing = has(signs, 'object') || namesCategory(signs) || has(signs, 'problem') || placed;
  return thing && !has(signs, 'solved') && !has(signs, 'thanks') && signs.size >= MIN_PART;
}

function inside({ at, end }: Part, places: readonly PlaceAt[]): readonly PlaceAt[] {
  return places.filter((place) => place.at >= at && place.at < end);
}

/** A part is a matter of its own if it names a thing and what is wrong with it or wanted. */
function standsAlone({ listed }: Part, signs: Signs, placed: boolean): boolean {
  const thing = has(signs, 'object') || namesCategory(signs);
  const wrong = WRONG.some((list) => has(signs, list));
  return thing && (wrong || (listed && placed)) && !has(signs, 'solved') && signs.size >= MIN_PART;
}

const WRONG = ['problem', 'neglected', 'critical', 'suggestion', 'consult', 'request'];
const MIN_PART = 4;

function demandOf(text: string, seen: Seen & { inherited: PlaceAt | null }, ctx: ReadContext): Demand {
  const guessed = seen.guessed === undefined ? guessOf(seen, ctx) : seen.guessed;
  const { category, words } = categoryOf(seen.signs, ctx.policy, guessed);
  const place = mainPlace(seen.places) ?? seen.inherited;
  const kind = kindOf(seen.signs, category, guessed);
  const pressing = urgencyOf(seen.signs, category, { policy: ctx.policy, guessed });
  return {
    text,
    kind,
    category,
    ...pressing,
    // A question waits, however urgent its words: 「新生儿上户口」.
    urgency: kind === 'question' && pressing.urgency === 'urgent' ? 'normal' : pressing.urgency,
    place: place ? bare(place) : null,
    why: [...new Set([...words, ...whyOf(seen.signs)])].slice(0, MAX_WHY),
  };
}

function guessOf({ signs, places }: Seen, { policy }: ReadContext): Guess | null {
  const model = policy.models.reading;
  return model && guess(model, signs, places);
}

/** The words that decided, those for a request first; then the pieces that the model went by. */
function whyOf(signs: Signs, guessed: Guess | null = null): readonly string[] {
  const lists = WEIGHTIEST.filter((list) => has(signs, list));
  const listed = lists.flatMap((list) => wordsIn(signs, list));
  return [...new Set([...listed, ...(guessed?.why.request ?? [])])].slice(0, MAX_WHY);
}

const WEIGHTIEST: readonly string[] = Object.entries(LIST_WEIGHTS)
  .sort(([, [a]], [, [b]]) => Math.abs(b) - Math.abs(a))
  .map(([list]) => list);
