import { type Decimal, decimal, within, ZERO } from './decimal.ts';
import { type Fraction, fraction, over, quotient, times } from './fraction.ts';
import type { Scoring } from './policy.ts';

/** How many of an item's points a measure gives: always within 0 and the points. */
export function pointsOf(scoring: Scoring, measure: Fraction, points: Decimal): Decimal {
  return within(raw(scoring, measure, points), ZERO, points);
}

function raw(scoring: Scoring, measure: Fraction, points: Decimal): Decimal {
  switch (scoring.type) {
    case 'share':
      return quotient(times(measure, points));
    case 'inverse':
      return quotient(times(fraction(measure.under.minus(measure.over), measure.under), points));
    case 'target':
      return towards(decimal(scoring.target), measure, points);
    case 'each': {
      const given = quotient(times(measure, decimal(scoring.each)));
      return decimal(scoring.each).lt(ZERO) ? points.plus(given) : given;
    }
    case 'bands':
      return decimal(scoring.bands.find(({ atLeast }) => reaches(measure, decimal(atLeast)))?.points ?? '0');
  }
}

function towards(target: Decimal, measure: Fraction, points: Decimal): Decimal {
  return reaches(measure, target) ? points : quotient(over(times(measure, points), target));
}

function reaches(measure: Fraction, bound: Decimal): boolean {
  return measure.over.gte(bound.times(measure.under));
}
