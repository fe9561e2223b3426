import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/learning/linear.ts';
import { scoresOf } from '../../src/learning/linear.ts';
import { type CorrectionRow, fitCorrection, sharesOf } from '../../src/learning/local-fit.ts';

function row(...columns: number[]): Row {
  const length = Math.sqrt(columns.length);
  return { columns: Uint32Array.from(columns), values: Float32Array.from(columns, () => 1 / length) };
}

function asked(given: Row, offsets: number[], targets: number[]): CorrectionRow {
  return {
    row: given,
    offsets: Float64Array.from(offsets),
    targets: Float64Array.from(targets),
    importance: 1,
  };
}

const sigmoid = (odds: number) => 1 / (1 + Math.exp(-odds));
const YES_NO = { columns: 4, outputs: 1, ridge: 0.3 };

describe('a correction of a yes-or-no question', () => {
  test('turns what was wrong again and again, and leaves the rest as it was', () => {
    const wrong = Array.from({ length: 10 }, () => asked(row(0), [1], [0]));
    const kept = Array.from({ length: 10 }, () => asked(row(1), [2], [sigmoid(2)]));
    const fitted = fitCorrection([...wrong, ...kept], YES_NO);
    expect(sigmoid(1 + (scoresOf(fitted, row(0))[0] ?? 0))).toBeLessThan(0.35);
    expect(sigmoid(2 + (scoresOf(fitted, row(1))[0] ?? 0))).toBeCloseTo(sigmoid(2), 1);
    expect(scoresOf(fitted, row(3))[0]).toBeCloseTo(fitted.biases[0] ?? 0, 9);
  });

  test('is nothing where the shipped model says what it should', () => {
    const rows = [0, 1, 2].map((column) => asked(row(column), [column - 1], [sigmoid(column - 1)]));
    const { weights, biases } = fitCorrection(rows, YES_NO);
    for (const weight of [...weights, ...biases]) expect(Math.abs(weight)).toBeLessThan(1e-9);
  });

  test('is smaller the dearer it is', () => {
    const rows = [asked(row(0), [2], [0])];
    const sizes = [0.1, 1, 10].map((ridge) =>
      Math.abs(fitCorrection(rows, { ...YES_NO, ridge }).weights[0] ?? 0),
    );
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(sizes[2]).toBeLessThan(0.2);
  });

  test('goes to where no step helps any more, whatever the rows are', () => {
    const rows = fc.array(
      fc
        .tuple(
          fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }),
          fc.double({ min: -5, max: 5, noNaN: true }),
          fc.constantFrom(0, 1),
        )
        .map(([columns, offset, target]) => asked(row(...columns), [offset], [target])),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(rows, (given) => {
        const found = fitCorrection(given, YES_NO);
        const best = lossOf(given, [...found.weights, ...found.biases]);
        for (let at = 0; at <= 4; at += 1) {
          for (const push of [-0.05, 0.05]) {
            const moved = [...found.weights, ...found.biases].map((one, index) =>
              index === at ? one + push : one,
            );
            expect(lossOf(given, moved)).toBeGreaterThan(best - 1e-4);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

function lossOf(rows: readonly CorrectionRow[], weights: readonly number[]): number {
  const ridge = weights.reduce((sum, one) => sum + (YES_NO.ridge / 2) * one * one, 0);
  const { columns } = YES_NO;
  const fitted = {
    outputs: 1,
    weights: Float64Array.from(weights.slice(0, columns)),
    biases: Float64Array.from(weights.slice(columns)),
  };
  return rows.reduce((sum, one) => {
    const odds = (one.offsets[0] ?? 0) + (scoresOf(fitted, one.row)[0] ?? 0);
    return sum + Math.log1p(Math.exp(one.targets[0] === 1 ? -odds : odds));
  }, ridge);
}

describe('a correction of a choice', () => {
  const CHOICE = { columns: 2, outputs: 3, ridge: 0.3 };

  test('moves what staff put right to where they put it', () => {
    const rows = Array.from({ length: 8 }, () => asked(row(0), [2, 0, 0], [0, 0, 1]));
    const fitted = fitCorrection(rows, CHOICE);
    const shares = sharesOf(scoresOf(fitted, row(0)), Float64Array.from([2, 0, 0]));
    expect(shares.indexOf(Math.max(...shares))).toBe(2);
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
  });

  test('is the same to the bit each time', () => {
    const rows = [
      asked(row(0, 1), [0, 1, 2], [1, 0, 0]),
      { ...asked(row(1), [1, 1, 1], [0, 1, 0]), importance: 0.5 },
    ];
    expect(fitCorrection(rows, CHOICE)).toEqual(fitCorrection(rows, CHOICE));
  });
});
