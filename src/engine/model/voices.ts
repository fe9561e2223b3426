import type { Cue } from './linear.ts';

/** Log-odds of a request, by the head for neighbours' lines and the one for letters and orders. */
export interface Voices {
  talk: number;
  letter: number;
}

/**
 * A letter and a neighbour's line ask in other words: whichever voice is surer of a request is heard, each a little less
 * where the other is sure of none. Talk that names no thing, matter or place has to be surer: so does much of any chat.
 */
export function eitherVoice({ talk, letter }: Voices, cues: readonly Cue[]): number {
  const vague = cues.some(({ name }) => name === NOTHING_NAMED) ? VAGUE : 0;
  return Math.max(talk - vague + LETTER_AGAINST * doubt(letter), letter + TALK_AGAINST * doubt(talk));
}

/** How sure it is of none. */
function doubt(voice: number): number {
  return Math.max(-MOST_DOUBT, Math.min(0, voice));
}

// Chosen on chat that is never trained on, against lines of ours: two folds each.
const NOTHING_NAMED = 'shape:nothingNamed';
const VAGUE = 1;
const LETTER_AGAINST = 0.06;
const TALK_AGAINST = 0.1;
const MOST_DOUBT = 10;
