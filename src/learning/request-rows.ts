import type { CorpusLine } from './corpus-lines.ts';
import type { Data } from './data.ts';
import { foldOf, mayTrain } from './data.ts';

/** One text of which it is known whether it asks for something. */
export interface RequestRow {
  text: string;
  request: boolean;
  source: string;
  /** Whole, or a piece of a longer one as people would write it in a chat. */
  piece: 'whole' | 'title' | 'first';
  fold: number;
}

export const SHORT_CHARS = 120;

/** Real texts, with the pieces that stand for themselves; those that may only be measured with are in too. */
export function dataRows(data: Data): readonly RequestRow[] {
  return [
    ...data.hotline.flatMap((row) => pieces(row, true, null)),
    ...data.board.flatMap((row) => pieces(row, true, row.title)),
    ...data.notRequests.flatMap((row) => pieces(row, false, null)),
    ...data.chat.flatMap((row) => pieces(row, false, null)),
  ];
}

export function mayTrainRow(row: RequestRow): boolean {
  return mayTrain(row);
}

export function corpusRows(lines: readonly CorpusLine[]): readonly RequestRow[] {
  return lines.map((line) => ({
    text: line.text,
    request: line.request,
    source: line.source,
    piece: 'whole',
    fold: foldOf(line),
  }));
}

interface Given {
  id: string;
  source: string;
  text: string;
  dup_group: string | null;
}

const FIRST_SENTENCE = /^[^。！？!?\n]{6,80}/;

function pieces(row: Given, request: boolean, title: string | null): readonly RequestRow[] {
  const shared = { request, source: row.source, fold: foldOf(row) };
  const rows: RequestRow[] = [{ ...shared, text: row.text, piece: 'whole' }];
  if (title !== null) rows.push({ ...shared, text: title, piece: 'title' });
  const first = title === null ? FIRST_SENTENCE.exec(row.text)?.[0] : undefined;
  if (first !== undefined && first.length < row.text.length - 2) {
    rows.push({ ...shared, text: first, piece: 'first' });
  }
  return rows;
}
