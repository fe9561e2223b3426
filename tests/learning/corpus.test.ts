import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { KINDS, URGENCIES } from '../../src/engine/glossary.ts';

const FOLDER = 'src/learning/corpus';
const LONGEST_LINE = 200;

interface Row {
  at: string;
  columns: readonly string[];
}

const rows: readonly Row[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tsv'))
  .flatMap((name) =>
    readFileSync(join(FOLDER, name), 'utf8')
      .split('\n')
      .map((line, index) => ({ line, at: `${name}:${index + 1}` }))
      .filter(({ line }) => line !== '' && !line.startsWith('#'))
      .map(({ line, at }) => ({ at, columns: line.split('\t') })),
  );

const column = (row: Row, index: number): string => row.columns[index] ?? '';
const requests = rows.filter((row) => column(row, 0) === '1');
const others = rows.filter((row) => column(row, 0) !== '1');

/** Says where, so that a fault of a corpus of thousands of lines is found at once. */
const faults = (among: readonly Row[], fine: (row: Row) => boolean): readonly string[] =>
  among.filter((row) => !fine(row)).map((row) => `${row.at} ${row.columns.join(' | ')}`);

const bare = (text: string): string => text.toLowerCase().replace(/[\s,,。.!!??~…、]/g, '') || text;

function tally(index: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of requests) counts.set(column(row, index), (counts.get(column(row, index)) ?? 0) + 1);
  return counts;
}

function shippedCategories(): ReadonlySet<string> {
  const loaded = loadPolicy('policies/default.yaml');
  if (!loaded.ok) throw new Error('the shipped policy does not load');
  return new Set(loaded.policy.categories.map(({ level1, level2 }) => `${level1}/${level2}`));
}

describe('the in-house corpus', () => {
  it('has six columns in every line', () => {
    expect(faults(rows, (row) => row.columns.length === 6)).toEqual([]);
    expect(faults(rows, (row) => ['0', '1'].includes(column(row, 0)))).toEqual([]);
  });

  it('labels a request fully, and what is none not at all', () => {
    expect(faults(others, (row) => row.columns.slice(1, 5).every((label) => label === '-'))).toEqual([]);
    const kinds: readonly string[] = KINDS;
    const urgencies: readonly string[] = URGENCIES;
    expect(faults(requests, (row) => kinds.includes(column(row, 1)))).toEqual([]);
    expect(faults(requests, (row) => urgencies.includes(column(row, 4)))).toEqual([]);
  });

  it('names only categories of the shipped policy, and each of them', () => {
    const known = shippedCategories();
    const named = (row: Row): string => `${column(row, 2)}/${column(row, 3)}`;
    expect(faults(requests, (row) => known.has(named(row)))).toEqual([]);
    const used = new Set(requests.map(named));
    expect([...known].filter((category) => !used.has(category))).toEqual([]);
  });

  it('writes a text once, trimmed, and no longer than talk is', () => {
    const seen = new Map<string, string>();
    const again = rows.filter((row) => {
      const key = bare(column(row, 5));
      const known = seen.has(key);
      seen.set(key, row.at);
      return known;
    });
    expect(again.map((row) => row.columns.join(' | '))).toEqual([]);
    const fits = (text: string): boolean =>
      text !== '' && text === text.trim() && text.length <= LONGEST_LINE;
    expect(faults(rows, (row) => fits(column(row, 5)))).toEqual([]);
  });

  it('keeps requests and other talk in reasonable balance', () => {
    expect(rows.length).toBeGreaterThanOrEqual(3_500);
    expect(requests.length / rows.length).toBeGreaterThan(0.35);
    expect(requests.length / rows.length).toBeLessThan(0.6);
  });

  it('has enough of each class, kind and urgency to learn from', () => {
    for (const [level1, count] of tally(2)) expect(count, level1).toBeGreaterThanOrEqual(40);
    for (const [level2, count] of tally(3)) expect(count, level2).toBeGreaterThanOrEqual(14);
    for (const [kind, count] of tally(1)) expect(count, kind).toBeGreaterThanOrEqual(30);
    for (const [urgency, count] of tally(4)) expect(count, urgency).toBeGreaterThanOrEqual(100);
  });

  it('shows no telephone, plate or identity number that could be somebody’s', () => {
    const invented = (text: string): boolean =>
      (text.match(/(?<!\d)1[3-9]\d{9}(?!\d)/g) ?? []).every((phone) => /^1[3-9]\d00000\d{3}$/.test(phone)) &&
      !/\d{17}[\dXx]/.test(text) &&
      (
        text.match(/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-Z0-9]{5}/g) ??
        []
      ).every((plate) => plate.endsWith('00000'));
    expect(faults(rows, (row) => invented(column(row, 5)))).toEqual([]);
  });
});
