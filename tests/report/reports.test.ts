import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { type ReportReference, reportReference, WHOLE_STREET } from '../../src/app/reports/reference.ts';
import { createReports } from '../../src/report/reports.ts';
import { unzipped } from '../support/unzip.ts';
import { stagedStore, ZONE } from './stage.ts';

const store = stagedStore();

function read(changes: Partial<ReportReference>) {
  const october = { streetId: 'kunlun', monthKey: '2026-10', version: 1, scope: WHOLE_STREET };
  const reference = reportReference({ kind: 'scores', ...october, ...changes });
  return createReports({ store: store(), zone: ZONE }).read(reference);
}

async function bookOf(changes: Partial<ReportReference>) {
  const file = await read(changes);
  if (!file) throw new Error('nothing was made');
  const book = new exceljs.Workbook();
  // cast: exceljs knows an older Buffer; it reads any.
  await book.xlsx.load(Buffer.from(file.bytes) as unknown as ArrayBuffer);
  const rowsOf = (name: string) => {
    const rows: unknown[][] = [];
    book.getWorksheet(name)?.eachRow((row) => rows.push([...(row.values as unknown[])].slice(1)));
    return rows;
  };
  return { file, book, names: book.worksheets.map(({ name }) => name), rowsOf };
}

describe('a reference becomes what it names', () => {
  test('a ranking: a picture', async () => {
    const file = await read({ kind: 'ranking', scope: 'workers' });
    expect(file?.name).toBe('昆仑路街道2026年10月排名.png');
    expect(Buffer.from(file?.bytes.subarray(1, 4) ?? []).toString()).toBe('PNG');
  });

  test('rankings: a sheet each group, with places and totals and nothing of any item', async () => {
    const { names, rowsOf, book, file } = await bookOf({ kind: 'rankings' });
    expect(file.name).toBe('昆仑路街道2026年10月考核排名.xlsx');
    expect(names).toEqual(['网格员', '社区']);
    expect(rowsOf('网格员').map((row) => row.slice(0, 4))).toEqual([
      ['名次', '姓名', '社区', '总分'],
      [1, '李梅', '阳光社区', 9.5],
      [2, '孙燕', '湖滨社区', 8],
    ]);
    expect(rowsOf('社区')[0]?.slice(0, 2)).toEqual(['名次', '名称']);
    expect(rowsOf('社区').at(-1)?.at(-1)).toBe('不排名:没有数据');
    expect(book.getWorksheet('网格员')?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  test('scores: also every item and every entry, and a name that a sheet takes for no formula', async () => {
    const { names, rowsOf, book } = await bookOf({});
    expect(names).toEqual(['网格员', '社区', '逐项得分', '记分条目']);
    expect(rowsOf('逐项得分')).toEqual([
      ['组', '姓名', '社区', '总分', '迟到(10)'],
      ['网格员', '李梅', '阳光社区', 9.5, 9.5],
      ['网格员', '孙燕', '湖滨社区', 8, 8],
      ['社区', '阳光社区', undefined, 9, 9],
      ['社区', '湖滨社区'],
    ]);
    expect(rowsOf('记分条目')[1]).toEqual([1, '2026-10-01', '李梅', '迟到', -1, '=1+1', '陈华', '#7']);
    const reason = book.getWorksheet('记分条目')?.getCell('F2');
    expect([reason?.formula, reason?.numFmt]).toEqual([undefined, '@']);
  });

  test('of one community: its own people only, with their places in the whole street', async () => {
    const { rowsOf, file } = await bookOf({ scope: 'hubin' });
    expect(file.name).toBe('湖滨社区2026年10月考核得分.xlsx');
    const beginnings = (name: string) => rowsOf(name).map((row) => row.slice(0, 2).join(' '));
    expect(beginnings('网格员').slice(1)).toEqual(['2 孙燕']);
    expect(beginnings('记分条目').slice(1)).toEqual(['2 2026-10-01']);
  });
});

describe('the month’s report', () => {
  test('is a document that says the same as the words', async () => {
    const file = await read({ kind: 'month' });
    expect(file?.name).toBe('昆仑路街道2026年10月月报.docx');
    const xml = unzipped(file?.bytes ?? new Uint8Array(), 'word/document.xml');
    const text = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((match) => match[1]);
    expect(text.slice(0, 3)).toEqual([
      '昆仑路街道2026年10月月报',
      '一、总的情况',
      expect.stringContaining('10月1日至10月31日,居民反映 7 件,办结 6 件。'),
    ]);
  });

  test('of a community speaks of that one', async () => {
    const file = await read({ kind: 'month', scope: 'hubin' });
    expect(file?.name).toBe('湖滨社区2026年10月月报.docx');
  });
});

describe('what is not there is not made', () => {
  test.each<[string, Partial<ReportReference>]>([
    ['a month nobody began', { monthKey: '2026-09' }],
    ['a version to come', { version: 2 }],
    ['no version', { version: 0 }],
    ['another street', { streetId: 'elsewhere' }],
    ['no such group', { kind: 'ranking', scope: 'nobody' }],
    ['a community without people of that group', { kind: 'ranking', scope: 'elsewhere:workers' }],
    ['rankings of a community without anybody', { kind: 'rankings', scope: 'elsewhere' }],
  ])('%s', async (_what, changes) => {
    expect(await read(changes)).toBeNull();
  });

  test('and what is no reference at all neither', async () => {
    expect(await createReports({ store: store(), zone: ZONE }).read('img:abc.png')).toBeNull();
  });
});

test('the same report for several chats is made once', async () => {
  const reports = createReports({ store: store(), zone: ZONE });
  const reference = reportReference({
    kind: 'rankings',
    streetId: 'kunlun',
    monthKey: '2026-10',
    version: 1,
    scope: WHOLE_STREET,
  });
  const [one, another] = await Promise.all([reports.read(reference), reports.read(reference)]);
  expect(one).toBe(another);
});
