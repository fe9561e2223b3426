import { type Decimal, decimal, divide, HUNDRED, root, round, sum, text, ZERO } from './decimal.ts';
import { LINE_PLACES, type Scored } from './lines.ts';
import type { AppraisalPolicy, ResultRule } from './policy.ts';
import type { ScoreSheet } from './sheet.ts';

/** What the two parts of a month are worth, both of 100, and both coefficients multiplied. */
export interface Parts {
  differentiated: Decimal | null;
  ballots: Decimal | null;
  coefficient: Decimal;
}

/** (differentiated · weight + ballots · weight) × coefficients; a part without data leaves its weight to the other. */
export function totalOf(result: ResultRule, parts: Parts): Decimal | null {
  const known = (['differentiated', 'ballots'] as const).flatMap((part) => {
    const got = parts[part];
    return got === null ? [] : [{ got, weight: decimal(result[part]) }];
  });
  const weight = sum(known.map((part) => part.weight));
  if (weight.eq(ZERO)) return null;
  const weighted = sum(known.map((part) => part.got.times(part.weight)));
  return divide(weighted.times(parts.coefficient), weight);
}

/** Points got and points of the lines that have data, a dimension each. */
export function dimensionsOf(
  policy: AppraisalPolicy,
  lines: readonly Scored[],
): readonly ScoreSheet['dimensions'][number][] {
  return policy.dimensions.flatMap(({ id, name, bonus }) => {
    const own = lines.filter(({ item }) => item.dimension === id);
    const { got, of } = added(own);
    return own.length === 0 ? [] : [{ id, name, bonus, got: text(got), of: text(of) }];
  });
}

/** Points got ÷ points of what has data × 100, and bonus points on top. Null: nothing is known, or what may not be missing is. */
export function differentiatedOf(policy: AppraisalPolicy, lines: readonly Scored[]): Decimal | null {
  const { base, bonus } = apart(policy, lines);
  const { got, of } = added(base);
  if (of.eq(ZERO) || lacksData(policy, lines)) return null;
  const differentiated = divide(got.times(HUNDRED), of).plus(added(bonus).got);
  return round(differentiated, LINE_PLACES, policy.rounding.rule);
}

/** An item is missing that spreads its weight over nobody: there is no total. */
export function lacksData(policy: AppraisalPolicy, lines: readonly Scored[]): boolean {
  return apart(policy, lines).base.some(({ line, item }) => line.got === null && item.missing === 'no-data');
}

/** How many cases the rates rest on: those of the rate that has most. */
export function casesOf(lines: readonly Scored[]): number {
  return Math.max(0, ...lines.map(({ line }) => (line.because.type === 'rate' ? line.because.of : 0)));
}

/**
 * Half the width of what chance does to the total: that of each rate's line, as if they were independent, in quadrature and scaled as the
 * total is. Null: no line rests on a rate.
 */
export function marginOf(policy: AppraisalPolicy, lines: readonly Scored[], parts: Parts): Decimal | null {
  if (parts.differentiated === null || lines.every(({ sway }) => sway === null)) return null;
  const { base, bonus } = apart(policy, lines);
  const perPoint = divide(HUNDRED, added(base).of);
  const moved = root(squares(base).times(perPoint).times(perPoint).plus(squares(bonus)));
  // The total is linear in its parts, so a move of one is a move of the other.
  const still = { ...parts, differentiated: ZERO, ballots: parts.ballots && ZERO };
  const margin = totalOf(policy.result, { ...still, differentiated: moved });
  return margin && round(margin, policy.rounding.places, policy.rounding.rule);
}

function apart(policy: AppraisalPolicy, lines: readonly Scored[]): { base: Scored[]; bonus: Scored[] } {
  const extra = new Set(policy.dimensions.filter(({ bonus }) => bonus).map(({ id }) => id));
  return {
    base: lines.filter(({ item }) => !extra.has(item.dimension)),
    bonus: lines.filter(({ item }) => extra.has(item.dimension)),
  };
}

function added(lines: readonly Scored[]): { got: Decimal; of: Decimal } {
  const known = lines.filter(({ line }) => line.got !== null);
  return {
    got: sum(known.map(({ line }) => decimal(line.got ?? '0'))),
    of: sum(known.map(({ line }) => decimal(line.of))),
  };
}

function squares(lines: readonly Scored[]): Decimal {
  return sum(lines.map(({ sway }) => (sway === null ? ZERO : sway.times(sway))));
}
