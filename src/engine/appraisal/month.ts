import type { Instant, PersonId, StreetId } from '../glossary.ts';
import type { Window } from './facts.ts';

/** rules.md 8.4. `collecting`: the window is over, ballots may still come; `appealed`: published, with an appeal. */
export const MONTH_STATES = [
  'open',
  'collecting',
  'computed',
  'previewed',
  'published',
  'appealed',
  'frozen',
] as const;
export type MonthState = (typeof MONTH_STATES)[number];

export interface Month {
  id: string;
  streetId: StreetId;
  /** `2026-10`. */
  key: string;
  window: Window;
  /** Fingerprint of the policy it keeps, and its version in words. */
  policyHash: string;
  policyVersion: string;
  state: MonthState;
  /** When it came into this state. */
  since: Instant;
  /** Of the scores: 0 before they are computed. */
  version: number;
  computedAt: Instant | null;
  publishedAt: Instant | null;
  /** Counts every change of this row: two who change it at once are a conflict. */
  revision: number;
  /** What was said or done once, by key: `preview`, `published:street`, `digest`. */
  done: readonly string[];
}

export interface Appeal {
  id: string;
  streetId: StreetId;
  monthKey: string;
  /** What people call it: 申诉 3. */
  number: number;
  subjectId: string;
  /** Null: the whole score. */
  itemId: string | null;
  text: string;
  byId: PersonId;
  at: Instant;
  status: 'open' | 'upheld' | 'rejected' | 'withdrawn';
  answeredBy: PersonId | null;
  answeredAt: Instant | null;
  answer: string;
}

/** A consequence that a rule proposes and a person decides. */
export interface Proposal {
  id: string;
  streetId: StreetId;
  monthKey: string;
  /** What people call it: 建议 3. */
  number: number;
  ruleId: string;
  ruleName: string;
  measure: string;
  answeredBy: 'secretary' | 'street';
  subjectId: string;
  subjectName: string;
  groupId: string;
  /** The months and figures that led to it. */
  because: readonly { monthKey: string; place: number | null; members: number; total: string | null }[];
  status: 'open' | 'confirmed' | 'rejected';
  byId: PersonId | null;
  at: Instant;
  answeredAt: Instant | null;
  reason: string;
}
