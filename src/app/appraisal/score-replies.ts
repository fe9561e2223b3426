import type { DecimalText } from '../../engine/appraisal/policy.ts';
import type { Instant } from '../../engine/glossary.ts';

/** What is said of written entries, own scores, rankings and why. Sentences: src/text/appraisal. */
export type ScoreReply =
  | { code: 'score-nothing' }
  /** To whoever wrote it. */
  | { code: 'entry-written'; entry: EntryShown; masked: boolean }
  /** To the one it is about, alone. */
  | { code: 'entry-told'; entry: EntryShown }
  | { code: 'entry-cancelled'; entry: EntryShown; reason: string; toSubject: boolean }
  | { code: 'entries-listed'; entries: readonly EntryShown[]; more: number };

/** An entry of the ledger with the names that people know. */
export interface EntryShown {
  number: number;
  subjectName: string;
  itemName: string;
  points: DecimalText;
  on: Instant;
  monthKey: string;
  authorName: string;
  reason: string;
  /** Taken back since. */
  cancelled: boolean;
}
