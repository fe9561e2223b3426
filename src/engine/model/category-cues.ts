import { namedCategory } from '../intake/category.ts';
import type { Signs } from '../intake/signs.ts';
import type { Cue } from './linear.ts';

/** What the category words would decide by themselves, for the model to weigh: it knows when they are right. */
export function namedCues(signs: Signs): readonly Cue[] {
  const named = namedCategory(signs);
  if (!named) return [{ name: 'named:none', value: 1 }];
  const [level1, level2] = named.category;
  return [
    { name: `named:${level1}`, value: 1 },
    { name: `named:${level1}/${level2}`, value: 1 },
  ];
}
