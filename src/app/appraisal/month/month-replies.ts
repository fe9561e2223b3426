import type { Appeal, Proposal } from '../../../engine/appraisal/month.ts';
import type { DecimalText, SubjectKind } from '../../../engine/appraisal/policy.ts';
import type { Rank, ScoreSheet } from '../../../engine/appraisal/sheet.ts';
import type { Instant } from '../../../engine/glossary.ts';

/** What is said of the month: closing, preview, publication, appeals, what they change. Sentences: src/text/appraisal. */
export type MonthReply =
  | { code: 'month-nothing' }
  /** Its scores are there and shown to nobody else yet. */
  | { code: 'month-previewed'; preview: MonthPreview }
  /** One group, in a staff room. */
  | { code: 'month-ranking'; shown: RankingShown }
  /** To the one it is about, alone. */
  | { code: 'month-own'; own: OwnScore }
  /** To residents: no names, no scores. */
  | { code: 'month-figures'; figures: CommunityFigures }
  /** A later version of a ranking: what it changed. */
  | { code: 'month-changed'; changed: RankingChanged }
  | { code: 'month-own-changed'; monthKey: string; from: DecimalText | null; own: OwnScore }
  /** 公布: it goes out at once. */
  | { code: 'month-publishing'; monthKey: string }
  /** To whoever appealed. */
  | { code: 'appeal-taken'; appeal: Appeal; itemName: string | null; subjectName: string; until: Instant }
  | { code: 'appeal-withdrawn'; number: number }
  /** To whoever decides on it. */
  | { code: 'appeal-told'; appeal: AppealShown }
  | { code: 'appeals-listed'; appeals: readonly AppealShown[] }
  /** The time for appeals is over: what one owes an answer to. */
  | { code: 'appeals-waiting'; monthKey: string; appeals: readonly AppealShown[] }
  | { code: 'appeal-answered'; appeal: AppealShown; outcome: AppealOutcome; toAppellant: boolean }
  | { code: 'proposals-told'; monthKey: string; proposals: readonly Proposal[] }
  | { code: 'proposals-listed'; proposals: readonly Proposal[] }
  | { code: 'proposal-answered'; proposal: Proposal };

export interface MonthPreview {
  monthKey: string;
  groups: readonly GroupPreview[];
  /** Lines without data, by item: how many have none. */
  missing: readonly { item: string; count: number }[];
  /** Ballots that too few answered, by name. */
  noQuorum: readonly string[];
  proposals: number;
  /** When it is published by itself; null: only by 公布. */
  publishAt: Instant | null;
  /** Whether the one told may publish it. */
  mayPublish: boolean;
  isLate: boolean;
}

export interface GroupPreview {
  name: string;
  /** A secretary sees the people of one community, with their places in the whole street. */
  isWhole: boolean;
  ranked: number;
  unranked: number;
  first: Rank | null;
  last: Rank | null;
}

export interface RankingShown {
  monthKey: string;
  version: number;
  groupName: string;
  kind: SubjectKind;
  ranks: readonly Rank[];
  /** Ranked in the whole group, of whom these may be some. */
  ranked: number;
  /** The community whose people these are; null: the whole street. */
  of: string | null;
  /** The month was closed later than its time. */
  isLate: boolean;
}

export interface OwnScore {
  monthKey: string;
  version: number;
  sheet: ScoreSheet;
  rank: Rank | null;
  groupName: string;
  ranked: number;
  appealUntil: Instant;
  isLate: boolean;
}

/** Counts of a community's month, as its residents may know them. */
export interface CommunityFigures {
  monthKey: string;
  name: string;
  finished: number;
  /** Of each two counts the good and all; nothing to count is left out. */
  contacted: Share | null;
  solved: Share | null;
  satisfied: Share | null;
  onTime: Share | null;
  isLate: boolean;
}

export interface Share {
  good: number;
  of: number;
}

export interface RankingChanged {
  monthKey: string;
  version: number;
  of: string | null;
  rows: readonly ChangedRow[];
}

export interface ChangedRow {
  name: string;
  groupName: string;
  from: Standing;
  to: Standing;
}

export interface Standing {
  place: number | null;
  total: DecimalText | null;
}

export interface AppealShown extends Pick<Appeal, 'number' | 'monthKey' | 'text' | 'answer' | 'at'> {
  status: Appeal['status'];
  subjectName: string;
  /** Null: the whole score. */
  itemName: string | null;
  byName: string;
}

/** What a review decided. */
export type AppealOutcome =
  | { type: 'rejected' }
  | { type: 'points'; itemName: string; points: DecimalText; entryNumber: number }
  | { type: 'cancelled'; entryNumber: number };
