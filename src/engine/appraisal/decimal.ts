import Big from 'big.js';
import type { DecimalText, Rounding } from './policy.ts';

/**
 * Decimal arithmetic of the scores: exact sums and products, quotients to 20 places. No binary fraction comes near a score,
 * so a month gives the same digits on every machine. The only file that knows the library behind it.
 */
export type Decimal = Big;

/** A constructor of its own, so that nobody else's settings reach these sums. */
const Exact = Big();
Exact.DP = 20;
Exact.RM = 1;

/** Roots are only taken for intervals, which nobody reads beyond 4 places: 10 cost a third of 20. */
const Rough = Big();
Rough.DP = 10;
Rough.RM = 1;

export const ZERO: Decimal = new Exact(0);
export const ONE: Decimal = new Exact(1);
export const HUNDRED: Decimal = new Exact(100);

const MODES = { down: 0, 'half-up': 1, 'half-even': 2 } as const;

/** Policies and ledgers are full of the same few texts; a decimal never changes, so each of them is read once. */
const read = new Map<DecimalText, Decimal>();
const MOST_READ = 10_000;

/** A decimal of its text or of a whole number. Throws on a text that is no decimal: the policy and the ledger were checked before. */
export function decimal(value: DecimalText | number): Decimal {
  if (typeof value === 'number') return new Exact(value);
  const known = read.get(value);
  if (known !== undefined) return known;
  const fresh = new Exact(value);
  if (read.size < MOST_READ) read.set(value, fresh);
  return fresh;
}

/** Whether a text is a plain decimal such as `-1.5`: no exponent, no more than 12 digits before the point and 8 after it. */
export function isDecimal(text: string): boolean {
  return /^-?\d{1,12}(?:\.\d{1,8})?$/.test(text);
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

/** To 20 places, half away from zero. A divisor of zero is the caller's mistake and throws. */
export function divide(dividend: Decimal, divisor: Decimal): Decimal {
  return dividend.div(divisor);
}

/** To 10 places. A negative radicand is the caller's mistake and throws. */
export function root(value: Decimal): Decimal {
  return new Exact(new Rough(value).sqrt());
}

export function least(a: Decimal, b: Decimal): Decimal {
  return a.lt(b) ? a : b;
}

export function most(a: Decimal, b: Decimal): Decimal {
  return a.gt(b) ? a : b;
}

export function within(value: Decimal, floor: Decimal, cap: Decimal): Decimal {
  return least(most(value, floor), cap);
}

/** `half-up` goes away from zero at the half, `half-even` to the even digit, `down` towards zero. */
export function round(value: Decimal, places: number, rule: Rounding['rule']): Decimal {
  return value.round(places, MODES[rule]);
}

/** The shortest way to write it: `92.5`, `-0.3`, `0`. Two equal decimals have the same text. */
export function text(value: Decimal): DecimalText {
  return value.eq(ZERO) ? '0' : value.toFixed();
}

/** With so many places, for tables: `92.50`. Rounds half up what has more. */
export function fixed(value: DecimalText | Decimal, places: number): string {
  return new Exact(value).toFixed(places, MODES['half-up']);
}

/** -1, 0 or 1. */
export function compare(a: DecimalText | Decimal, b: DecimalText | Decimal): -1 | 0 | 1 {
  return new Exact(a).cmp(b);
}
