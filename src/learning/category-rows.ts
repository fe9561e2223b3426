import { LEVEL2_BY_LEAF } from './category-leaves.ts';
import type { CorpusLine } from './corpus-lines.ts';
import type { HotlineRow } from './data.ts';
import { foldOf } from './data.ts';

/** One request of which something is known: what it is about, of which kind, how pressing. */
export interface CategoryRow {
  text: string;
  /**
   * An order in an operator's words, or a line of group talk: they are labelled by other conventions. A path is the name
   * under which the hotline files orders: what the word means to whoever labels them.
   */
  source: 'order' | 'talk' | 'path';
  level1: string | null;
  level2: string | null;
  kind: string | null;
  urgent: boolean | null;
  /** Life in danger now; nobody noted that of an order. */
  critical: boolean | null;
  fold: number;
}

/** What an operator noted to have been done with a call, as kinds of ours. */
const KIND_BY_VERB: Readonly<Record<string, string>> = {
  咨询: 'question',
  建议: 'suggestion',
  表扬: 'praise',
  举报: 'tip-off',
  投诉: 'complaint',
  求助: 'help',
};

export function orderRows(rows: readonly HotlineRow[]): readonly CategoryRow[] {
  return rows.map((row) => ({
    text: row.text,
    source: 'order',
    level1: row.category_coarse,
    level2: leafOf(row),
    kind: KIND_BY_VERB[row.verb ?? ''] ?? KIND_BY_VERB[row.kind ?? ''] ?? null,
    urgent: row.urgent,
    critical: null,
    fold: foldOf(row),
  }));
}

/** The level 2 that the last steps of an official path mean, where they mean one of ours. */
function leafOf({ category_path: path }: HotlineRow): string | null {
  const steps = path?.slice(1).join('/') ?? '';
  return LEVEL2_BY_LEAF.find(([part]) => steps.includes(part))?.[1] ?? null;
}

/** Every path of these orders once, without its first step: that one stands over many matters. */
export function pathRows(rows: readonly HotlineRow[]): readonly CategoryRow[] {
  const level1 = new Map<string, string>();
  for (const { category_path: path, category_coarse: coarse } of rows)
    if (path && coarse !== null) level1.set(path.slice(1).join(' '), coarse);
  return [...level1].map(([text, coarse]) => ({
    text,
    source: 'path',
    level1: coarse,
    level2: null,
    kind: null,
    urgent: null,
    critical: null,
    fold: foldOf({ id: text }),
  }));
}

export function talkRows(lines: readonly CorpusLine[]): readonly CategoryRow[] {
  return lines
    .filter(({ request }) => request)
    .map((line) => ({
      text: line.text,
      source: 'talk',
      level1: line.level1,
      level2: line.level2,
      kind: line.kind,
      urgent: line.urgency === null ? null : line.urgency !== 'normal',
      critical: line.urgency === null ? null : line.urgency === 'critical',
      fold: foldOf(line),
    }));
}
