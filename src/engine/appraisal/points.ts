import { type Decimal, decimal, divide, least, ONE, within, ZERO } from './decimal.ts';
import type { Scoring } from './policy.ts';

/** How many of an item's points a measure gives: always within 0 and the points. */
export function pointsOf(scoring: Scoring, measure: Decimal, points: Decimal): Decimal {
  return within(raw(scoring, measure, points), ZERO, points);
}

function raw(scoring: Scoring, measure: Decimal, points: Decimal): Decimal {
  switch (scoring.type) {
    case 'share':
      return points.times(measure);
    case 'inverse':
      return points.times(ONE.minus(measure));
    case 'target':
      return points.times(reached(measure, decimal(scoring.target)));
    case 'each': {
      const given = decimal(scoring.each).times(measure);
      return decimal(scoring.each).lt(ZERO) ? points.plus(given) : given;
    }
    case 'bands':
      return decimal(scoring.bands.find((band) => measure.gte(band.atLeast))?.points ?? '0');
  }
}

function reached(measure: Decimal, target: Decimal): Decimal {
  return target.lte(ZERO) ? ONE : least(ONE, divide(measure, target));
}
