import { describe, expect, test } from 'vitest';
import { decimal, round, text } from '../../../src/engine/appraisal/decimal.ts';
import type { SubjectFacts } from '../../../src/engine/appraisal/facts.ts';
import { fraction, quotient, times } from '../../../src/engine/appraisal/fraction.ts';
import { countOf, rateOf } from '../../../src/engine/appraisal/measures.ts';
import type { MetricId } from '../../../src/engine/appraisal/policy.ts';
import { meaningful, pool, shrink, wilson } from '../../../src/engine/appraisal/shrink.ts';
import { ticketsBehind } from '../../../src/engine/appraisal/tickets-behind.ts';
import { aPolicy, facts } from './scoring-kit.ts';

const { rates } = aPolicy();

function rate(metric: MetricId, of: SubjectFacts): string | null {
  const found = rateOf(metric, of, rates);
  if (!found) return null;
  const good = quotient(times(found, found.cases));
  return `${text(good)} of ${found.cases} = ${text(round(quotient(found), 4, 'half-up'))}`;
}

const CALLED = facts({
  'contacted-yes': 9,
  'contacted-no': 1,
  'solved-yes': 6,
  'solved-no': 2,
  satisfied: 4,
  basically: 2,
  dissatisfied: 2,
});

describe('a rate is what was good of what could have been', () => {
  test.each<[MetricId, SubjectFacts, string | null]>([
    ['response-rate', CALLED, '9 of 10 = 0.9'],
    ['solved-rate', CALLED, '6 of 8 = 0.75'],
    // 4 + 0.9 · 2 = 5.8
    ['satisfied-rate', CALLED, '5.8 of 8 = 0.725'],
    // 0.1 · 0.9 + 0.5 · 0.75 + 0.4 · 0.725 = 0.09 + 0.375 + 0.29
    ['total-rate', CALLED, '7.55 of 10 = 0.755'],
    // Without the satisfied: (0.09 + 0.375) ÷ 0.6
    [
      'total-rate',
      { ...CALLED, ...facts({ satisfied: 0, basically: 0, dissatisfied: 0 }) },
      '7.75 of 10 = 0.775',
    ],
    ['on-time-rate', facts({ 'on-time': 7, late: 3 }), '7 of 10 = 0.7'],
    ['first-response-rate', facts({ 'responded-on-time': 1, 'responded-late': 2 }), '1 of 3 = 0.3333'],
    ['rework-rate', facts({ finished: 10, rework: 1 }), '1 of 10 = 0.1'],
    ['return-rate', facts({ claimed: 10, returned: 2 }), '2 of 10 = 0.2'],
    ['repeat-rate', facts({ finished: 8, repeated: 2 }), '2 of 8 = 0.25'],
  ])('%s', (metric, of, said) => {
    expect(rate(metric, of)).toBe(said);
  });

  test('nobody answered: there is no rate, not a rate of zero', () => {
    for (const metric of ['response-rate', 'satisfied-rate', 'total-rate', 'on-time-rate'] as const) {
      expect(rate(metric, {})).toBeNull();
    }
  });

  test('a rate never exceeds one, even when more was given back than claimed in the window', () => {
    expect(rate('return-rate', facts({ claimed: 1, returned: 3 }))).toBe('3 of 3 = 1');
  });

  test('a count of nothing is zero', () => {
    expect(countOf('late-count', facts({ late: 3 }))).toBe(3);
    expect(countOf('late-count', {})).toBe(0);
    expect(countOf('solved-rate', CALLED)).toBeNull();
  });
});

test('tickets that cost points come first, each once, then the newest', () => {
  const of = facts({}, {});
  const tickets: SubjectFacts = {
    ...of,
    satisfied: { count: 3, tickets: [1, 7, 9] },
    basically: { count: 1, tickets: [5] },
    dissatisfied: { count: 2, tickets: [3, 7] },
  };
  expect(ticketsBehind('satisfied-rate', tickets, 9)).toEqual({ shown: [7, 3, 5, 9, 1], more: 0 });
  expect(ticketsBehind('satisfied-rate', tickets, 4)).toEqual({ shown: [7, 3, 5, 9], more: 1 });
  expect(ticketsBehind('satisfied-rate', tickets, 2)).toEqual({ shown: [7, 3], more: 3 });
});

describe('small numbers', () => {
  const p4 = (value: ReturnType<typeof decimal>) => text(round(value, 4, 'half-up'));

  test('a rate of few cases is drawn to its peers, one of many hardly', () => {
    const to = { mean: fraction(4, 5), by: decimal(10) };
    const all = fraction(1);
    // (1 + 10 · 0.8) ÷ (1 + 10) = 9 ÷ 11
    expect(p4(quotient(shrink(all, 1, to)))).toBe('0.8182');
    // (100 + 8) ÷ 110
    expect(p4(quotient(shrink(all, 100, to)))).toBe('0.9818');
  });

  test("the mean of peers is that of all their cases, not of their members' rates", () => {
    const all = pool([facts({ 'solved-yes': 1 }), facts({ 'solved-yes': 1, 'solved-no': 8 })]);
    expect(rate('solved-rate', all)).toBe('2 of 10 = 0.2');
  });

  // Published values of the score interval: 15 of 20 is 0.5313 to 0.8881; 0 of 10 is 0 to 0.2775.
  test.each([
    { good: 15, of: 20, interval: ['0.5313', '0.8881'] },
    { good: 0, of: 10, interval: ['0', '0.2775'] },
    { good: 10, of: 10, interval: ['0.7225', '1'] },
  ])("Wilson's interval of $good of $of", ({ good, of, interval }) => {
    expect(wilson({ ...fraction(good, of), cases: of }).map(p4)).toEqual(interval);
  });

  test('two totals differ when the gap is wider than both margins in quadrature', () => {
    const at = (total: string, margin: string | null) => ({
      total: decimal(total),
      margin: margin === null ? null : decimal(margin),
    });
    // √(3² + 4²) = 5
    expect(meaningful(at('90', '3'), at('85', '4'))).toBe(false);
    expect(meaningful(at('90.01', '3'), at('85', '4'))).toBe(true);
    expect(meaningful(at('90', null), at('89.99', '4'))).toBe(true);
  });
});
