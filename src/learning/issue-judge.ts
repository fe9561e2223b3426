/** A logistic regression over a few features, by Newton's method: weighted, with a ridge on standardised features. */
import type { Judge } from '../engine/model/issue-model.ts';

export interface Example {
  features: readonly number[];
  yes: boolean;
  importance: number;
}

const STEPS = 25;

/** `ridge` as in the loss: Σ importance · log-loss + ridge/2 · |weights|². */
export function judge(examples: readonly Example[], ridge: number, at: number): Judge {
  const width = examples[0]?.features.length ?? 0;
  const scale = scales(examples, width);
  const rows = examples.map(({ features }) =>
    Float64Array.from([
      ...features.map((one, k) => (one - (scale[k]?.mean ?? 0)) / (scale[k]?.spread ?? 1)),
      1,
    ]),
  );
  let weights = new Float64Array(width + 1);
  for (let step = 0; step < STEPS; step++) {
    const move = newton(examples, rows, { weights, ridge });
    weights = weights.map((one, k) => one - (move[k] ?? 0));
  }
  const plain = Float64Array.from(scale, ({ spread }, k) => (weights[k] ?? 0) / spread);
  const shift = scale.reduce((sum, { mean }, k) => sum + mean * (plain[k] ?? 0), 0);
  return { weights: plain, bias: (weights[width] ?? 0) - shift, at };
}

function scales(examples: readonly Example[], width: number): { mean: number; spread: number }[] {
  return Array.from({ length: width }, (_, k) => {
    const mean = examples.reduce((sum, one) => sum + (one.features[k] ?? 0), 0) / examples.length;
    const squares = examples.reduce((sum, one) => sum + ((one.features[k] ?? 0) - mean) ** 2, 0);
    return { mean, spread: Math.sqrt(squares / examples.length) || 1 };
  });
}

function newton(
  examples: readonly Example[],
  rows: readonly Float64Array[],
  { weights, ridge }: { weights: Float64Array; ridge: number },
): Float64Array {
  const size = weights.length;
  const slope = weights.map((one, k) => (k === size - 1 ? 0 : ridge * one));
  const curve = Array.from({ length: size }, (_, k) => {
    return Float64Array.from({ length: size }, (__, j) => (k === j ? (k === size - 1 ? 1e-9 : ridge) : 0));
  });
  rows.forEach((row, at) => {
    const { yes = false, importance = 0 } = examples[at] ?? {};
    const score = row.reduce((sum, one, k) => sum + one * (weights[k] ?? 0), 0);
    const probability = 1 / (1 + Math.exp(-score));
    const miss = importance * (probability - Number(yes));
    const bend = importance * probability * (1 - probability);
    addTo(slope, curve, { row, miss, bend });
  });
  return solve(curve, slope);
}

function addTo(
  slope: Float64Array,
  curve: readonly Float64Array[],
  { row, miss, bend }: { row: Float64Array; miss: number; bend: number },
): void {
  for (let k = 0; k < row.length; k++) {
    const value = row[k] ?? 0;
    slope[k] = (slope[k] ?? 0) + miss * value;
    const line = curve[k];
    if (!line || value === 0) continue;
    for (let j = 0; j < row.length; j++) line[j] = (line[j] ?? 0) + bend * value * (row[j] ?? 0);
  }
}

/** Gauss–Jordan with pivots; the matrix is small. */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, k) => Float64Array.from([...row, right[k] ?? 0]));
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce((best, row, at) => {
      return at >= k && Math.abs(row[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0) ? at : best;
    }, k);
    exchangeRows(rows, k, pivot);
    const by = rows[k]?.[k] ?? 0;
    if (by === 0) continue;
    const line = (rows[k] ?? new Float64Array()).map((one) => one / by);
    rows[k] = line;
    rows.forEach((row, at) => {
      if (at !== k) eliminate(row, line, k);
    });
  }
  return Float64Array.from(rows, (row) => row.at(-1) ?? 0);
}

function exchangeRows(rows: Float64Array[], a: number, b: number): void {
  const kept = rows[a];
  const other = rows[b];
  if (!kept || !other) return;
  rows[a] = other;
  rows[b] = kept;
}

function eliminate(row: Float64Array, line: Float64Array, k: number): void {
  const share = row[k] ?? 0;
  for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - share * (line[j] ?? 0);
}
