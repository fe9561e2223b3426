/** A small correction fitted on top of fixed log-odds: ridge-regularised, by accelerated gradient steps in a fixed order. */
import type { LinearWeights, Row } from './linear.ts';

export interface CorrectionRow {
  row: Row;
  /** What the shipped model says: log-odds of each output. */
  offsets: Float64Array;
  /** What should be said: a share for each output (of one output: of yes). */
  targets: Float64Array;
  importance: number;
}

export interface CorrectionOptions {
  columns: number;
  /** One: a yes-or-no question. More: one of them is right. */
  outputs: number;
  /** How dear a large correction is. */
  ridge: number;
}

const STEPS = 200;
const POWER_STEPS = 12;
/** The slope at which no further step changes a reading. */
const LEVEL = 1e-3;

/** Nesterov's method with the step that the rows' own curvature allows. */
export function fitCorrection(
  rows: readonly CorrectionRow[],
  { columns, outputs, ridge }: CorrectionOptions,
): LinearWeights {
  const size = (columns + 1) * outputs;
  const step = 1 / (bendOf(rows, columns) * (outputs === 1 ? 0.25 : 0.5) + ridge);
  let weights = new Float64Array(size);
  const ahead = new Float64Array(size);
  for (let at = 1; at <= STEPS; at++) {
    const slope = slopeOf(rows, ahead, { columns, outputs, ridge });
    if (slope.every((one) => Math.abs(one) < LEVEL)) return weightsOf(ahead, outputs);
    const next = new Float64Array(size);
    for (let index = 0; index < size; index++) next[index] = (ahead[index] ?? 0) - step * (slope[index] ?? 0);
    const push = (at - 1) / (at + 2);
    for (let index = 0; index < size; index++) {
      const move = (next[index] ?? 0) - (weights[index] ?? 0);
      ahead[index] = (next[index] ?? 0) + push * move;
    }
    weights = next;
  }
  return weightsOf(weights, outputs);
}

/** The biases stand last. */
function weightsOf(all: Float64Array, outputs: number): LinearWeights {
  const end = all.length - outputs;
  return { outputs, weights: all.slice(0, end), biases: all.slice(end) };
}

function slopeOf(
  rows: readonly CorrectionRow[],
  weights: Float64Array,
  { columns, outputs, ridge }: CorrectionOptions,
): Float64Array {
  const slope = weights.map((weight) => ridge * weight);
  for (const { row, offsets, targets, importance } of rows) {
    const shares = sharesOf(scoresAt(row, weights, { columns, outputs }), offsets);
    for (let k = 0; k < outputs; k++) {
      const error = importance * ((shares[k] ?? 0) - (targets[k] ?? 0));
      for (let at = 0; at < row.columns.length; at++) {
        const index = (row.columns[at] ?? 0) * outputs + k;
        slope[index] = (slope[index] ?? 0) + error * (row.values[at] ?? 0);
      }
      const bias = columns * outputs + k;
      slope[bias] = (slope[bias] ?? 0) + error;
    }
  }
  return slope;
}

function scoresAt(
  row: Row,
  weights: Float64Array,
  { columns, outputs }: { columns: number; outputs: number },
): Float64Array {
  const sums = weights.slice(columns * outputs, (columns + 1) * outputs);
  for (let at = 0; at < row.columns.length; at++) {
    const from = (row.columns[at] ?? 0) * outputs;
    const value = row.values[at] ?? 0;
    for (let k = 0; k < outputs; k++) sums[k] = (sums[k] ?? 0) + value * (weights[from + k] ?? 0);
  }
  return sums;
}

/** Of one output: yes or no. Of more: which of them. */
export function sharesOf(scores: Float64Array, offsets: Float64Array): Float64Array {
  const shares = new Float64Array(scores.length);
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < shares.length; k++) {
    shares[k] = (scores[k] ?? 0) + (offsets[k] ?? 0);
    top = Math.max(top, shares[k] ?? 0);
  }
  if (shares.length === 1) return Float64Array.of(1 / (1 + Math.exp(-top)));
  let all = 0;
  for (let k = 0; k < shares.length; k++) {
    shares[k] = Math.exp((shares[k] ?? 0) - top);
    all += shares[k] ?? 0;
  }
  for (let k = 0; k < shares.length; k++) shares[k] = (shares[k] ?? 0) / all;
  return shares;
}

/** The largest eigenvalue of the rows' squares, a little above; by power iteration from an even start. */
function bendOf(rows: readonly CorrectionRow[], columns: number): number {
  let vector = new Float64Array(columns + 1).fill(1);
  let size = 1;
  for (let turn = 0; turn < POWER_STEPS; turn++) {
    const next = new Float64Array(columns + 1);
    for (const { row, importance } of rows) {
      const dot = importance * (scoresAt(row, vector, { columns, outputs: 1 })[0] ?? 0);
      for (let at = 0; at < row.columns.length; at++) {
        const column = row.columns[at] ?? 0;
        next[column] = (next[column] ?? 0) + dot * (row.values[at] ?? 0);
      }
      next[columns] = (next[columns] ?? 0) + dot;
    }
    size = Math.sqrt(next.reduce((sum, one) => sum + one * one, 0)) || 1;
    vector = next.map((one) => one / size);
  }
  return size * 1.1;
}
