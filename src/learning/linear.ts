/** Linear models by dual coordinate descent, as LIBLINEAR does it (Hsieh et al. 2008; Yu, Huang, Lin 2011). */
import { exchange, seeded, shuffle } from './random.ts';

/** One text as a sparse vector. */
export interface Row {
  columns: Uint32Array;
  values: Float32Array;
}

export interface LinearOptions {
  /** One for each output: 1 and -1 for every row, 0 where the row says nothing. */
  targets: readonly Int8Array[];
  /** Number of columns. */
  columns: number;
  loss: 'squared-hinge' | 'logistic';
  /** How dear an error is; dearer fits closer. */
  cost: number;
  /** How much each row counts (1). */
  importance?: Float64Array;
  /** How much more a positive row of each output counts (1). */
  positive?: readonly number[];
  epochs?: number;
  tolerance?: number;
  seed?: number;
}

/** Columns × outputs, row by row as the engine reads them. */
export interface LinearWeights {
  outputs: number;
  weights: Float64Array;
  biases: Float64Array;
}

const EPOCHS = 60;
const TOLERANCE = 0.1;

export function trainLinear(rows: readonly Row[], options: LinearOptions): LinearWeights {
  const outputs = options.targets.length;
  const weights = new Float64Array(options.columns * outputs);
  const biases = new Float64Array(outputs);
  options.targets.forEach((target, k) => {
    const found = solve(rows, target, { ...options, positive: [options.positive?.[k] ?? 1] });
    for (let column = 0; column < options.columns; column++)
      weights[column * outputs + k] = found[column] ?? 0;
    biases[k] = found[options.columns] ?? 0;
  });
  return { outputs, weights, biases };
}

/** The weights of one output; the last one is the bias. */
function solve(rows: readonly Row[], target: Int8Array, options: LinearOptions): Float64Array {
  const squares = Float64Array.from(rows, ({ values }) =>
    values.reduce((sum, value) => sum + value * value, 1),
  );
  const costs = Float64Array.from(rows, (_, at) => {
    const dear = target[at] === 1 ? (options.positive?.[0] ?? 1) : 1;
    return options.cost * (options.importance?.[at] ?? 1) * dear;
  });
  const problem: Problem = { rows, target, squares, costs, weights: new Float64Array(options.columns + 1) };
  const used = Uint32Array.from(rows.keys()).filter((at) => target[at] !== 0 && (costs[at] ?? 0) > 0);
  const step = options.loss === 'logistic' ? logisticStep(problem, used) : hingeStep(problem);
  descend(used, step, options);
  return problem.weights;
}

/**
 * Goes over the rows in ever new order. Rows that are settled (well on their side) are left out until the others are
 * done; then all are looked at again.
 */
function descend(used: Uint32Array, step: Step, { seed, epochs, tolerance }: LinearOptions): void {
  const random = seeded(seed ?? 1);
  let size = used.length;
  let limit = Number.POSITIVE_INFINITY;
  for (let epoch = 0; epoch < (epochs ?? EPOCHS); epoch++) {
    shuffle(used.subarray(0, size), random);
    const whole = size === used.length;
    const { worst, left } = sweep(used.subarray(0, size), step, limit);
    const done = worst < (tolerance ?? TOLERANCE);
    if (done && whole && left === size) break;
    limit = done || worst === 0 ? Number.POSITIVE_INFINITY : worst;
    size = done ? used.length : left;
  }
}

/** Each row once; the settled ones are put behind those that are left. */
function sweep(active: Uint32Array, step: Step, limit: number): { worst: number; left: number } {
  let worst = 0;
  let left = active.length;
  for (let place = 0; place < left; ) {
    const violation = step(active[place] ?? 0, limit);
    worst = Math.max(worst, violation);
    if (violation === SETTLED) exchange(active, place, --left);
    else place += 1;
  }
  return { worst, left };
}

interface Problem {
  rows: readonly Row[];
  target: Int8Array;
  squares: Float64Array;
  costs: Float64Array;
  weights: Float64Array;
}

/** Moves one row's multiplier to its best; returns how far from it that was, or that it need not be looked at. */
type Step = (at: number, limit: number) => number;
const SETTLED = -1;

function hingeStep({ rows, target, squares, costs, weights }: Problem): Step {
  const alphas = new Float64Array(rows.length);
  return (at, limit) => {
    const row = rows[at];
    if (!row) return 0;
    const sign = target[at] ?? 0;
    const alpha = alphas[at] ?? 0;
    const slack = 0.5 / (costs[at] ?? 1);
    const gradient = sign * dot(row, weights) - 1 + alpha * slack;
    if (alpha === 0 && gradient > limit) return SETTLED;
    const violation = alpha === 0 ? Math.min(gradient, 0) : gradient;
    if (Math.abs(violation) < 1e-12) return 0;
    const next = Math.max(alpha - gradient / ((squares[at] ?? 1) + slack), 0);
    alphas[at] = next;
    add(row, (next - alpha) * sign, weights);
    return Math.abs(violation);
  };
}

function logisticStep(problem: Problem, used: Uint32Array): Step {
  const { rows, target, squares, costs, weights } = problem;
  const alphas = new Float64Array(rows.length);
  for (const at of used) {
    const row = rows[at];
    alphas[at] = Math.min(0.001 * (costs[at] ?? 0), 1e-8);
    if (row) add(row, (target[at] ?? 0) * (alphas[at] ?? 0), weights);
  }
  return (at) => {
    const row = rows[at];
    if (!row) return 0;
    const sign = target[at] ?? 0;
    const alpha = alphas[at] ?? 0;
    const score = sign * dot(row, weights);
    const { next, violation } = logisticAlpha({
      alpha,
      score,
      square: squares[at] ?? 1,
      cost: costs[at] ?? 1,
    });
    alphas[at] = next;
    if (next !== alpha) add(row, (next - alpha) * sign, weights);
    return violation;
  };
}

interface LogisticAsked {
  alpha: number;
  score: number;
  square: number;
  cost: number;
}

/** Newton steps for one multiplier, from whichever end of its range is nearer (their algorithm 4). */
function logisticAlpha({ alpha, score, square, cost }: LogisticAsked): { next: number; violation: number } {
  const other = cost - alpha;
  const flipped = 0.5 * square * (other - alpha) + score < 0;
  const before = flipped ? other : alpha;
  const slope = flipped ? -score : score;
  let z = cost - before < 0.5 * cost ? 0.1 * before : before;
  let gradient = square * (z - before) + slope + Math.log(z / (cost - z));
  const violation = Math.abs(gradient);
  let steps = 0;
  for (; steps < 50 && Math.abs(gradient) > 1e-4; steps++) {
    const moved = z - gradient / (square + cost / (cost - z) / z);
    z = moved <= 0 ? z * 0.1 : Math.min(moved, cost * (1 - 1e-12));
    gradient = square * (z - before) + slope + Math.log(z / (cost - z));
  }
  if (steps === 0) return { next: alpha, violation };
  return { next: flipped ? cost - z : z, violation };
}

/** Score of a row; the bias is a column that every row has. */
function dot({ columns, values }: Row, weights: Float64Array): number {
  let sum = weights[weights.length - 1] ?? 0;
  for (let at = 0; at < columns.length; at++) sum += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
  return sum;
}

function add({ columns, values }: Row, factor: number, weights: Float64Array): void {
  const last = weights.length - 1;
  weights[last] = (weights[last] ?? 0) + factor;
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] ?? 0;
    weights[column] = (weights[column] ?? 0) + factor * (values[at] ?? 0);
  }
}

/** Scores of a row, one for each output. */
export function scoresOf(
  { outputs, weights, biases }: LinearWeights,
  { columns, values }: Row,
): Float64Array {
  const sums = Float64Array.from(biases);
  for (let at = 0; at < columns.length; at++) {
    const from = (columns[at] ?? 0) * outputs;
    for (let k = 0; k < outputs; k++) sums[k] = (sums[k] ?? 0) + (values[at] ?? 0) * (weights[from + k] ?? 0);
  }
  return sums;
}
