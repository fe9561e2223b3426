/** The leading right singular vectors of a sparse matrix, by subspace iteration (Halko, Martinsson, Tropp 2011). */
import { seeded } from './random.ts';

/** Rows one after the other: entries `starts[row]` to `starts[row + 1]`. */
export interface Sparse {
  starts: Uint32Array;
  columns: Uint32Array;
  values: Float32Array;
  width: number;
}

export interface Singular {
  /** Descending. */
  values: Float64Array;
  /** width × rank, row by row. */
  vectors: Float64Array;
}

const OVERSAMPLE = 10;
const STEPS = 4;
const NOTHING_LEFT = 1e-20;

export function svd(matrix: Sparse, rank: number): Singular {
  const columns = Math.min(rank + OVERSAMPLE, matrix.width);
  const random = seeded(20);
  let basis = Float64Array.from({ length: matrix.width * columns }, () => random() - 0.5);
  for (let step = 0; step < STEPS; step++) {
    basis = timesTransposed(matrix, times(matrix, basis, columns), columns);
    orthonormalise(basis, columns);
  }
  const image = times(matrix, basis, columns);
  const { values, vectors } = symmetricEigen(gram(image, columns), columns);
  const kept = Math.min(rank, columns);
  return {
    values: Float64Array.from({ length: kept }, (_, k) => Math.sqrt(Math.max(0, values[k] ?? 0))),
    vectors: product(basis, vectors, { inner: columns, kept }),
  };
}

function times({ starts, columns, values }: Sparse, basis: Float64Array, width: number): Float64Array {
  const rows = starts.length - 1;
  const result = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const value = values[at] ?? 0;
      const from = (columns[at] ?? 0) * width;
      const to = row * width;
      for (let k = 0; k < width; k++) result[to + k] = (result[to + k] ?? 0) + value * (basis[from + k] ?? 0);
    }
  }
  return result;
}

function timesTransposed(matrix: Sparse, given: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const { starts, columns, values } = matrix;
  const result = new Float64Array(matrix.width * width);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const value = values[at] ?? 0;
      const to = (columns[at] ?? 0) * width;
      const from = row * width;
      for (let k = 0; k < width; k++) result[to + k] = (result[to + k] ?? 0) + value * (given[from + k] ?? 0);
    }
  }
  return result;
}

/** Gram–Schmidt, twice over each column for the sake of accuracy; columns lie together while it works. */
function orthonormalise(basis: Float64Array, width: number): void {
  const height = basis.length / width;
  const columns = Array.from({ length: width }, (_, k) => {
    return Float64Array.from({ length: height }, (__, row) => basis[row * width + k] ?? 0);
  });
  for (const [k, column] of columns.entries()) {
    const before = columns.slice(0, k);
    const whole = dot(column, column);
    for (const other of [...before, ...before]) subtract(column, other, dot(column, other));
    const left = dot(column, column);
    // What lies in the others' plane leaves only rounding, which is no direction.
    const length = left > whole * NOTHING_LEFT ? Math.sqrt(left) : Number.POSITIVE_INFINITY;
    for (let row = 0; row < height; row++) basis[row * width + k] = column[row] = (column[row] ?? 0) / length;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function subtract(from: Float64Array, other: Float64Array, share: number): void {
  for (let at = 0; at < from.length; at++) from[at] = (from[at] ?? 0) - share * (other[at] ?? 0);
}

function gram(image: Float64Array, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let at = 0; at < image.length; at += width) {
    for (let k = 0; k < width; k++) {
      const value = image[at + k] ?? 0;
      for (let j = 0; j < width; j++) {
        result[k * width + j] = (result[k * width + j] ?? 0) + value * (image[at + j] ?? 0);
      }
    }
  }
  return result;
}

function product(
  left: Float64Array,
  right: Float64Array,
  { inner, kept }: { inner: number; kept: number },
): Float64Array {
  const rows = left.length / inner;
  const result = new Float64Array(rows * kept);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < kept; k++) {
      let sum = 0;
      for (let j = 0; j < inner; j++) sum += (left[row * inner + j] ?? 0) * (right[j * inner + k] ?? 0);
      result[row * kept + k] = sum;
    }
  }
  return result;
}

const SWEEPS = 30;

/** Eigenvalues, descending, and their vectors as columns: cyclic Jacobi rotations. */
export function symmetricEigen(
  given: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(given);
  const v = new Float64Array(size * size);
  for (let k = 0; k < size; k++) v[k * size + k] = 1;
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, size) > 1e-18; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, { size, p, q });
  }
  const order = Array.from({ length: size }, (_, k) => k);
  order.sort((x, y) => (a[y * size + y] ?? 0) - (a[x * size + x] ?? 0));
  return {
    values: Float64Array.from(order, (k) => a[k * size + k] ?? 0),
    vectors: Float64Array.from({ length: size * size }, (_, at) => {
      return v[Math.floor(at / size) * size + (order[at % size] ?? 0)] ?? 0;
    }),
  };
}

/** The largest off-diagonal square, against the whole. */
function offDiagonal(a: Float64Array, size: number): number {
  let off = 0;
  let all = 0;
  a.forEach((one, at) => {
    all += one * one;
    if (Math.floor(at / size) !== at % size) off = Math.max(off, one * one);
  });
  return all === 0 ? 0 : off / all;
}

function rotate(
  a: Float64Array,
  v: Float64Array,
  { size, p, q }: { size: number; p: number; q: number },
): void {
  const apq = a[p * size + q] ?? 0;
  if (apq === 0) return;
  const theta = ((a[q * size + q] ?? 0) - (a[p * size + p] ?? 0)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) turn(a, [k * size + p, k * size + q], [c, s]);
  for (let k = 0; k < size; k++) turn(a, [p * size + k, q * size + k], [c, s]);
  for (let k = 0; k < size; k++) turn(v, [k * size + p, k * size + q], [c, s]);
}

function turn(m: Float64Array, [i, j]: readonly [number, number], [c, s]: readonly [number, number]): void {
  const [x, y] = [m[i] ?? 0, m[j] ?? 0];
  m[i] = c * x - s * y;
  m[j] = s * x + c * y;
}
