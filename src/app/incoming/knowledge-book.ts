import type { StreetId } from '../../engine/glossary.ts';
import type { Knowledge } from '../../engine/knowledge/entry.ts';
import type { KnowledgeBook, OrgChange } from '../ports.ts';

const EMPTY: KnowledgeBook = { entries: [], numbers: { notice: 0, faq: 0 } };

/** A street's book as this batch leaves it: what an earlier message kept, a later one is answered from. */
export function bookAfter(
  loaded: KnowledgeBook | undefined,
  streetId: StreetId,
  changes: readonly OrgChange[],
): KnowledgeBook {
  return changes.reduce((book, change) => {
    if (change.type !== 'knowledge-added' && change.type !== 'knowledge-changed') return book;
    return change.entry.streetId === streetId ? withEntry(book, change.entry) : book;
  }, loaded ?? EMPTY);
}

function withEntry({ entries, numbers }: KnowledgeBook, entry: Knowledge): KnowledgeBook {
  const others = entries.filter(({ id }) => id !== entry.id);
  return {
    entries: entry.withdrawnAt === null ? [...others, entry] : others,
    numbers: { ...numbers, [entry.kind]: Math.max(numbers[entry.kind], entry.number) },
  };
}
