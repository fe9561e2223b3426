/** A table before it is a sheet or a text. */
export interface Table {
  name: string;
  columns: readonly Column[];
  /** A cell each column; null: nothing is known. */
  rows: Iterable<readonly Cell[]>;
  /** How many columns stay in sight while the others are scrolled. */
  frozen: number;
}

export interface Column {
  header: string;
  /** In letters. */
  width: number;
  kind: 'text' | 'whole' | 'points';
}

export type Cell = string | number | null;

/** What a program that opens the file would take for a formula, were it typed. */
export function looksLikeFormula(text: string): boolean {
  return /^[\s]*[=+\-@]/.test(text) || /^[\t\r]/.test(text);
}
