import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insert, sql, storable, toJson, unions } from '../../src/store/sql.ts';

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
});

describe('what is stored', () => {
  test('any text becomes one that UTF-8 can hold and PostgreSQL takes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = storable(text);
        expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored);
        expect(stored).not.toContain('\0');
        expect(storable(stored)).toBe(stored);
      }),
    );
  });

  test('a text that was fine is not touched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0'));
        expect(storable(text)).toBe(text);
      }),
    );
  });

  test('JSON holds only such texts, however deep, and nothing else is changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: anyText, more: fc.array(anyText), n: fc.integer() })),
        (value) => {
          const cleaned = value.map(({ text, more, n }) => ({
            text: storable(text),
            more: more.map(storable),
            n,
          }));
          expect(JSON.parse(toJson(value))).toEqual(cleaned);
        },
      ),
    );
  });

  test('a text that only looks like an escape stays', () => {
    expect(JSON.parse(toJson(['\\u0000', '\\ud800']))).toEqual(['\\u0000', '\\ud800']);
  });

  test('a 10 MB text is looked through in a moment', () => {
    const huge = '电'.repeat(5_000_000) + '\ud800'.repeat(5000);
    const started = performance.now();
    expect(storable(huge)).toHaveLength(huge.length);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('statements', () => {
  test('no rows make no statement', () => {
    expect(insert('Meta', [])).toEqual([]);
  });

  test('rows become one statement, values as parameters', () => {
    const [statement, ...more] = insert('Meta', [
      { key: 'a', value: "'; DROP TABLE x" },
      { key: 'b', value: null },
    ]);
    expect(more).toEqual([]);
    expect(statement?.sql).toBe('INSERT INTO "Meta" ("key","value") VALUES (?,?),(?,?) ');
    expect(statement?.values).toEqual(['a', "'; DROP TABLE x", 'b', null]);
  });

  test('more rows than a statement can take become several', () => {
    const rows = Array.from({ length: 40_000 }, (_, n) => ({ key: `${n}`, value: '' }));
    const statements = insert('Meta', rows);
    expect(statements.map((one) => one.values.length)).toEqual([30_000, 30_000, 20_000]);
  });

  test('a compound never has more arms than SQLite takes', () => {
    const arms = Array.from({ length: 700 }, (_, n) => sql`SELECT ${n}`);
    const compounds = unions(arms, 'UNION ALL');
    expect(compounds.every((one) => one.sql.split('UNION ALL').length <= 500)).toBe(true);
    expect(compounds.flatMap((one) => one.values)).toHaveLength(700);
  });
});
