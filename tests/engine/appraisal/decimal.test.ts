import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compare,
  decimal,
  divide,
  fixed,
  isDecimal,
  least,
  most,
  round,
  sum,
  text,
  within,
} from '../../../src/engine/appraisal/decimal.ts';

const root = join(import.meta.dirname, '../../..');
const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => (n / 100).toFixed(2));

describe('scores are decimals', () => {
  test('a tenth and two tenths are three tenths', () => {
    expect(text(sum([decimal('0.1'), decimal('0.2')]))).toBe('0.3');
  });

  test('a sum does not depend on its order', () => {
    fc.assert(
      fc.property(fc.array(cents), (values) => {
        const there = sum(values.map(decimal));
        const back = sum([...values].reverse().map(decimal));
        expect(text(there)).toBe(text(back));
      }),
    );
  });

  test.each([
    ['half-up', '2.345', '2.35'],
    ['half-up', '-2.345', '-2.35'],
    ['half-even', '2.345', '2.34'],
    ['half-even', '2.355', '2.36'],
    ['half-even', '-2.345', '-2.34'],
    ['down', '2.349', '2.34'],
    ['down', '-2.349', '-2.34'],
  ] as const)('%s takes %s to %s', (rule, from, to) => {
    expect(text(round(decimal(from), 2, rule))).toBe(to);
  });

  test('a third has 20 places', () => {
    expect(text(divide(decimal(1), decimal(3)))).toBe('0.33333333333333333333');
  });

  test('equal decimals have one text, and zero has no sign', () => {
    expect(text(decimal('92.50'))).toBe('92.5');
    expect(text(decimal('-0.00'))).toBe('0');
    expect(text(decimal('0.0000001'))).toBe('0.0000001');
    expect(text(decimal('1e3'))).toBe('1000');
  });

  test('tables have the places they ask for', () => {
    expect(fixed('92.5', 2)).toBe('92.50');
    expect(fixed('-0.005', 2)).toBe('-0.01');
  });

  test('least, most, within and the order of texts', () => {
    const [one, nine] = [decimal('1'), decimal('9')];
    expect(text(least(one, nine))).toBe('1');
    expect(text(most(one, nine))).toBe('9');
    expect(text(within(decimal('12'), one, nine))).toBe('9');
    expect(text(within(decimal('-12'), one, nine))).toBe('1');
    expect(compare('9.5', '10')).toBe(-1);
    expect(compare('9.50', '9.5')).toBe(0);
  });

  test('what people type is a decimal or is not', () => {
    for (const good of ['1', '-1.5', '0.25', '+1'.slice(1)]) expect(isDecimal(good)).toBe(true);
    for (const bad of ['', '1e9', '.5', '1.', '+1', '一', '1,5', '9'.repeat(13), 'NaN']) {
      expect(isDecimal(bad)).toBe(false);
    }
  });

  test('one file alone knows the library', () => {
    const importers = ['src', 'commands'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.includes('generated'))
        .map((file) => join(folder, file))
        .filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'big.js'")),
    );
    expect(importers).toEqual(['src/engine/appraisal/decimal.ts']);
  });
});
