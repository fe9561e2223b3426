/**
 * A second opinion: n-grams weighed beforehand by how much more often they stand in one class than in the others (Wang
 * and Manning 2012). It sees short texts better; both opinions are linear, so they are added up.
 */
import type { LinearOptions, LinearWeights, Row } from './linear.ts';
import { trainLinear } from './linear.ts';

export interface Contrast {
  /** How much the second opinion counts beside the first. */
  share: number;
  /** The columns in front of it are n-grams; cues have no part in it. */
  grams: number;
}

const MOST = 4;
const SMOOTHING = 0.5;

/** Weights to be added to those of the plain fit. */
export function contrastWeights(
  rows: readonly Row[],
  options: LinearOptions,
  { share, grams }: Contrast,
): LinearWeights {
  const fits = options.targets.map((target) => {
    const ratios = ratiosOf(rows, target, { grams, importance: options.importance ?? null });
    const scaled = rows.map((row) => scaledBy(ratios, row));
    return { ratios, fit: trainLinear(scaled, { ...options, targets: [target] }) };
  });
  const outputs = fits.length;
  const weights = new Float64Array(options.columns * outputs);
  fits.forEach(({ ratios, fit }, k) => {
    for (let column = 0; column < grams; column++) {
      weights[column * outputs + k] = share * (fit.weights[column] ?? 0) * (ratios[column] ?? 0);
    }
  });
  return { outputs, weights, biases: Float64Array.from(fits, ({ fit }) => share * (fit.biases[0] ?? 0)) };
}

interface Counting {
  grams: number;
  importance: Float64Array | null;
}

/** How far apart the classes are in each n-gram, in log-odds, whichever way. */
function ratiosOf(rows: readonly Row[], target: Int8Array, { grams, importance }: Counting): Float64Array {
  const counts = {
    yes: new Float64Array(grams).fill(SMOOTHING),
    no: new Float64Array(grams).fill(SMOOTHING),
  };
  const all = { yes: 1, no: 1 };
  rows.forEach(({ columns }, at) => {
    if (target[at] === 0) return;
    const side = target[at] === 1 ? 'yes' : 'no';
    const weight = importance?.[at] ?? 1;
    all[side] += weight;
    for (const column of columns)
      if (column < grams) counts[side][column] = (counts[side][column] ?? 0) + weight;
  });
  return counts.yes.map((yes, column) => {
    const no = counts.no[column] ?? SMOOTHING;
    return Math.min(MOST, Math.abs(Math.log(yes / all.yes) - Math.log(no / all.no)));
  });
}

/** The n-grams of a row at their ratios, without its cues: those stand behind. */
function scaledBy(ratios: Float64Array, { columns, values }: Row): Row {
  const cues = columns.findIndex((column) => column >= ratios.length);
  const end = cues < 0 ? columns.length : cues;
  return {
    columns: columns.subarray(0, end),
    values: values.slice(0, end).map((value, at) => value * (ratios[columns[at] ?? 0] ?? 0)),
  };
}

export function added(a: LinearWeights, b: LinearWeights): LinearWeights {
  return {
    outputs: a.outputs,
    weights: a.weights.map((weight, at) => weight + (b.weights[at] ?? 0)),
    biases: a.biases.map((bias, k) => bias + (b.biases[k] ?? 0)),
  };
}
