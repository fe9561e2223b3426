import type { Head, Labelled } from './head.ts';

/** Steps of a twentieth on a scale of logarithms: from a tenth to twenty. */
const COOLEST = 0.1;
const STEP = 1.05;
const STEPS = 109;

/**
 * One slope for all classes, so that the shares of the scores' exponentials are as likely as they say. A slope of its
 * own for each class would change which one comes first, to the harm of the rare ones.
 */
export function tempered(head: Head, labelled: readonly Labelled[], scores: readonly Float64Array[]): Head {
  const slopes = Array.from({ length: STEPS }, (_, step) => COOLEST * STEP ** step);
  const losses = slopes.map((slope) => lossAt(slope, labelled, scores));
  const best = slopes[losses.indexOf(Math.min(...losses))] ?? 1;
  const outputs = head.options.classes.length;
  return { ...head, slopes: new Float64Array(outputs).fill(best), shifts: new Float64Array(outputs) };
}

/** How unlikely the true classes are made. */
function lossAt(slope: number, labelled: readonly Labelled[], scores: readonly Float64Array[]): number {
  return labelled.reduce((loss, { label, importance }, at) => {
    const row = scores[at] ?? new Float64Array(0);
    const top = Math.max(...row);
    const sum = row.reduce((total, score) => total + Math.exp(slope * (score - top)), 0);
    return loss + importance * (Math.log(sum) - slope * ((row[label] ?? 0) - top));
  }, 0);
}
