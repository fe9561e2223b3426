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

/** Numbers of so many tickets behind a metric, those that cost points first, then the newest; and how many there are beside them. */
export function ticketsOf(
  metric: MetricId,
  facts: SubjectFacts,
  most: number,
): { shown: readonly number[]; more: number } {
  const { costly, others } = listsOf(metric, facts);
  const shown = new Set<number>();
  for (const list of costly) addNewest(shown, list, most);
  // Ascending each: what is shown of them all is among their ends.
  const ends = others.flatMap((list) => list.slice(-most)).sort((a, b) => a - b);
  addNewest(shown, ends, most);
  const all = new Set([...costly, ...others].flat());
  return { shown: [...shown], more: all.size - shown.size };
}

function listsOf(metric: MetricId, facts: SubjectFacts) {
  const tickets = (id: FactId) => facts[id]?.tickets ?? [];
  if (isCount(metric)) return { costly: [], others: [tickets(COUNTS[metric])] };
  const formulas = metric === 'total-rate' ? PARTS.map(([part]) => RATES[part]) : [RATES[metric]];
  return {
    costly: formulas.flatMap(({ costly }) => costly.map(tickets)),
    others: formulas.flatMap(({ good, of }) => [good, ...of].map(tickets)),
  };
}

function addNewest(shown: Set<number>, ascending: readonly number[], most: number): void {
  for (let at = ascending.length - 1; at >= 0 && shown.size < most; at -= 1) shown.add(ascending[at] ?? 0);
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
