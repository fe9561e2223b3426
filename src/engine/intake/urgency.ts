import type { Category, Urgency } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Signs } from './signs.ts';
import { count, has } from './signs.ts';
import { logistic, PAST_DANGER, URGENT_BIAS, URGENT_CATEGORY, URGENT_WEIGHTS, weigh } from './weights.ts';

/** How pressing it is. Danger told from former times, or with the all-clear, is not danger now. */
export function urgencyOf(
  signs: Signs,
  [, level2]: Category,
  policy: ServicePolicy,
): { urgency: Urgency; urgent: number } {
  const danger = has(signs, 'critical');
  const over = danger && (has(signs, 'pastDanger') || has(signs, 'solved'));
  let logOdds = URGENT_BIAS + (over ? PAST_DANGER : 0);
  if (policy.lexicon['urgentCategories']?.includes(level2)) logOdds += URGENT_CATEGORY;
  for (const [list, weight] of Object.entries(URGENT_WEIGHTS)) logOdds += weigh(weight, count(signs, list));
  const urgent = logistic(logOdds);
  if (danger && !over) return { urgency: 'critical', urgent: Math.max(urgent, 0.95) };
  return { urgency: urgent >= policy.thresholds.urgentAt ? 'urgent' : 'normal', urgent };
}
