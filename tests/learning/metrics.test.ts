import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answered } from '../../src/learning/metrics.ts';
import { averagePrecision, calibrationError, classFigures, countsAt } from '../../src/learning/metrics.ts';

const answers = (...given: readonly (readonly [truth: 0 | 1, probability: number])[]): Answered[] =>
  given.map(([truth, probability]) => ({ truth: truth === 1, probability }));

describe('yes or no', () => {
  it('counts what was found, missed and taken wrongly', () => {
    const counts = countsAt(answers([1, 0.9], [1, 0.5], [1, 0.2], [0, 0.7], [0, 0.1]), 0.5);
    expect(counts).toEqual({
      n: 5,
      precision: 0.6667,
      recall: 0.6667,
      f1: 0.6667,
      confusion: { hit: 2, falseAlarm: 1, missed: 1, quiet: 1 },
    });
  });

  it('of nothing is 0, not nonsense', () => {
    expect(countsAt([], 0.5).f1).toBe(0);
    expect(averagePrecision([])).toBe(0);
    expect(calibrationError([])).toBe(0);
  });
});

describe('average precision', () => {
  it('is 1 when all true ones come first, and what a hand reckons otherwise', () => {
    expect(averagePrecision(answers([1, 0.9], [1, 0.8], [0, 0.1]))).toBe(1);
    expect(averagePrecision(answers([1, 0.9], [0, 0.8], [1, 0.7]))).toBe(0.8333);
  });

  it('of answers that are all alike is the share of true ones', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), (truths) => {
        const alike = truths.map((truth) => ({ truth, probability: 0.4 }));
        const share = truths.filter(Boolean).length / truths.length;
        expect(averagePrecision(alike)).toBeCloseTo(share, 3);
      }),
    );
  });
});

describe('calibration', () => {
  it('is off by nothing when shares come true, by the difference when not', () => {
    expect(calibrationError(answers([1, 0.5], [0, 0.5]))).toBe(0);
    expect(calibrationError(answers([0, 0.8], [0, 0.8]))).toBe(0.8);
  });
});

describe('classes', () => {
  it('weigh the same however rare', () => {
    const given = [
      ...Array.from({ length: 8 }, () => ({ truth: '水', answer: '水' })),
      { truth: '电', answer: '水' },
      { truth: '电', answer: '电' },
    ];
    const { accuracy, macroF1, confusion } = classFigures(given);
    expect(accuracy).toBe(0.9);
    expect(macroF1).toBeCloseTo((16 / 17 + 2 / 3) / 2, 3);
    expect(confusion).toEqual({ 水: { 水: 8 }, 电: { 水: 1, 电: 1 } });
  });
});
