import type { LedgerEntry } from './entry.ts';
import type { Window } from './facts.ts';

/** The entries that count, newest first. What was taken back is out, and what takes back gives no points itself. */
export function standing(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const newestFirst = [...entries].sort((a, b) => b.number - a.number);
  const takenBack = new Set<string>();
  // Only a later entry takes back an earlier one, so whoever comes first here stands.
  for (const entry of newestFirst) {
    if (entry.cancels !== null && !takenBack.has(entry.id)) takenBack.add(entry.cancels);
  }
  return newestFirst.filter((entry) => entry.cancels === null && !takenBack.has(entry.id));
}

/** Standing entries of one window by subject and item, newest first. */
export type Ledger = ReadonlyMap<string, ReadonlyMap<string, readonly LedgerEntry[]>>;

export function ledgerOf(entries: readonly LedgerEntry[], window: Window): Ledger {
  const ledger = new Map<string, Map<string, LedgerEntry[]>>();
  for (const entry of standing(entries)) {
    if (entry.on < window.from || entry.on >= window.until) continue;
    const items = ledger.get(entry.subjectId) ?? new Map<string, LedgerEntry[]>();
    if (items.size === 0) ledger.set(entry.subjectId, items);
    const those = items.get(entry.itemId);
    if (those) those.push(entry);
    else items.set(entry.itemId, [entry]);
  }
  return ledger;
}

const NONE: readonly LedgerEntry[] = [];

export function entriesOn(ledger: Ledger, subjectId: string, itemId: string): readonly LedgerEntry[] {
  return ledger.get(subjectId)?.get(itemId) ?? NONE;
}
