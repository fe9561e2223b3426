import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocations, postCoefficient } from '../../../src/engine/appraisal/coefficients.ts';
import { compare, decimal, sum } from '../../../src/engine/appraisal/decimal.ts';
import type { Load } from '../../../src/engine/appraisal/facts.ts';
import type { AllocationRule } from '../../../src/engine/appraisal/policy.ts';
import { aPolicy, aSubject } from './scoring-kit.ts';

function policyWith(change: Partial<AllocationRule>) {
  const allocation: AllocationRule = {
    groups: ['workers'],
    parts: [
      { by: 'households', weight: '0.5' },
      { by: 'tickets', weight: '0.5' },
    ],
    floor: '0.5',
    cap: '1.5',
    ...change,
  };
  return aPolicy({ result: { ...aPolicy().result, allocation } });
}

function coefficients(rule: Partial<AllocationRule>, loads: readonly Partial<Load>[]): string[] {
  const subjects = loads.map((load, at) =>
    aSubject(`s${at}`, { load: { households: null, population: null, areaM2: null, tickets: 0, ...load } }),
  );
  return [...allocations(policyWith(rule), subjects).values()].map(({ coefficient }) => String(coefficient));
}

const byHouseholds: Partial<AllocationRule> = { parts: [{ by: 'households', weight: '1' }] };
const households = (...all: (number | null)[]) => all.map((one) => ({ households: one }));

describe('the coefficient of the post', () => {
  const policy = aPolicy({ result: { ...aPolicy().result, postCoefficients: { head: '1.2' } } });

  test('is 1 unless the policy names the post', () => {
    expect(String(postCoefficient(policy, aSubject('a', { post: 'head' })))).toBe('1.2');
    expect(String(postCoefficient(policy, aSubject('a', { post: 'deputy' })))).toBe('1');
    expect(String(postCoefficient(policy, aSubject('a', { post: null })))).toBe('1');
  });
});

describe('the coefficient of allocation', () => {
  test('is own load by mean load, the parts mixed by weight', () => {
    // Households mean 400: 0.75 and 1.25; tickets mean 20: 1.5 and 0.5; halves: 1.125 and 0.875.
    const loads = [
      { households: 300, tickets: 30 },
      { households: 500, tickets: 10 },
    ];
    expect(coefficients({}, loads)).toEqual(['1.125', '0.875']);
  });

  test('stays between floor and cap while the mean stays 1', () => {
    // Own ÷ mean: 0.1, 0.9, 2. The first is lifted to 0.5, the last held at 1.5; what is left for the second is 3 − 2.
    expect(coefficients(byHouseholds, households(10, 90, 200))).toEqual(['0.5', '1', '1.5']);
    // 0.6, 0.6, 1.8: the last is held at 1.5, the others share 1.5 in proportion.
    expect(coefficients(byHouseholds, households(60, 60, 180))).toEqual(['0.75', '0.75', '1.5']);
  });

  test('leaves out a part that nobody has data for, and spreads the weight of one that somebody lacks', () => {
    const some = [
      { households: 300, tickets: 30 },
      { households: null, tickets: 10 },
    ];
    // Households: mean of the known is 300, so 1. The first (1 + 1.5) ÷ 2 = 1.25, the second 0.5 alone; scaled by 2 ÷ 1.75.
    expect(coefficients({}, some)).toEqual(['1.4286', '0.5714']);
    expect(coefficients({}, [{ tickets: 10 }, { tickets: 30 }])).toEqual(['0.5', '1.5']);
  });

  test('says what it comes from: own load and mean, but for what nobody counted', () => {
    const subjects = [300, 500].map((count) =>
      aSubject(`s${count}`, { load: { households: count, population: null, areaM2: null, tickets: 0 } }),
    );
    expect(allocations(policyWith({}), subjects).get('s300')?.loads).toEqual([
      { by: 'households', own: 300, mean: '400' },
    ]);
  });

  test('is 1 for all where nothing is known, and for groups that are not named', () => {
    expect(coefficients(byHouseholds, households(null, null))).toEqual(['1', '1']);
    expect(coefficients({ groups: ['others'] }, households(1, 2))).toEqual([]);
  });

  test('of any group has a mean of 1 within bounds, and more load never means less', () => {
    const loads = fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(loads, (all) => {
        const found = coefficients(byHouseholds, households(...all)).map(decimal);
        const off = sum(found).minus(all.length).abs();
        expect(compare(off, '0.001')).toBe(-1);
        found.forEach((one, at) => {
          expect(one.gte('0.5') && one.lte('1.5')).toBe(true);
          found.forEach((other, there) => {
            if ((all[at] ?? 0) > (all[there] ?? 0)) expect(one.gte(other)).toBe(true);
          });
        });
      }),
      { numRuns: 60 },
    );
  });
});
