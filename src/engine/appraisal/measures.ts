import { decimal, sum, ZERO } from './decimal.ts';
import type { FactId, SubjectFacts } from './facts.ts';
import { type Fraction, fraction, over, plus, times } from './fraction.ts';
import { METRICS, type MetricId, type RateRule } from './policy.ts';

/** A share of cases, as a fraction between 0 and 1 of so many cases. */
export interface Rate extends Fraction {
  cases: number;
}

interface RateFormula {
  good: FactId;
  /** Counts as the policy's `basically` says. */
  basically?: FactId;
  of: readonly FactId[];
  /** Whose tickets are shown first, because they cost points. */
  costly: readonly FactId[];
}

type Combined = 'total-rate';
type RateMetric = Exclude<
  { [M in MetricId]: (typeof METRICS)[M] extends 'rate' ? M : never }[MetricId],
  Combined
>;
type CountMetric = { [M in MetricId]: (typeof METRICS)[M] extends 'count' ? M : never }[MetricId];

/** rules.md 8.1. Who did not answer is in no denominator. */
const RATES: Readonly<Record<RateMetric, RateFormula>> = {
  'response-rate': { good: 'contacted-yes', of: ['contacted-yes', 'contacted-no'], costly: ['contacted-no'] },
  'solved-rate': { good: 'solved-yes', of: ['solved-yes', 'solved-no'], costly: ['solved-no'] },
  'satisfied-rate': {
    good: 'satisfied',
    basically: 'basically',
    of: ['satisfied', 'basically', 'dissatisfied'],
    costly: ['dissatisfied', 'basically'],
  },
  'on-time-rate': { good: 'on-time', of: ['on-time', 'late'], costly: ['late'] },
  'first-response-rate': {
    good: 'responded-on-time',
    of: ['responded-on-time', 'responded-late'],
    costly: ['responded-late'],
  },
  'rework-rate': { good: 'rework', of: ['finished'], costly: ['rework'] },
  'return-rate': { good: 'returned', of: ['claimed'], costly: ['returned'] },
  'repeat-rate': { good: 'repeated', of: ['finished'], costly: ['repeated'] },
};

const COUNTS: Readonly<Record<CountMetric, FactId>> = {
  'finished-count': 'finished',
  'late-count': 'late',
  'patrol-count': 'patrol',
  'visit-count': 'visit',
  'progress-count': 'progress',
  'leave-days': 'leave-days',
};

const PARTS = [
  ['response-rate', 'response'],
  ['solved-rate', 'solved'],
  ['satisfied-rate', 'satisfied'],
] as const;

function isCount(metric: MetricId): metric is CountMetric {
  return METRICS[metric] === 'count';
}

/** Null: there was no case that could have been good or bad. */
export function rateOf(metric: MetricId, facts: SubjectFacts, rules: RateRule): Rate | null {
  if (isCount(metric)) return null;
  return metric === 'total-rate' ? totalRate(facts, rules) : plainRate(RATES[metric], facts, rules);
}

/** How often it happened: never is 0, not missing. Null: the metric is a rate. */
export function countOf(metric: MetricId, facts: SubjectFacts): number | null {
  return isCount(metric) ? count(facts, COUNTS[metric]) : null;
}

/** The facts that a metric is made of; `costly` ones cost points. */
export function factsBehind(metric: MetricId): { costly: readonly FactId[]; all: readonly FactId[] } {
  if (isCount(metric)) return { costly: [], all: [COUNTS[metric]] };
  const formulas = metric === 'total-rate' ? PARTS.map(([part]) => RATES[part]) : [RATES[metric]];
  const all = new Set(formulas.flatMap(({ good, of }) => [good, ...of]));
  return { costly: formulas.flatMap(({ costly }) => costly), all: [...all] };
}

function plainRate(formula: RateFormula, facts: SubjectFacts, rules: RateRule): Rate | null {
  const possible = formula.of.reduce((n, fact) => n + count(facts, fact), 0);
  const whole = count(facts, formula.good);
  if (possible === 0) return null;
  // What was given back need not have been claimed in this window: a rate stays a share.
  const cases = Math.max(possible, whole);
  const partly = formula.basically ? count(facts, formula.basically) : 0;
  const good = decimal(whole).plus(partly === 0 ? ZERO : decimal(rules.basically).times(partly));
  return { ...fraction(good, cases), cases };
}

/** The three rates by weight; one that nobody answered leaves its weight to the others. */
function totalRate(facts: SubjectFacts, rules: RateRule): Rate | null {
  const known = PARTS.flatMap(([metric, part]) => {
    const rate = plainRate(RATES[metric], facts, rules);
    return rate === null ? [] : [{ rate, weight: decimal(rules.weights[part]) }];
  });
  const weight = sum(known.map((part) => part.weight));
  if (weight.eq(ZERO)) return null;
  const weighted = known.map((part) => times(part.rate, part.weight)).reduce(plus);
  return { ...over(weighted, weight), cases: Math.max(...known.map(({ rate }) => rate.cases)) };
}

function count(facts: SubjectFacts, id: FactId): number {
  return facts[id]?.count ?? 0;
}
