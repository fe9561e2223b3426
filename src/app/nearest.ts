import { distance } from 'fastest-levenshtein';

/** Words within a small edit distance (two fifths of the length, at least 1), nearest first, at most three. */
export function nearest(word: string, known: Iterable<string>): readonly string[] {
  const allowed = Math.max(1, Math.floor(word.length * 0.4));
  return [...new Set(known)]
    .map((candidate) => ({ candidate, away: distance(word, candidate) }))
    .filter(({ candidate, away }) => away <= allowed && away < candidate.length)
    .sort((a, b) => a.away - b.away || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
