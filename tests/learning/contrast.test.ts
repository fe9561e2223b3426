import { describe, expect, it } from 'vitest';
import { added, contrastWeights } from '../../src/learning/contrast.ts';
import type { Row } from '../../src/learning/linear.ts';
import { scoresOf } from '../../src/learning/linear.ts';

const row = (...columns: number[]): Row => ({
  columns: Uint32Array.from(columns),
  values: Float32Array.from(columns, () => 1 / Math.sqrt(columns.length)),
});
/** Column 0 stands everywhere, 1 with yes, 2 with no; 3 is a cue of yes. */
const rows = [row(0, 1, 3), row(0, 1, 3), row(0, 1), row(0, 2), row(0, 2), row(0, 2)];
const options = {
  targets: [Int8Array.of(1, 1, 1, -1, -1, -1)],
  columns: 4,
  loss: 'squared-hinge',
  cost: 1,
} as const;

describe('a second opinion by contrast', () => {
  const weights = contrastWeights(rows, options, { share: 1, grams: 3 });

  it('goes by what stands in one class only, not by what stands everywhere', () => {
    const [everywhere = 0, yes = 0, no = 0] = weights.weights;
    expect(yes).toBeGreaterThan(0.1);
    expect(no).toBeLessThan(-0.1);
    expect(Math.abs(everywhere)).toBeLessThan(0.05 * yes);
  });

  it('leaves cues alone', () => {
    expect(weights.weights[3]).toBe(0);
  });

  it('scores a plain row as the weighed one was scored in training', () => {
    expect(scoresOf(weights, row(0, 1))[0]).toBeGreaterThan(0.3);
    expect(scoresOf(weights, row(0, 2))[0]).toBeLessThan(-0.3);
  });

  it('counts by its share, and adds up with another', () => {
    const half = contrastWeights(rows, options, { share: 0.5, grams: 3 });
    const both = added(half, half);
    expect(scoresOf(both, row(0, 1))[0]).toBeCloseTo(scoresOf(weights, row(0, 1))[0] ?? 0, 6);
  });

  it('is the same to the bit every time', () => {
    expect(contrastWeights(rows, options, { share: 1, grams: 3 })).toEqual(weights);
  });
});
