import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportVerb } from '../../src/cli/export.ts';
import { KEPT_OCTOBER, keepMonth, makeMonth, OCTOBER } from '../report/stage.ts';
import { openOrFail } from '../support/scratch.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { scratch } from './run-linli.ts';

const folder = scratch();
const url = `file:${join(folder, 'linli.db')}`;

beforeAll(async () => {
  const store = await openOrFail(url);
  await store.saveOrganisation(SMALL_TOWN, OCTOBER.window.from);
  await keepMonth(store, KEPT_OCTOBER);
  await keepMonth(store, {
    month: makeMonth('2026-11', { state: 'open', version: 0, computedAt: null, publishedAt: null }),
    sheets: [],
  });
  await store.close();
});

/** The verb in this process; what it wrote, or what it said. */
async function exporting(kind: string, options: Record<string, string>) {
  const [said, faults]: [string[], string[]] = [[], []];
  const io = {
    out: (line: string) => void said.push(line),
    err: (line: string) => void faults.push(line),
    now: () => OCTOBER.window.until,
    sinceStartMs: () => 0,
    environment: { DATABASE_URL: url, PLAYGROUND: 'on' },
    networks: async () => [],
  };
  const file = join(folder, options['out'] ?? '');
  const given: Record<string, string> = {
    month: '2026-10',
    ...options,
    ...(options['out'] && { out: file }),
  };
  const input = { words: [kind], flag: () => false, text: (name: string) => given[name] ?? null, io };
  const code = await exportVerb.run(input);
  return { code, err: faults.join('\n'), bytes: code === 0 ? readFileSync(file) : Buffer.alloc(0) };
}

describe('a month is exported', () => {
  test.each([
    ['ranking', { out: 'a.xlsx' }, 'PK'],
    ['ranking', { out: 'a.png', group: '网格员' }, '\x89PNG'],
    ['ranking', { out: 'b.png', group: 'workers', community: '湖滨社区' }, '\x89PNG'],
    ['scores', { out: 'a', format: 'xlsx' }, 'PK'],
    ['report', { out: 'a.docx' }, 'PK'],
  ])('%s as %o', async (kind, options, begins) => {
    const { code, bytes, err } = await exporting(kind, options);
    expect([code, err]).toEqual([0, '']);
    expect(bytes.subarray(0, begins.length).toString('latin1')).toBe(begins);
  });

  test('as text that other programs read', async () => {
    const ranking = await exporting('ranking', { out: 'a.csv', group: 'workers' });
    expect(ranking.bytes.toString().split('\r\n').slice(1, 3)).toEqual([
      '1,李梅,阳光社区,9.5,9.5,,1,1.05,20,1.5,',
      '2,孙燕,湖滨社区,8,8,,1,1.05,20,1.5,与上一名差距不明显',
    ]);
    const entries = await exporting('entries', { out: 'e.csv', community: 'yanguang' });
    expect(entries.bytes.toString()).toContain("1,2026-10-01,李梅,迟到,-1,'=1+1,陈华,#7,");
    const report = await exporting('report', { out: 'r.txt' });
    expect(report.bytes.toString()).toMatch(/^昆仑路街道2026年10月月报\n一、总的情况/);
  });
});

describe('what cannot be exported is said in a sentence', () => {
  test.each<[string, Record<string, string>, readonly [number, RegExp]]>([
    ['points', { out: 'x.csv' }, [2, /「points」不能导出,可以写:ranking、scores、entries、report/]],
    ['scores', { out: 'x.csv', month: '2026-13' }, [2, /--month/]],
    ['scores', {}, [2, /--out/]],
    ['report', { out: 'x.xlsx' }, [2, /report 可以导成 docx、txt,不能导成「xlsx」/]],
    ['scores', { out: 'x.csv', month: '2026-09' }, [1, /没有 2026-09 的考核/]],
    ['scores', { out: 'x.csv', month: '2026-11' }, [1, /2026-11 还没有算出分来.*close-month/]],
    ['scores', { out: 'x.csv', community: '月亮社区' }, [1, /没有这个社区。可以写:湖滨社区、阳光社区/]],
    ['ranking', { out: 'x.png' }, [1, /--group 写明哪个组:网格员、社区/]],
    ['ranking', { out: 'x.csv' }, [1, /--group 写明哪个组:网格员、社区/]],
    ['scores', { out: 'none/x.csv' }, [1, /写不进/]],
  ])('%s %o', async (kind, options, [code, sentence]) => {
    const said = await exporting(kind, options);
    expect(said.code).toBe(code);
    expect(said.err).toMatch(sentence);
  });
});
