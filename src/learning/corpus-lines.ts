/** The in-house corpus: invented lines of group talk with the labels a careful secretary would give. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface CorpusLine {
  /** File and number of the line. */
  id: string;
  source: 'corpus';
  request: boolean;
  /** `null` where it is written `-`. */
  kind: string | null;
  level1: string | null;
  level2: string | null;
  urgency: string | null;
  text: string;
}

const COLUMNS = 6;
const folder = fileURLToPath(new URL('corpus', import.meta.url));

export function corpusLines(): readonly CorpusLine[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  return files.sort().flatMap((file) => linesOf(file, readFileSync(join(folder, file), 'utf8')));
}

function linesOf(file: string, content: string): readonly CorpusLine[] {
  return content.split('\n').flatMap((line, at) => {
    const columns = line.split('\t');
    if (line.startsWith('#') || columns.length < COLUMNS) return [];
    const [request, kind, level1, level2, urgency, ...text] = columns;
    return [
      {
        id: `${file}:${at + 1}`,
        source: 'corpus' as const,
        request: request === '1',
        kind: said(kind),
        level1: said(level1),
        level2: said(level2),
        urgency: said(urgency),
        text: text.join(' ').trim(),
      },
    ];
  });
}

function said(column: string | undefined): string | null {
  return column === undefined || column === '-' || column === '' ? null : column;
}
