import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { PLAYGROUND_NETWORK } from '../../../src/app/import/known-networks.ts';
import { readNeighbourhood } from '../../../src/app/import/neighbourhood-file.ts';
import { buildPlaceIndex } from '../../../src/engine/intake/places.ts';
import { SAMPLE_YAML, sampleSheets } from './sample.ts';

const HERE = {
  zone: 'Asia/Shanghai',
  networks: [{ network: 'pigeon', name: '飞鸽' }, { network: 'wechat', name: '微信' }, PLAYGROUND_NETWORK],
};
const folder = mkdtempSync(join(tmpdir(), 'linli-import-'));
let files = 0;

async function readYamlText(text: string | Uint8Array) {
  const path = join(folder, `${files++}.yaml`);
  writeFileSync(path, text);
  return readNeighbourhood(path, HERE);
}

async function readSheets(change: (sheets: ReturnType<typeof sampleSheets>) => void = () => {}) {
  const sheets = sampleSheets();
  change(sheets);
  const workbook = new exceljs.Workbook();
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows);
  const path = join(folder, `${files++}.xlsx`);
  await workbook.xlsx.writeFile(path);
  return readNeighbourhood(path, HERE);
}

async function yamlFaults(text: string): Promise<string[]> {
  const result = await readYamlText(text);
  return result.ok ? [] : result.faults.map(({ where, message }) => `${where} ${message}`);
}

async function sheetFaults(change: (sheets: ReturnType<typeof sampleSheets>) => void): Promise<string[]> {
  const result = await readSheets(change);
  return result.ok ? [] : result.faults.map(({ where, message }) => `${where} ${message}`);
}

function swap(from: string, to: string): string {
  const changed = SAMPLE_YAML.replace(from, to);
  if (changed === SAMPLE_YAML) throw new Error(`the sample does not hold ${from}`);
  return changed;
}

describe('a good neighbourhood file', () => {
  test('gives the tree, its people and its rooms', async () => {
    const result = await readYamlText(SAMPLE_YAML);
    if (!result.ok) throw new Error(JSON.stringify(result.faults));
    const { streets, communities, grids, staff, rooms } = result.organisation;
    expect(streets).toEqual([{ id: 'qinghe', name: '青禾街道' }]);
    expect(communities.map(({ id, kind }) => [id, kind])).toEqual([
      ['songtao', 'urban'],
      ['luwei', 'village'],
    ]);
    expect(grids[0]).toEqual({
      id: 'st-1',
      communityId: 'songtao',
      name: '第一网格',
      households: 300,
      population: 800,
      places: ['松涛苑1-6号楼', '松涛路商铺'],
    });
    expect(staff[0]?.accounts).toContainEqual({ network: 'playground', accountId: 'pg-jiang' });
    expect(rooms[1]).toMatchObject({ id: 'playground:songtao-w', kind: 'worker', intake: 'confirm' });
    expect(rooms[0]?.intake).toBe('auto');
  });

  test('says how large a grid is, in square metres, as YAML and as a sheet', async () => {
    const written = await readYamlText(swap('population: 800', 'population: 800\n        area: 52000'));
    const filled = await readSheets(({ 网格: rows }) => {
      rows?.[0]?.push('面积');
      rows?.[1]?.push(52_000);
    });
    const grids = [written, filled].map((result) => (result.ok ? result.organisation.grids : result.faults));
    expect(grids[0]?.[0]).toMatchObject({ id: 'st-1', areaM2: 52_000 });
    expect(grids[0]?.[1]).not.toHaveProperty('areaM2');
    expect(grids[1]).toEqual(grids[0]);
    expect(await yamlFaults(swap('population: 800', 'population: 800\n        area: 5.2公顷'))).toEqual([
      expect.stringMatching(/^第 11 行 「area」应为数字/),
    ]);
  });

  test('a post runs from its first to the end of its last local day', async () => {
    const result = await readYamlText(SAMPLE_YAML);
    const posts = result.ok ? result.organisation.staff[1]?.posts : [];
    expect(posts?.[0]?.since).toBe(Date.parse('2020-01-01T00:00:00+08:00'));
    expect(posts?.[0]?.until).toBe(Date.parse('2028-01-01T00:00:00+08:00'));
    expect(posts?.[1]?.until).toBeNull();
  });

  test('the same as sheets gives the same organisation', async () => {
    expect(await readSheets()).toEqual(await readYamlText(SAMPLE_YAML));
  });
});

describe('a bad YAML file', () => {
  test.each([
    ['an unknown post', swap('grid-worker', 'grid-walker'), /^第 20 行 .*grid-walker.*是不是「grid-worker」/],
    ['a missing id', swap('  - id: houbo\n    name', '  - name'), /^第 22 行 缺少「id」/],
    ['a grid id given twice', swap('id: st-2', 'id: st-1'), /^第 12 行 编号「st-1」已在第 7 行用过/],
    ['a person given twice', swap('id: houbo', 'id: jiangyan'), /^第 22 行 人员编号「jiangyan」已在第 18 行/],
    ['a post outside the tree', swap('at: st-1', 'at: st-9'), /^第 20 行 「st-9」不是本文件里的/],
    ['a room outside the tree', swap('scope: songtao,', 'scope: songta,'), /^第 28 行 .*是不是「songtao」/],
    [
      'a room given twice',
      swap('songtao-w', 'songtao-1'),
      /^第 29 行 群「playground:songtao-1」已在第 28 行/,
    ],
    ['an end before its start', swap('2027-12-31', '2019-12-31'), /^第 25 行 结束日期 2019-12-31 早于/],
    ['a day that does not exist', swap('2024-03-01', '2024-02-30'), /^第 20 行 「since」日期应写成/],
    ['an unknown field', swap('households', 'househods'), /^第 9 行 .*「househods」,是不是「households」/],
    ['an unknown part', swap('rooms:', 'groups:'), /^第 27 行 不认识的字段「groups」.*rooms/],
    ['a word for a number', swap('800', '八百'), /^第 10 行 「population」应为数字/],
    ['a number for an id', swap('id: st-2', 'id: 12'), /^第 12 行 「id」应为文字.*引号/],
    ['a text for a list', swap('[松涛苑1-6号楼, 松涛路商铺]', '松涛苑'), /^第 11 行 「places」应为列表/],
    [
      'an unknown network',
      swap('playground, kind: resident', 'qq, kind: resident'),
      /^第 28 行 「network」不能是「qq」/,
    ],
    ['no street', SAMPLE_YAML.split('\n').slice(1).join('\n'), /^第 1 行 缺少「street」/],
    [
      'a field written twice',
      swap('kind: village', 'kind: village\n    name: 二'),
      /^第 17 行 YAML 写法有误.*两次/,
    ],
    ['a file of nothing', '# 空\n', /^第 1 行 文件是空的/],
    ['a plain text', '你好', /^第 1 行 文件应为一组字段/],
  ])('with %s says so with its line', async (_name, text, expected) => {
    const told = await yamlFaults(text);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(expected);
  });

  test('with an account of two people names both places', async () => {
    const told = await yamlFaults(swap('name: 侯波', 'name: 侯波\n    accounts: { playground: pg-jiang }'));
    expect(told).toEqual([expect.stringMatching(/^第 24 行 账号「playground:pg-jiang」已在第 21 行/)]);
  });

  test('with many faults tells all of them', async () => {
    const text = swap('grid-worker', 'walker')
      .replace('2020-01-01', '20-1-1')
      .replace('name: 芦苇村', 'nam: 芦苇村');
    expect(await yamlFaults(text)).toHaveLength(4);
  });

  test('that is not UTF-8, or not there, is refused with a sentence', async () => {
    const latin = await readYamlText(Uint8Array.of(0xc7, 0xe0, 0xba, 0xcc));
    expect(latin).toMatchObject({ ok: false, faults: [{ message: expect.stringContaining('UTF-8') }] });
    const missing = await readNeighbourhood(join(folder, 'nowhere.yaml'), HERE);
    expect(missing).toMatchObject({ ok: false, faults: [{ message: expect.stringContaining('读不到') }] });
  });

  test('that swells by aliases is refused', async () => {
    const swelling = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (let i = 0; i < 8; i++)
      swelling.push(`b${i}: &b${i} [${'*a,'.repeat(9)}*a]`.replaceAll('*a', i ? `*b${i - 1}` : '*a'));
    const result = await readYamlText(swelling.join('\n'));
    expect(result.ok).toBe(false);
  });
});

type Sheets = ReturnType<typeof sampleSheets>;

function put(sheet: string, cell: [number, number], value: string) {
  return (sheets: Sheets) => {
    const row = sheets[sheet]?.[cell[0]];
    if (row) row[cell[1]] = value;
  };
}

describe('nicknames behind a place', () => {
  const places = ['松涛苑1-6号楼(大院、老厂)', '松涛广场(大转盘,转盘)', '松涛路商铺'];

  test('are kept with it, in a text', async () => {
    const result = await readYamlText(
      swap('[松涛苑1-6号楼, 松涛路商铺]', `[${places.map((one) => `"${one}"`).join(', ')}]`),
    );
    expect(result.ok && result.organisation.grids[0]?.places).toEqual(places);
  });

  test('are no places of their own in a sheet', async () => {
    const result = await readSheets(put('网格', [1, 5], places.join('、')));
    expect(result.ok && result.organisation.grids[0]?.places).toEqual(places);
    const named = result.ok ? buildPlaceIndex(result.organisation).named.map(({ name }) => name) : [];
    expect(named).toEqual(['松涛广场', '松涛路商铺']);
  });
});

describe('a bad workbook', () => {
  test.each([
    ['an unknown post', put('人员', [1, 2], '网格长'), /^人员!C2 「post」不能是「网格长」/],
    ['a missing id', put('人员', [1, 0], ''), /^人员!A2 缺少「id」/],
    [
      'a community outside the list',
      put('网格', [2, 0], 'songta'),
      /^网格!A3 .*「songta」,是不是「songtao」/,
    ],
    ['a grid id given twice', put('网格', [2, 1], 'st-1'), /^网格!B3 编号「st-1」已在网格!B2用过/],
    ['a post outside the tree', put('人员', [1, 3], 'st-9'), /^人员!D2 「st-9」不是/],
    ['a bad date', put('人员', [2, 4], '去年'), /^人员!E3 「since」日期/],
    ['an end before its start', put('人员', [2, 5], '2019-01-01'), /^人员!F3 结束日期/],
    ['another name for the same id', put('人员', [3, 1], '侯博'), /^人员!B4 编号「houbo」前面写的是「侯波」/],
    ['a room given twice', put('群', [2, 0], 'songtao-1'), /^群!A3 群「playground:songtao-1」已在群!A2/],
    ['an unknown header', put('网格', [0, 3], '户籍数'), /^网格!D1 不认识的列「户籍数」.*户数/],
    ['a required header missing', put('群', [0, 1], ''), /^群!A1 缺少列「网络」/],
    ['a second street', put('社区', [2, 0], 'other'), /^社区!A3 一个文件只写一个街道/],
    ['a word for a number', put('网格', [1, 3], '三百'), /^网格!D2 「households」应为数字/],
    [
      'an unknown sheet',
      (sheets: Sheets) => Object.assign(sheets, { 人物: [] }),
      /^人物!A1 不认识的工作表「人物」/,
    ],
  ])('with %s says so with its cell', async (_name, change, expected) => {
    const told = await sheetFaults(change);
    expect(told[0]).toMatch(expected);
  });

  test('that is no workbook at all is refused with a sentence', async () => {
    const path = join(folder, 'text.xlsx');
    writeFileSync(path, 'not a workbook');
    const result = await readNeighbourhood(path, HERE);
    expect(result).toMatchObject({ ok: false, faults: [{ message: expect.stringContaining('XLSX') }] });
  });
});

describe('all faults in one go', () => {
  test('a fault of shape does not hide a reference into nowhere', async () => {
    const faults = await yamlFaults(
      [
        'street: { id: qinghe }',
        'communities:',
        '  - { id: heping, nmae: 和平社区 }',
        '  - 17',
        'staff:',
        '  - { id: a, name: 甲, posts: [{ post: boss, at: nowhere }], accounts: { lark: 5 } }',
        '  - { id: a, name: 乙 }',
        'rooms:',
        '  - { chat: r1, network: lark, kind: worker, scope: heping, name: 群 }',
        '  - { chat: r1, network: lark, kind: worker, scope: hepin, name: 群 }',
      ].join('\n'),
    );
    const text = faults.join('\n');
    for (const told of [
      '缺少「name」',
      '「nmae」',
      '「boss」',
      '「nowhere」',
      '人员编号「a」',
      '群「lark:r1」',
      '「hepin」',
    ])
      expect(text).toContain(told);
    expect(text).not.toMatch(/「」/);
  });
});
