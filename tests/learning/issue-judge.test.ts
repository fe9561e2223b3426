import { describe, expect, it } from 'vitest';
import type { Judge } from '../../src/engine/model/issue-model.ts';
import type { Example } from '../../src/learning/issue-judge.ts';
import { judge, solve } from '../../src/learning/issue-judge.ts';
import { seeded } from '../../src/learning/random.ts';

const probability = ({ weights, bias }: Judge, features: readonly number[]) =>
  1 / (1 + Math.exp(-features.reduce((sum, one, k) => sum + one * (weights[k] ?? 0), bias)));

describe('a judge', () => {
  const random = seeded(3);
  const examples: Example[] = Array.from({ length: 400 }, () => {
    const features = [random() * 4 - 2, random() * 100, 7];
    const yes = random() < 1 / (1 + Math.exp(-2 * (features[0] ?? 0)));
    return { features, yes, importance: 1 };
  });
  const made = judge(examples, 0.01, 0.7);

  it('finds what decides and leaves the rest', () => {
    expect(probability(made, [2, 50, 7])).toBeGreaterThan(0.9);
    expect(probability(made, [-2, 50, 7])).toBeLessThan(0.1);
    expect(Math.abs(probability(made, [1, 0, 7]) - probability(made, [1, 100, 7]))).toBeLessThan(0.2);
  });

  it('is as sure on the whole as its examples are', () => {
    const said = examples.reduce((sum, { features }) => sum + probability(made, features), 0);
    expect(said).toBeCloseTo(examples.filter(({ yes }) => yes).length, 1);
  });

  it('keeps the threshold it is given', () => {
    expect(made.at).toBe(0.7);
  });

  it('heeds how much an example weighs', () => {
    const two = (importance: number): Example[] => [
      { features: [1], yes: true, importance },
      { features: [1], yes: false, importance: 1 },
    ];
    expect(probability(judge(two(3), 0.01, 0.5), [1])).toBeCloseTo(0.75, 4);
  });
});

describe('linear equations', () => {
  it('are solved, also with a zero in the corner', () => {
    expect([...solve([Float64Array.of(0, 2), Float64Array.of(3, 0)], Float64Array.of(4, 9))]).toEqual([3, 2]);
  });

  it('of nothing at all do not fail', () => {
    expect([...solve([Float64Array.of(0)], Float64Array.of(1))]).toEqual([1]);
  });
});
