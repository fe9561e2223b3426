import type { Category, Urgency } from '../glossary.ts';
import type { Guess } from '../model/guess.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Signs } from './signs.ts';
import { count, has } from './signs.ts';
import {
  CRITICAL_AT,
  logistic,
  PAST_DANGER,
  URGENT_BIAS,
  URGENT_CATEGORY,
  URGENT_WEIGHTS,
  URGENT_WORDS,
  weigh,
} from './weights.ts';

/** How pressing it is. Danger told from former times, or with the all-clear, is not danger now. */
export function urgencyOf(
  signs: Signs,
  [, level2]: Category,
  { policy, guessed = null }: { policy: ServicePolicy; guessed?: Guess | null },
): { urgency: Urgency; urgent: number } {
  const danger = has(signs, 'critical');
  const over = has(signs, 'pastDanger') || has(signs, 'solved');
  const words = urgentByWords(signs, level2, policy);
  const order = guessed?.order ?? 0;
  // Of danger that is over, or only thought of, the words know better than the model; in talk, not in an order.
  const heeded = guessed && (order > 0.5 || (!(danger && over) && !has(signs, 'harmless')));
  const urgent = logistic(heeded ? jointly(guessed, words) : words);
  const critical = !over && (danger || (heeded && knowsDanger(guessed, signs)));
  if (critical) return { urgency: 'critical', urgent: Math.max(urgent, order > 0.5 ? 0.5 : 0.95) };
  return { urgency: urgent >= policy.thresholds.urgentAt ? 'urgent' : 'normal', urgent };
}

/** The lists of danger act by themselves; the model adds what they lack the words for, where it is sure. */
function knowsDanger({ critical, request }: Guess, signs: Signs): boolean {
  const figureOfSpeech = has(signs, 'figurative') && request < 0.5;
  return critical >= CRITICAL_AT && !figureOfSpeech;
}

function urgentByWords(signs: Signs, level2: string, policy: ServicePolicy): number {
  const over = has(signs, 'critical') && (has(signs, 'pastDanger') || has(signs, 'solved'));
  let logOdds = URGENT_BIAS + (over ? PAST_DANGER : 0);
  if (policy.lexicon['urgentCategories']?.includes(level2)) logOdds += URGENT_CATEGORY;
  for (const [list, weight] of Object.entries(URGENT_WEIGHTS)) logOdds += weigh(weight, count(signs, list));
  return logOdds;
}

/** The model's log-odds, and in talk a share of the words'. */
function jointly({ urgent, order }: Guess, words: number): number {
  return (
    Math.log((urgent + NEVER) / (1 - urgent + NEVER)) + URGENT_WORDS * (order > 0.5 ? 0 : 1 - order) * words
  );
}

const NEVER = 1e-6;
