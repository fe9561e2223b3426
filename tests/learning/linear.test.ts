import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinearOptions, Row } from '../../src/learning/linear.ts';
import { scoresOf, trainLinear } from '../../src/learning/linear.ts';
import { platt } from '../../src/learning/platt.ts';
import { seeded } from '../../src/learning/random.ts';

const row = (...values: number[]): Row => ({
  columns: Uint32Array.from(values.keys()),
  values: Float32Array.from(values),
});
const LOSSES = ['squared-hinge', 'logistic'] as const;

describe.each(LOSSES)('a linear model (%s)', (loss) => {
  const options = (target: number[], more: Partial<LinearOptions> = {}): LinearOptions => ({
    targets: [Int8Array.from(target)],
    columns: 2,
    loss,
    cost: 10,
    ...more,
  });

  it('tells apart what a line can tell apart', () => {
    const random = seeded(7);
    const rows = Array.from({ length: 200 }, () => row(random() * 2 - 1, random() * 2 - 1));
    const target = rows.map(({ values }) => ((values[0] ?? 0) + 2 * (values[1] ?? 0) > 0.3 ? 1 : -1));
    const trained = trainLinear(rows, options(target));
    const right = rows.filter((one, at) => Math.sign(scoresOf(trained, one)[0] ?? 0) === target[at]);
    expect(right.length).toBeGreaterThanOrEqual(196);
  });

  it('is the same to the bit every time', () => {
    const rows = [row(1, 0), row(0, 1), row(1, 1), row(0.5, 0.2)];
    const given = options([1, -1, 1, -1]);
    expect(trainLinear(rows, given)).toEqual(trainLinear(rows, given));
  });

  it('does not heed rows that say nothing, nor those that count nothing', () => {
    const rows = [row(1, 0), row(0, 1), row(-5, 3)];
    const alone = trainLinear(rows.slice(0, 2), options([1, -1]));
    const silent = trainLinear(rows, options([1, -1, 0]));
    expect(scoresOf(silent, row(1, 0))[0]).toBeCloseTo(scoresOf(alone, row(1, 0))[0] ?? 0, 2);
    const nothing = trainLinear(rows, options([1, -1, -1], { importance: Float64Array.of(1, 1, 0) }));
    expect(scoresOf(nothing, row(1, 0))[0]).toBeCloseTo(scoresOf(alone, row(1, 0))[0] ?? 0, 2);
  });

  it('leans towards what counts more', () => {
    const rows = [row(1, 0), row(1, 0)];
    const score = (importance: Float64Array) =>
      scoresOf(trainLinear(rows, options([1, -1], { importance })), row(1, 0))[0] ?? 0;
    expect(score(Float64Array.of(5, 1))).toBeGreaterThan(0);
    expect(score(Float64Array.of(1, 5))).toBeLessThan(0);
    const dearYes = trainLinear(rows, options([1, -1], { positive: [5] }));
    expect(scoresOf(dearYes, row(1, 0))[0]).toBeGreaterThan(0);
  });

  it('answers several questions at once as if each were asked alone', () => {
    const rows = [row(1, 0), row(0, 1), row(1, 1)];
    const [a, b] = [Int8Array.of(1, -1, 1), Int8Array.of(-1, -1, 1)];
    const both = trainLinear(rows, { ...options([]), targets: [a, b] });
    const alone = trainLinear(rows, { ...options([]), targets: [b] });
    expect(scoresOf(both, row(0.3, 0.4))[1]).toBe(scoresOf(alone, row(0.3, 0.4))[0]);
  });
});

describe('a logistic model', () => {
  it('minimises the loss: no small step in any direction is better', () => {
    const rows = [row(1, 0.2), row(0.1, 1), row(0.9, 0.8), row(0.4, 0.3), row(-0.5, 0.1)];
    const target = [1, -1, 1, -1, 1];
    const { weights, biases } = trainLinear(rows, {
      targets: [Int8Array.from(target)],
      columns: 2,
      loss: 'logistic',
      cost: 2,
      tolerance: 1e-6,
      epochs: 2000,
    });
    const at = [weights[0] ?? 0, weights[1] ?? 0, biases[0] ?? 0];
    const loss = ([a = 0, b = 0, c = 0]: number[]) =>
      (a * a + b * b + c * c) / 2 +
      rows.reduce((sum, { values }, i) => {
        const score = a * (values[0] ?? 0) + b * (values[1] ?? 0) + c;
        return sum + 2 * Math.log1p(Math.exp(-(target[i] ?? 0) * score));
      }, 0);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (step) => {
          const moved = at.map((one, k) => one + 0.05 * (step[k] ?? 0));
          expect(loss(moved)).toBeGreaterThanOrEqual(loss(at) - 1e-6);
        },
      ),
    );
  });
});

describe('calibration', () => {
  it('finds the log-odds that the scores were drawn from', () => {
    const random = seeded(3);
    const scored = Array.from({ length: 20_000 }, () => {
      const score = random() * 6 - 3;
      return { score, yes: random() < 1 / (1 + Math.exp(-(1.5 * score - 0.7))), importance: 1 };
    });
    const { slope, shift } = platt(scored);
    expect(slope).toBeCloseTo(1.5, 1);
    expect(shift).toBeCloseTo(-0.7, 1);
  });

  it('stays finite where scores tell everything apart, or nothing', () => {
    const apart = [-2, -1, 1, 2].map((score) => ({ score, yes: score > 0, importance: 1 }));
    const alike = [1, 1, 1, 1].map((score, at) => ({ score, yes: at === 0, importance: 1 }));
    for (const scored of [apart, alike, []]) {
      const { slope, shift } = platt(scored);
      expect([slope, shift].every(Number.isFinite)).toBe(true);
    }
    const { slope, shift } = platt(alike);
    expect(1 / (1 + Math.exp(-(slope + shift)))).toBeCloseTo(1 / 3, 1);
  });
});
