import { describe, expect, it } from 'vitest';
import { svd, symmetricEigen } from '../../src/learning/issue-svd.ts';
import { seeded } from '../../src/learning/random.ts';

/** Rows as a sparse matrix. */
function sparse(rows: readonly (readonly number[])[]) {
  const starts = new Uint32Array(rows.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  rows.forEach((row, at) => {
    row.forEach((value, column) => {
      if (value === 0) return;
      columns.push(column);
      values.push(value);
    });
    starts[at + 1] = columns.length;
  });
  return {
    starts,
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
    width: rows[0]?.length ?? 0,
  };
}

describe('singular vectors', () => {
  it('of a diagonal matrix are its axes', () => {
    const { values, vectors } = svd(
      sparse([
        [3, 0, 0],
        [0, 5, 0],
        [0, 0, 1],
      ]),
      2,
    );
    expect([...values].map((one) => Math.round(one * 1e6) / 1e6)).toEqual([5, 3]);
    expect(Math.abs(vectors[2] ?? 0)).toBeCloseTo(1, 9);
    expect(Math.abs(vectors[1] ?? 0)).toBeCloseTo(1, 9);
  });

  it('of a matrix of rank 2 give the matrix again', () => {
    const random = seeded(5);
    const [u, v] = [
      [1, 2, 0, 1, 3],
      [0, 1, 1, 2, 0, 1],
    ];
    const rows = u.map((one, i) =>
      v.map((other, j) => one * other + (i === j ? 0 : 0) + u.length * (i % 2) * (j % 3)),
    );
    const { values, vectors } = svd(sparse(rows), 2);
    // A row projected onto both vectors is the row.
    const row = rows[1] ?? [];
    const along = [0, 1].map((k) => row.reduce((sum, one, j) => sum + one * (vectors[j * 2 + k] ?? 0), 0));
    row.forEach((one, j) => {
      const again = along.reduce((sum, share, k) => sum + share * (vectors[j * 2 + k] ?? 0), 0);
      expect(again).toBeCloseTo(one, 5);
    });
    expect(values[0]).toBeGreaterThan(values[1] ?? 0);
    expect(random()).toBeLessThan(1);
  });

  it('are the same to the bit each time', () => {
    const matrix = sparse([
      [1, 2, 0, 4],
      [0, 1, 3, 1],
      [2, 2, 2, 0],
    ]);
    expect(svd(matrix, 2)).toEqual(svd(matrix, 2));
  });
});

describe('eigenvalues of a symmetric matrix', () => {
  it('largest first, with their vectors', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(3, 12);
    expect(values[1]).toBeCloseTo(1, 12);
    expect((vectors[0] ?? 0) / (vectors[2] ?? 1)).toBeCloseTo(1, 12);
  });

  it('of nothing are nothing', () => {
    expect([...symmetricEigen(new Float64Array(4), 2).values]).toEqual([0, 0]);
  });
});
