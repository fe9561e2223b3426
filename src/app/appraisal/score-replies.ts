import type { Move, Stability } from '../../engine/appraisal/compare.ts';
import type { MonthState } from '../../engine/appraisal/month.ts';
import type { DecimalText, Item, ResultRule, Rounding, SubjectKind } from '../../engine/appraisal/policy.ts';
import type { Rank, ScoreLine, ScoreSheet } from '../../engine/appraisal/sheet.ts';
import type { Instant } from '../../engine/glossary.ts';

/** What is said of written entries, own scores, rankings and why. Sentences: src/text/appraisal. */
export type ScoreReply =
  | { code: 'score-nothing' }
  /** To whoever wrote it. */
  | { code: 'entry-written'; entry: EntryShown; masked: boolean }
  /** To the one it is about, alone. */
  | { code: 'entry-told'; entry: EntryShown }
  | { code: 'entry-cancelled'; entry: EntryShown; reason: string; toSubject: boolean }
  | { code: 'entries-listed'; entries: readonly EntryShown[]; more: number }
  /** Every line of one sheet, to the one it is about or who leads them. */
  | { code: 'score-shown'; shown: SheetShown }
  | { code: 'line-explained'; why: LineWhy }
  | { code: 'total-explained'; why: TotalWhy }
  /** In a room: what is one person's goes to them alone. */
  | { code: 'told-alone' }
  /** A group over several months by the mean of those that there are. */
  | { code: 'span-ranked'; ranked: SpanRanked }
  /** 减负: how often the bot has prompted people. */
  | { code: 'burden-shown'; burden: Burden }
  /** 试算: nothing was changed. */
  | { code: 'what-if'; tried: Tried };

export interface Burden {
  monthKey: string;
  /** Of the month so far. */
  days: number;
  budgetPerDay: number;
  rows: readonly BurdenRow[];
  more: number;
}

export interface BurdenRow {
  name: string;
  prompts: number;
}

export interface Tried {
  monthKey: string;
  change: { name: string; from: DecimalText; to: DecimalText };
  moves: readonly Move[];
  groups: readonly Stability[];
}

export interface SheetShown {
  monthKey: string;
  version: number;
  state: MonthState;
  sheet: ScoreSheet;
  /** Null: not known here. */
  rank: Rank | null;
  groupName: string;
  ranked: number;
  /** Of the one who asks. */
  own: boolean;
}

export interface LineWhy {
  monthKey: string;
  subjectName: string;
  own: boolean;
  line: ScoreLine;
  dimensionName: string;
  item: Item | null;
  /** Written ones behind the line, the newest first. */
  entries: readonly EntryShown[];
}

export interface TotalWhy {
  monthKey: string;
  subjectName: string;
  own: boolean;
  sheet: ScoreSheet;
  result: ResultRule;
  rounding: Rounding;
  policyVersion: string;
}

export interface SpanRanked {
  groupName: string;
  monthKeys: readonly string[];
  /** Of the span, those without scores. */
  missing: readonly string[];
  /** More months were asked for: those shown are the newest. */
  cut: boolean;
  /** Whose part of the group is shown; null: all of it. */
  of: string | null;
  /** Those in the whole group that have a place. */
  ranked: number;
  kind: SubjectKind;
  rows: readonly {
    place: number | null;
    name: string;
    mean: DecimalText | null;
    totals: readonly (DecimalText | null)[];
  }[];
}

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
