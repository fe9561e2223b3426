import type { Instant, PersonId, StreetId } from '../glossary.ts';
import type { BallotRule } from './policy.ts';

/** One round of rating: a rule of the policy in one month. */
export interface Ballot {
  id: string;
  streetId: StreetId;
  /** `2026-10`. */
  monthKey: string;
  /** What people call it: 测评 3. */
  number: number;
  /** As it was when the ballot opened. */
  rule: BallotRule;
  opensAt: Instant;
  closesAt: Instant;
  /** Who may rate whom, settled when it opened. */
  tasks: readonly BallotTask[];
  status: 'open' | 'closed';
  /** Reminders that were sent, by key. */
  reminded: readonly string[];
}

export interface BallotTask {
  voterId: PersonId;
  subjectId: string;
}

/** How many gave an aspect of somebody this value: all that is kept of a secret vote. */
export interface BallotCount {
  ballotId: string;
  subjectId: string;
  aspectId: string;
  value: number;
  count: number;
}

/** One person's vote on one subject, whole numbers by aspect. */
export interface Vote {
  ballotId: string;
  voterId: PersonId;
  subjectId: string;
  values: Readonly<Record<string, number>>;
}

/** What a ballot says of a subject once it is closed; frozen with the month. */
export interface BallotResult {
  ballotId: string;
  ruleId: string;
  voters: number;
  voted: number;
  counts: readonly Pick<BallotCount, 'aspectId' | 'value' | 'count'>[];
}
