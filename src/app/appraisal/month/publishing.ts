import type { Month } from '../../../engine/appraisal/month.ts';
import { appealsUntil } from '../../../engine/appraisal/month-steps.ts';
import { WHOLE_REACH } from '../../outgoing/address.ts';
import type { Reaching } from '../recipients.ts';
import type { Computed } from './compute.ts';
import { LATE } from './marks.ts';
import type { MonthParts } from './month-parts.ts';
import type { Publishing } from './publication.ts';
import { policyOf, type Standing } from './standing.ts';

export function reachingOf({ directory, now }: Standing, { reach }: MonthParts): Reaching {
  return { directory, now, reach: reach?.() ?? WHOLE_REACH };
}

/** A published month with everything that its messages are made of. */
export function publishingOf(
  { month, scores, frozen }: Computed & { month: Month },
  standing: Standing,
  parts: MonthParts,
): Publishing {
  const policy = policyOf(month, standing);
  const { calendar } = parts.policy;
  return {
    ...reachingOf(standing, parts),
    streetId: standing.streetId,
    monthKey: month.key,
    version: month.version,
    policy,
    scores,
    frozen,
    appealUntil: appealsUntil(month, { schedule: policy.schedule, calendar }) ?? standing.now,
    isLate: month.done.includes(LATE),
  };
}
