const FARTHEST = 2;

/** The candidate that is the fewest edits away, if that is near enough to be a slip of the pen; else null. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.min(FARTHEST, Math.floor(candidate.length / 2)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate ?? null;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) advance(row, { letter, b, first: i + 1 });
  return row[b.length] ?? 0;
}

function advance(row: number[], step: { letter: string; b: string; first: number }): void {
  let diagonal = row[0] ?? 0;
  row[0] = step.first;
  for (let j = 1; j <= step.b.length; j++) {
    const above = row[j] ?? 0;
    const changed = diagonal + (step.b[j - 1] === step.letter ? 0 : 1);
    row[j] = Math.min(changed, above + 1, (row[j - 1] ?? 0) + 1);
    diagonal = above;
  }
}
