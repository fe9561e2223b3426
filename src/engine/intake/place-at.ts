import type { PlaceFound } from './talk.ts';

/** A place and where it stands in the text. `rank`: 3 a building, 2 a named place, 1 a common part, 0 a bare unit or estate. */
export interface PlaceAt extends PlaceFound {
  at: number;
  end: number;
  rank: number;
}

/** The place a text is about: the most particular one, the first of those. */
export function mainPlace(places: readonly PlaceAt[]): PlaceAt | null {
  let best: PlaceAt | null = null;
  for (const one of places) if (!best || one.rank > best.rank) best = one;
  return best;
}

export function bare({ written, place, candidates, elsewhere }: PlaceAt): PlaceFound {
  return { written, place, candidates, elsewhere };
}
