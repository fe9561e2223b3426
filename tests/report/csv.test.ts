import { expect, test } from 'vitest';
import { csvOf } from '../../src/report/tables/csv.ts';
import type { Cell } from '../../src/report/tables/table.ts';

function csv(...rows: Cell[][]): string {
  return csvOf({ columns: [{ header: '姓名', width: 9, kind: 'text' }], rows });
}

test('a CSV begins with the mark by which Excel knows Chinese', () => {
  expect(csv(['李梅'])).toBe('\ufeff姓名\r\n李梅\r\n');
});

test.each([
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@sum', "'@sum"],
  ['\t=1', "'\t=1"],
  ['a,b', '"a,b"'],
  ['一\n二', '"一\n二"'],
])('%s is text in it', (text, written) => {
  expect(csv([text])).toBe(`\ufeff姓名\r\n${written}\r\n`);
});

test('numbers stay numbers, also below zero, and what nobody knows is empty', () => {
  expect(csv([-1.5], [null])).toBe('\ufeff姓名\r\n-1.5\r\n\r\n');
});
