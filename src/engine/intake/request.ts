import type { Guess } from '../model/guess.ts';
import type { PlaceAt } from './place-at.ts';
import { requestScore, shapesOf } from './request-score.ts';
import type { Signs } from './signs.ts';
import { has } from './signs.ts';

/** As sure as a street's own word makes it. */
const SURE = 0.97;

/**
 * 0–1: how sure that the text asks the neighbourhood for something. The trained model says it, the word lists where
 * there is none. Over both stand the lists: what nobody here can help with or is meant for the program is none,
 * danger is heard though only the words know it, and a street's own `alwaysRequest` and `neverRequest` settle it.
 */
export function requestOf(signs: Signs, places: readonly PlaceAt[], guessed: Guess | null): number {
  const worded = requestScore(signs, places);
  if (has(signs, 'injection')) return Math.min(worded, guessed?.request ?? 1);
  if (has(signs, 'alwaysRequest')) return SURE;
  if (has(signs, 'neverRequest')) return 1 - SURE;
  if (!guessed) return worded;
  const shapes = shapesOf(signs, places);
  if (shapes.some((shape) => NONE.has(shape)) || toldOfElsewhere(signs, worded)) {
    return Math.min(worded, guessed.request);
  }
  // The model never saw a place of ours: who names one and a trouble is believed.
  const here = has(signs, 'critical') || namesPlace(signs, places);
  return here ? Math.max(worded, guessed.request) : guessed.request;
}

/** Another's place, or a tale of long ago. */
const NONE: ReadonlySet<string> = new Set(['elsewherePlace', 'reminiscence']);

function namesPlace(signs: Signs, places: readonly PlaceAt[]): boolean {
  return places.some(({ place }) => place !== null) || OURS.some((list) => has(signs, list));
}

const OURS = ['ownBuilding', 'ownUnit'];

/** `elsewhere` weighs so much in the words' score that it shows in it, unless a place of ours is named. */
function toldOfElsewhere(signs: Signs, worded: number): boolean {
  return has(signs, 'elsewhere') && worded < FAR;
}

const FAR = 0.1;
