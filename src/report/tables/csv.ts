import { type Cell, looksLikeFormula, type Table } from './table.ts';

/** A byte order mark, or Excel reads Chinese as something else. */
const MARK = '\ufeff';

/** One table as CSV (RFC 4180), which spreadsheets read as text and numbers and nothing else. */
export function csvOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const lines = [columns.map(({ header }) => header), ...rows].map((row) => row.map(field).join(','));
  return `${MARK}${lines.join('\r\n')}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = looksLikeFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
