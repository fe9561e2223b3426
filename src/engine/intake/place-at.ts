import type { Place } from '../ticket/ticket.ts';
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

interface Stretch {
  text: string;
  at: number;
  end: number;
  rank: number;
}

/** A place nobody can mistake. */
export function foundAt(place: Place, { text, at, end, rank }: Stretch): PlaceAt {
  return { at, end, rank, written: text.slice(at, end), place, candidates: [], elsewhere: false };
}

/** One place is meant, of several nobody knows which. */
export function anyOf(places: readonly Place[], { text, at, end, rank }: Stretch): PlaceAt {
  const unique = [...new Map(places.map((place) => [place.key, place])).values()];
  const only = unique.length === 1 ? (unique[0] ?? null) : null;
  const candidates = only ? [] : unique;
  return { at, end, rank, written: text.slice(at, end), place: only, candidates, elsewhere: false };
}
