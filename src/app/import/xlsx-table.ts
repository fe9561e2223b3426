import type { Cell, Row, Worksheet } from 'exceljs';
import { nearest } from '../nearest.ts';
import type { Column } from './columns.ts';
import type { Fault } from './source.ts';

/** One filled row: values by field, and the cell each stands in. */
export interface TableRow {
  values: Readonly<Record<string, unknown>>;
  where(field: string): string;
}

export interface Table {
  rows: readonly TableRow[];
  faults: readonly Fault[];
}

/** Not between brackets: 「人民广场(大转盘、转盘)」 is one place with its nicknames. */
const LIST_MARKS = /[、,,;;\n](?![^(()]{0,60}[))])/;
const HEADER_ROW = 1;

/** Reads a sheet by the headers of its first row; the order of the columns is free, empty rows are passed over. */
export function readTable(sheet: Worksheet, columns: readonly Column[]): Table {
  const { places, faults } = readHeaders(sheet, columns);
  const rows: TableRow[] = [];
  sheet.eachRow((row, number) => {
    if (number > HEADER_ROW) rows.push(readRow(row, { sheet, columns, places }));
  });
  return { rows: rows.filter(({ values }) => Object.keys(values).length > 0), faults };
}

function readHeaders(sheet: Worksheet, columns: readonly Column[]) {
  const places = new Map<string, number>();
  const faults: Fault[] = [];
  sheet.getRow(HEADER_ROW).eachCell((cell, index) => {
    const text = cell.text.trim();
    const column = columns.find(({ header }) => header === text);
    if (column) places.set(column.field, index);
    else if (text)
      faults.push({ where: cellName(sheet, cell.address), message: unknownHeader(text, columns) });
  });
  const missing = columns.filter((column) => column.required && !places.has(column.field));
  for (const { header } of missing)
    faults.push({ where: cellName(sheet, 'A1'), message: `缺少列「${header}」。` });
  return { places, faults };
}

function unknownHeader(text: string, columns: readonly Column[]): string {
  const headers = columns.map(({ header }) => header);
  const [meant] = nearest(text, headers);
  return `不认识的列「${text}」${meant ? `,是不是「${meant}」?` : '。'}可用的列:${headers.join('、')}。`;
}

function readRow(
  row: Row,
  context: { sheet: Worksheet; columns: readonly Column[]; places: ReadonlyMap<string, number> },
): TableRow {
  const { sheet, columns, places } = context;
  const filled = columns.flatMap((column) => {
    const index = places.get(column.field);
    const value = index === undefined ? undefined : cellValue(row.getCell(index), column);
    return value === undefined ? [] : [[column.field, value]];
  });
  return {
    values: Object.fromEntries(filled),
    where: (field) => cellName(sheet, row.getCell(places.get(field) ?? 1).address),
  };
}

function cellValue(cell: Cell, column: Column): unknown {
  if (cell.value instanceof Date) return cell.value.toISOString().slice(0, 10);
  const text = cell.text.trim();
  if (!text) return undefined;
  if (column.type === 'number') return Number.isNaN(Number(text)) ? text : Number(text);
  if (column.type === 'list')
    return text
      .split(LIST_MARKS)
      .map((part) => part.trim())
      .filter(Boolean);
  return column.words?.[text] ?? slashDate(text);
}

/** `2024/3/1` and `2024.3.1` are how sheets often hold a day as text. */
function slashDate(text: string): string {
  const match = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text);
  const [, year, month = '', day = ''] = match ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
}

function cellName(sheet: Worksheet, address: string): string {
  return `${sheet.name}!${address}`;
}
