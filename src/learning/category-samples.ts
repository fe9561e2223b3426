import { signsOf } from '../engine/intake/signs.ts';
import { namedCues } from '../engine/model/category-cues.ts';
import type { Sample } from '../engine/model/linear.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { sampler } from './sampling.ts';

/**
 * How strongly cues are trained. A cue is a whole unit beside n-grams that are a unit all together: at full strength
 * the words would decide alone, and a word that is listed wrongly would never be put right.
 */
const STRENGTH: readonly (readonly [prefix: string, strength: number])[] = [
  ['named:', 0.4],
  ['category:', 0.3],
  ['list:', 0.3],
];

export function strengthOf(cue: string): number {
  return STRENGTH.find(([prefix]) => cue.startsWith(prefix))?.[1] ?? 0;
}

/** Texts as the heads for category, kind and urgency are trained on them: cues at their strength. */
export function categorySampler(
  policy: ServicePolicy,
  options: { longest: number; cues: boolean },
): (text: string) => Sample {
  const sample = sampler(policy, options.longest);
  return (text) => {
    const { grams, cues } = sample(text);
    if (!options.cues) return { grams, cues: [] };
    const all = [...cues, ...namedCues(signsOf(text, policy))];
    return {
      grams,
      cues: all.flatMap(({ name, value }) => {
        const strength = strengthOf(name);
        return strength === 0 ? [] : [{ name, value: value * strength }];
      }),
    };
  };
}
