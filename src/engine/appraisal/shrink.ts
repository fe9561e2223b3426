import { type Decimal, decimal, divide, ONE, root, sum, ZERO } from './decimal.ts';
import type { SubjectFacts } from './facts.ts';
import { FACTS } from './facts.ts';
import { type Fraction, over, plus, quotient, times } from './fraction.ts';
import type { Rate } from './measures.ts';

/** Of a normal distribution, 95 % lie within so many standard deviations. */
const Z = decimal('1.96');
const Z2 = Z.times(Z);

export type Interval = readonly [Decimal, Decimal];

/**
 * (s + k·p) ÷ (n + k): a rate of few cases is drawn to the mean of its peers, one of many stays where it is (rules.md 8.1).
 * It may be the bound of an interval too: what is drawn is a rate of so many cases.
 */
export function shrink(rate: Fraction, cases: number, to: { mean: Fraction; by: Decimal }): Fraction {
  return over(plus(times(rate, cases), times(to.mean, to.by)), to.by.plus(cases));
}

/** Wilson's interval at 95 %: within 0 and 1 even for 3 of 3. */
export function wilson(rate: Rate): Interval {
  const n = decimal(rate.cases);
  const good = quotient(times(rate, rate.cases));
  const width = n.plus(Z2);
  const middle = divide(good.plus(Z2.times('0.5')), width);
  const spread = divide(good.times(n.minus(good)), n).plus(Z2.times('0.25'));
  const half = divide(Z.times(root(spread)), width);
  const [low, high] = [middle.minus(half), middle.plus(half)];
  return [low.lt(ZERO) ? ZERO : low, high.gt(ONE) ? ONE : high];
}

/** What a whole group did: the mean of its rates is that of all its cases, not of its members. */
export function pool(all: readonly SubjectFacts[]): SubjectFacts {
  const counts = FACTS.map(
    (id) => [id, { count: all.reduce((n, facts) => n + (facts[id]?.count ?? 0), 0), tickets: [] }] as const,
  );
  return Object.fromEntries(counts);
}

/** Whether two results differ by more than chance explains. Null margins say nothing, so nothing is held against the difference. */
export function meaningful(
  a: { total: Decimal; margin: Decimal | null },
  b: { total: Decimal; margin: Decimal | null },
): boolean {
  if (a.margin === null || b.margin === null) return true;
  const gap = a.total.minus(b.total);
  return gap.times(gap).gt(sum([a.margin.times(a.margin), b.margin.times(b.margin)]));
}
