import type { Instant, MessageKey, PersonId, StreetId } from '../glossary.ts';
import type { DecimalText } from './policy.ts';

/** Something a person wrote that moves a score. Append-only: a mistake is undone by an entry that takes it back. */
export interface LedgerEntry {
  id: string;
  streetId: StreetId;
  /** What people call it: 记分 #12. Counts up in a street. */
  number: number;
  subjectId: string;
  itemId: string;
  points: DecimalText;
  /** When what it is about happened: decides the month. */
  on: Instant;
  /** When it was written. */
  at: Instant;
  authorId: PersonId;
  authorName: string;
  reason: string;
  evidence: readonly Evidence[];
  policyVersion: string;
  /** The entry it takes back, whole; such an entry gives no points itself, and taking it back in turn restores the first. */
  cancels: string | null;
  /** The appeal that it answers. */
  appealId: string | null;
}

/** What a point rests on. */
export type Evidence =
  | { type: 'ticket'; number: number }
  | { type: 'message'; key: MessageKey }
  | { type: 'picture'; reference: string }
  | { type: 'entry'; number: number }
  | { type: 'ballot'; ballotId: string };
