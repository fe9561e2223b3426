import { type Decimal, decimal, divide, ONE } from './decimal.ts';

/**
 * A quotient that has not been taken yet. A sixth has no end as a decimal, but six of them are one: whoever divides last and once
 * rounds what a person would round on paper.
 */
export interface Fraction {
  over: Decimal;
  /** Above zero. */
  under: Decimal;
}

export function fraction(over: Decimal | number, under: Decimal | number = ONE): Fraction {
  return { over: whole(over), under: whole(under) };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.under.eq(b.under)) return { over: a.over.plus(b.over), under: a.under };
  return { over: a.over.times(b.under).plus(b.over.times(a.under)), under: a.under.times(b.under) };
}

export function times(a: Fraction, by: Decimal | number): Fraction {
  return { over: a.over.times(by), under: a.under };
}

export function over(a: Fraction, by: Decimal | number): Fraction {
  return { over: a.over, under: a.under.times(by) };
}

/** To 20 places: the one division. */
export function quotient({ over: dividend, under }: Fraction): Decimal {
  return under.eq(ONE) ? dividend : divide(dividend, under);
}

function whole(value: Decimal | number): Decimal {
  return typeof value === 'number' ? decimal(value) : value;
}
