import { averageOf, heard } from './ballot-scores.ts';
import { type Decimal, decimal, round, sum, text, within, ZERO } from './decimal.ts';
import type { Evidence, LedgerEntry } from './entry.ts';
import type { SubjectFacts } from './facts.ts';
import { type Fraction, fraction, over, quotient, times } from './fraction.ts';
import { entriesOn, type Ledger } from './ledger.ts';
import { countOf, type Rate, rateOf } from './measures.ts';
import { pointsOf } from './points.ts';
import type { AppraisalPolicy, Item, ItemSource, MetricId } from './policy.ts';
import type { Because, FrozenSubject, ScoreLine } from './sheet.ts';
import { type Interval, shrink, wilson } from './shrink.ts';
import { ticketsBehind } from './tickets-behind.ts';

/** Points, rates and coefficients are kept to so many places; totals as the policy says. */
export const LINE_PLACES = 4;
const SHOWN_EVIDENCE = 30;

/** What the lines of one month are computed with. */
export interface Basis {
  policy: AppraisalPolicy;
  ledger: Ledger;
  /** Mean rate of the group over all its cases; null where it has none. */
  meanOf(groupId: string, metric: MetricId): Fraction | null;
  /** What equal rates of one item and group gave: among thousands of subjects the same few cases come up again and again. */
  equals: Map<string, Weighed>;
}

/** The points of a rate, why, and half of what chance does to them. */
export type Weighed = Required<Omit<Got, 'evidence' | 'more'>>;

/** A line, and half the points by which chance alone moves it; null where chance plays no part. */
export interface Scored {
  line: ScoreLine;
  item: Item;
  sway: Decimal | null;
}

interface Got {
  got: Decimal | null;
  because: Because;
  evidence: readonly Evidence[];
  /** Evidence that was left out already. */
  more?: number;
  sway?: Decimal;
}

type Missed = Extract<Because, { type: 'no-data' }>['what'];
type SourceOf<T extends ItemSource['type']> = Extract<ItemSource, { type: T }>;

/** One item of one subject. */
export function scoreLine(basis: Basis, item: Item, of: FrozenSubject): Scored {
  const found = gotOf(basis, item, of);
  const corrections = correctionsOf(basis, item, of.subject.id);
  const got = corrected(found.got, corrections, item);
  const evidence =
    corrections.length === 0 ? found.evidence : [...entryEvidence(corrections), ...found.evidence];
  const line: ScoreLine = {
    itemId: item.id,
    name: item.name,
    dimensionId: item.dimension,
    of: item.points,
    got: got && text(places(got, basis.policy)),
    because: found.because,
    evidence: evidence.length > SHOWN_EVIDENCE ? evidence.slice(0, SHOWN_EVIDENCE) : evidence,
    more: (found.more ?? 0) + Math.max(0, evidence.length - SHOWN_EVIDENCE),
    ...(corrections.length > 0 && { corrected: text(pointsIn(corrections)) }),
  };
  return { line, item, sway: found.sway ?? null };
}

/** What is not written by people is corrected by what upheld appeals write to it (rules.md 8.4), and by nothing else. */
function correctionsOf({ ledger }: Basis, { id, source }: Item, subjectId: string): readonly LedgerEntry[] {
  const written = source.type === 'entry' ? [] : entriesOn(ledger, subjectId, id);
  return written.length === 0 ? written : written.filter(({ appealId }) => appealId !== null);
}

/** Points given where nothing was known make it known. */
function corrected(got: Decimal | null, corrections: readonly LedgerEntry[], item: Item): Decimal | null {
  if (corrections.length === 0) return got;
  return within((got ?? ZERO).plus(pointsIn(corrections)), ZERO, decimal(item.points));
}

function pointsIn(entries: readonly LedgerEntry[]): Decimal {
  return sum(entries.map(({ points }) => decimal(points)));
}

function entryEvidence(entries: readonly LedgerEntry[]): readonly Evidence[] {
  return entries.map(({ number }) => ({ type: 'entry', number }));
}

function gotOf(basis: Basis, item: Item, of: FrozenSubject): Got {
  const { source } = item;
  switch (source.type) {
    case 'entry':
      return entryPoints(basis, { item, source }, of.subject.id);
    case 'ballot':
      return ballotPoints(basis, { item, source }, of);
    case 'metric': {
      const rate = rateOf(source.metric, of.facts, basis.policy.rates);
      if (rate) return ratePoints(basis, { item, source, rate }, of);
      const counted = countPoints(item, source, of.facts);
      return counted ?? missing(item, 'no-cases');
    }
  }
}

function ratePoints(
  basis: Basis,
  { item, source, rate }: { item: Item; source: SourceOf<'metric'>; rate: Rate },
  { subject, facts }: FrozenSubject,
): Got {
  const mean = source.shrink ? basis.meanOf(subject.groupId, source.metric) : null;
  const key = `${item.id} ${subject.groupId} ${text(rate.over)} ${text(rate.under)} ${rate.cases}`;
  const weighed = basis.equals.get(key) ?? weigh(basis.policy, { item, source, rate, mean });
  basis.equals.set(key, weighed);
  return { ...ticketEvidence(source.metric, facts), ...weighed };
}

function weigh(
  policy: AppraisalPolicy,
  { item, source, rate, mean }: { item: Item; source: SourceOf<'metric'>; rate: Rate; mean: Fraction | null },
): Weighed {
  const to = mean && { mean, by: decimal(policy.rates.shrinkBy) };
  const drawn = (value: Fraction) => (to === null ? value : shrink(value, rate.cases, to));
  const worth = (value: Fraction) => pointsOf(source.scoring, drawn(value), decimal(item.points));
  const interval = wilson(rate);
  const shown = (value: Decimal) => text(places(value, policy));
  const because: Because = {
    type: 'rate',
    metric: source.metric,
    good: shown(quotient(times(rate, rate.cases))),
    of: rate.cases,
    rate: shown(quotient(rate)),
    shrunk: mean && { to: shown(quotient(drawn(rate))), mean: shown(quotient(mean)) },
    interval: [shown(interval[0]), shown(interval[1])],
  };
  return { got: worth(rate), because, sway: halfBetween(interval, worth) };
}

function countPoints(item: Item, source: SourceOf<'metric'>, facts: SubjectFacts): Got | null {
  const count = countOf(source.metric, facts);
  if (count === null) return null;
  return {
    got: pointsOf(source.scoring, fraction(count), decimal(item.points)),
    because: { type: 'count', metric: source.metric, count },
    ...ticketEvidence(source.metric, facts),
  };
}

function entryPoints(
  basis: Basis,
  { item, source }: { item: Item; source: SourceOf<'entry'> },
  subjectId: string,
): Got {
  const entries = entriesOn(basis.ledger, subjectId, item.id);
  if (entries.length === 0 && source.start === 'empty') return missing(item, 'no-entry');
  const points = decimal(item.points);
  const written = pointsIn(entries);
  const raw = source.start === 'full' ? points.plus(written) : written;
  const got = within(raw, ZERO, points);
  const because: Because = {
    type: 'entries',
    start: source.start,
    sum: text(written),
    count: entries.length,
    capped: !got.eq(raw),
  };
  return { got, because, evidence: entryEvidence(entries) };
}

function ballotPoints(
  { policy }: Basis,
  { item, source }: { item: Item; source: SourceOf<'ballot'> },
  { ballots }: FrozenSubject,
): Got {
  const rule = policy.ballots.find((one) => one.id === source.ballot);
  const result = ballots.find((one) => one.ruleId === source.ballot);
  if (!rule || !result) return missing(item, 'no-ballot');
  const average = heard(rule, result) ? averageOf(rule, result, source.aspect) : null;
  if (average === null) return missing(item, 'no-quorum');
  const { ballotId, voted, voters } = result;
  return {
    got: quotient(over(times(average, decimal(item.points)), rule.most)),
    because: { type: 'ballot', ballotId, average: text(places(quotient(average), policy)), voted, voters },
    evidence: [{ type: 'ballot', ballotId }],
  };
}

/** Never silently zero (rules.md 8.1). */
function missing(item: Item, what: Missed): Got {
  const got = { share: null, 'no-data': null, zero: ZERO, full: decimal(item.points) }[item.missing];
  return { got, because: { type: 'no-data', what }, evidence: [] };
}

function ticketEvidence(metric: MetricId, facts: SubjectFacts): Pick<Got, 'evidence' | 'more'> {
  const { shown, more } = ticketsBehind(metric, facts, SHOWN_EVIDENCE);
  return { evidence: shown.map((number) => ({ type: 'ticket', number })), more };
}

function halfBetween([low, high]: Interval, worth: (rate: Fraction) => Decimal): Decimal {
  return worth(fraction(high))
    .minus(worth(fraction(low)))
    .abs()
    .times('0.5');
}

function places(value: Decimal, policy: AppraisalPolicy): Decimal {
  return round(value, LINE_PLACES, policy.rounding.rule);
}
