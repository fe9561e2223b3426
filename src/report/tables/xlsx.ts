import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as others } from 'node:timers/promises';
import type { Column as ExcelColumn, Row, stream } from 'exceljs';
import { type Cell, type Column, looksLikeFormula, type Table } from './table.ts';

type Book = stream.xlsx.WorkbookWriter;

const FORMATS: Readonly<Record<Column['kind'], string>> = { text: '@', whole: '0', points: '0.00##' };
const ROWS_AT_ONCE = 200;
/** Excel's own limit. */
const MAX_NAME_CHARS = 31;

/**
 * Tables as a workbook, a sheet each. Written as a stream that lets others go on in between: a month with a hundred thousand entries
 * takes seconds, in which the bot still answers.
 */
export async function xlsxOf(tables: readonly Table[]): Promise<Uint8Array> {
  const { default: exceljs } = await import('exceljs');
  const out = new PassThrough();
  const bytes = buffer(out);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const names = new Set<string>();
  for (const table of tables) await writeSheet(book, table, freeName(table.name, names));
  await book.commit();
  return new Uint8Array(await bytes);
}

async function writeSheet(book: Book, { columns, rows, frozen }: Table, name: string): Promise<void> {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', xSplit: frozen, ySplit: 1 }] });
  sheet.columns = columns.map(columnOf);
  const head = sheet.getRow(1);
  head.font = { bold: true };
  head.alignment = { vertical: 'middle', wrapText: true };
  if (columns.length > 0)
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  head.commit();
  let written = 0;
  for (const cells of rows) {
    writeRow(sheet.addRow([...cells]), cells);
    written += 1;
    if (written % ROWS_AT_ONCE === 0) await others();
  }
  await sheet.commit();
}

function columnOf({ header, width, kind }: Column): Partial<ExcelColumn> {
  return { header, width: Math.min(60, Math.max(6, width)), style: { numFmt: FORMATS[kind] } };
}

/** A cell that holds text stays text, whatever is typed over it later. */
function writeRow(row: Row, cells: readonly Cell[]): void {
  cells.forEach((cell, index) => {
    if (typeof cell === 'string' && looksLikeFormula(cell)) row.getCell(index + 1).numFmt = FORMATS.text;
  });
  row.commit();
}

/** Sheets of one name, or with signs that Excel does not take, would make the file unreadable. */
function freeName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replaceAll(/[*?:\\/[\]'\p{C}]/gu, '').trim() || '1';
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`;
    const name = `${plain.slice(0, MAX_NAME_CHARS - suffix.length)}${suffix}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
