import type { Span } from '../clock/calendar-types.ts';
import type { PostKind, Role } from '../glossary.ts';

/** A decimal number as text, exactly as written: `0.9`, `-1.5`. Scores are never binary fractions. */
export type DecimalText = string;

/**
 * How a month becomes scores (rules.md 8): the `appraisal` part of a policy file. Everything a street may want to change is here;
 * a month keeps the version of its day.
 */
export interface AppraisalPolicy {
  /** Months that begin before this local day keep the version before. `2026-01-01`. */
  effectiveFrom: string;
  window: WindowRule;
  rounding: Rounding;
  /** A subject belongs to the first group that fits. */
  groups: readonly PeerGroup[];
  dimensions: readonly Dimension[];
  items: readonly Item[];
  ballots: readonly BallotRule[];
  result: ResultRule;
  rates: RateRule;
  consequences: readonly ConsequenceRule[];
  publication: PublicationRule;
  schedule: MonthSchedule;
}

/** Which stretch of days is "a month": its key `2026-10` names the calendar month in which it ends. */
export type WindowRule =
  | { type: 'calendar-month' }
  /** From this day (2–28) of the month before up to and without the same day: 19 is the 19th to the 18th. */
  | { type: 'from-day'; day: number };

/** Where numbers are rounded: every line to 4 places, every total to `places`, always by `rule`. */
export interface Rounding {
  rule: 'half-up' | 'half-even' | 'down';
  places: number;
}

export const SUBJECT_KINDS = ['person', 'community'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const TICKETS_OF = ['own', 'community'] as const;

/** Who is compared with whom (rules.md 8.3). */
export interface PeerGroup {
  id: string;
  name: string;
  subject: SubjectKind;
  /** Of persons: whoever holds one of these posts. Empty for communities. */
  posts: readonly PostKind[];
  /** Fewer members are scored but not ranked. */
  smallest: number;
  /** Days within the window a post must have been held to be scored. */
  servedDays: number;
  /** Whose tickets count: those they held themselves, or all of the community that they answer for. */
  tickets: (typeof TICKETS_OF)[number];
}

export interface Dimension {
  id: string;
  name: string;
  /** Added on top of the hundred instead of being part of it (special reward). */
  bonus: boolean;
}

/**
 * What is done where nothing is known: `share` spreads the weight over the others; `no-data` spreads nothing and takes nothing for
 * zero, so the sheet has no total without this item (a bonus is merely not added).
 */
export const MISSING = ['share', 'no-data', 'zero', 'full'] as const;
export type Missing = (typeof MISSING)[number];

export interface Item {
  id: string;
  name: string;
  dimension: string;
  /** The most it gives. */
  points: DecimalText;
  /** Empty: everybody. */
  groups: readonly string[];
  source: ItemSource;
  missing: Missing;
  /** `assumption`, or where the rule is written. */
  origin: string;
}

export type ItemSource =
  | { type: 'metric'; metric: MetricId; scoring: Scoring; shrink: boolean }
  /** Written by people. `full`: everybody starts with all points and loses some; `empty`: earns them. */
  | {
      type: 'entry';
      start: 'full' | 'empty';
      /** The fewest and most points one entry may give. */
      least: DecimalText;
      most: DecimalText;
      /** Who may write one. */
      by: readonly Role[];
      needsReason: boolean;
    }
  | { type: 'ballot'; ballot: string; aspect: string | null };

/** How a measure becomes points. A rate is 0 to 1, a count a whole number. */
export type Scoring =
  /** points × rate. */
  | { type: 'share' }
  /** points × (1 − rate). */
  | { type: 'inverse' }
  /** points × min(1, measure ÷ target). */
  | { type: 'target'; target: DecimalText }
  /** `each` for each one counted, from 0 up (or, when negative, from all points down). */
  | { type: 'each'; each: DecimalText }
  /** The points of the first band whose `atLeast` the measure reaches; highest first. */
  | { type: 'bands'; bands: readonly { atLeast: DecimalText; points: DecimalText }[] };

/**
 * What is computed from what happened. A `rate` may be shrunk and has an interval; a `count` may not. Formulas: metrics.ts.
 */
export const METRICS = {
  /** contacted ÷ call-backs that answered whether they were. */
  'response-rate': 'rate',
  'solved-rate': 'rate',
  /** (satisfied + k · basically) ÷ call-backs that answered. */
  'satisfied-rate': 'rate',
  /** The three by the weights of `rates`. */
  'total-rate': 'rate',
  /** on time ÷ (due − paused). */
  'on-time-rate': 'rate',
  /** Claimed within the response limit. */
  'first-response-rate': 'rate',
  'rework-rate': 'rate',
  'return-rate': 'rate',
  /** The same issue at the same place again after it was closed. */
  'repeat-rate': 'rate',
  'finished-count': 'count',
  'late-count': 'count',
  'patrol-count': 'count',
  'visit-count': 'count',
  'progress-count': 'count',
  'leave-days': 'count',
} as const;
export type MetricId = keyof typeof METRICS;

/** Who rates (rules.md 8.2). */
export const RATERS = ['self', 'residents', 'peers', 'community', 'street', 'departments', 'group'] as const;
export type Raters = (typeof RATERS)[number];

export interface BallotRule {
  id: string;
  name: string;
  raters: Raters;
  /** Of `group`: whoever holds one of these posts in the street. */
  raterPosts: readonly PostKind[];
  /** Of `residents`: at most so many a subject, the newest first. Left out: 20. */
  mostVoters?: number;
  /** Peer groups that are rated; empty: all of persons. */
  groups: readonly string[];
  aspects: readonly { id: string; name: string }[];
  /** Whole numbers from 0 up to this. */
  most: number;
  weight: DecimalText;
  /** No link from voter to vote is kept, and fewer than `quorum.fewest` votes are never shown. */
  secret: boolean;
  quorum: { fewest: number; share: DecimalText };
  /** Days before the window ends; days and the minute of the day after it. */
  opensDaysBefore: number;
  closesDaysAfter: number;
  closesAtMinute: number;
  /** Reminded so long before it closes. */
  remindBeforeMs: readonly number[];
  /** Highest and lowest votes left out of each aspect. 0: none. */
  trim: number;
}

/** (differentiated · weight + ballots · weight) × post coefficient × allocation coefficient (rules.md 8.1). */
export interface ResultRule {
  differentiated: DecimalText;
  ballots: DecimalText;
  /** By post; a post not named has 1. */
  postCoefficients: Readonly<Partial<Record<PostKind, DecimalText>>>;
  allocation: AllocationRule | null;
}

/** Own load ÷ the group's mean load, mixed by weight, kept between floor and cap, and normalised to a mean of 1. */
export interface AllocationRule {
  groups: readonly string[];
  parts: readonly { by: 'households' | 'population' | 'area' | 'tickets'; weight: DecimalText }[];
  floor: DecimalText;
  cap: DecimalText;
}

export interface RateRule {
  weights: { response: DecimalText; solved: DecimalText; satisfied: DecimalText };
  /** What 基本满意 counts, 0 to 1. */
  basically: DecimalText;
  /** (s + k·p) ÷ (n + k) with the peer mean p. 0: not shrunk. */
  shrinkBy: DecimalText;
  /** The same issue opened again within so many days after it was closed counts as repeated. */
  repeatWithinDays: number;
  /** With fewer call-backs a rate is shown but its holder is not ranked by total rate alone. */
  fewest: number;
}

/** Rules over a series of months: always a proposal that a person confirms or rejects. */
export interface ConsequenceRule {
  id: string;
  name: string;
  groups: readonly string[];
  when: ConsequenceCondition;
  /** What is proposed: `定为不合格,提出降职或免职`. */
  measure: string;
  /** Who says yes or no. */
  answeredBy: 'secretary' | 'street';
  origin: string;
}

export type ConsequenceCondition =
  /** Last of its group so many months running (a tie for last counts). */
  | { type: 'last'; months: number }
  /** Among the first so large a share; at most `cap` people, none when a tie would exceed it. */
  | { type: 'top-share'; share: DecimalText; cap: number | null }
  /** Total (or the combined ballots) below so many points of 100, so many months running. */
  | { type: 'below'; of: 'total' | 'ballots'; points: DecimalText; months: number };

/** What is posted where (rules.md 8.4); each can be switched off. */
export interface PublicationRule {
  streetRanking: boolean;
  workerRanking: boolean;
  ownScores: boolean;
  residentFigures: boolean;
  report: boolean;
}

export interface MonthSchedule {
  /** Of the first day after the window, when the month closes. */
  closesAtMinute: number;
  closesDaysAfter: number;
  /** Published by itself so long after the preview; null: only by 公布. */
  publishAfter: Span | null;
  appealWithin: Span;
  /** Local day (1–28) and minute on which staff hear what is still missing for the month. */
  missingDay: number;
  /** 1 is Monday; null: no digest. */
  digestWeekday: number | null;
  digestAtMinute: number;
}
