import type { BallotResult } from './ballot.ts';
import type { Evidence } from './entry.ts';
import type { Subject, SubjectFacts, Window } from './facts.ts';
import type { AllocationRule, DecimalText, MetricId } from './policy.ts';

/** All that the scores of a month are computed from, once frozen; with the ledger it gives the same digits for ever. */
export interface FrozenSubject {
  subject: Subject;
  facts: SubjectFacts;
  ballots: readonly BallotResult[];
}

/** One item of a sheet. */
export interface ScoreLine {
  itemId: string;
  name: string;
  dimensionId: string;
  /** The most it could give. */
  of: DecimalText;
  /** Null: no data. Rounded to 4 places. */
  got: DecimalText | null;
  because: Because;
  /** Of what is computed: points that upheld appeals gave or took. Left out: none did. */
  corrected?: DecimalText;
  /** What it rests on, the newest first; `more` were left out. */
  evidence: readonly Evidence[];
  more: number;
}

/** Why a line has its points, for 为什么: codes and figures, sentences in src/text. */
export type Because =
  | {
      type: 'rate';
      metric: MetricId;
      /** k·基本满意 makes it a decimal. */
      good: DecimalText;
      of: number;
      rate: DecimalText;
      /** After shrinking to the peer mean; null: not shrunk. */
      shrunk: { to: DecimalText; mean: DecimalText } | null;
      /** Wilson's, 95 %. */
      interval: readonly [DecimalText, DecimalText];
    }
  | { type: 'count'; metric: MetricId; count: number }
  | { type: 'entries'; start: 'full' | 'empty'; sum: DecimalText; count: number; capped: boolean }
  | { type: 'ballot'; ballotId: string; average: DecimalText; voted: number; voters: number }
  | { type: 'no-data'; what: 'no-cases' | 'no-entry' | 'no-quorum' | 'no-ballot' | 'not-measured' };

export interface BallotPart {
  ruleId: string;
  name: string;
  weight: DecimalText;
  /** Of 100. Null: no quorum or no vote, its weight is shared. */
  got: DecimalText | null;
  voted: number;
  voters: number;
}

/** Own load beside the mean of the group; of what nobody counted there is none. */
export interface LoadShare {
  by: AllocationRule['parts'][number]['by'];
  own: number;
  mean: DecimalText;
}

export interface ScoreSheet {
  subject: Subject;
  lines: readonly ScoreLine[];
  dimensions: readonly { id: string; name: string; bonus: boolean; got: DecimalText; of: DecimalText }[];
  /** Of 100, with bonus beyond; null: nothing is known. */
  differentiated: DecimalText | null;
  ballotParts: readonly BallotPart[];
  ballots: DecimalText | null;
  postCoefficient: DecimalText;
  allocationCoefficient: DecimalText;
  /** What the allocation coefficient comes from. Left out: the policy has none for this group. */
  loads?: readonly LoadShare[];
  /** Rounded by the policy's rule; null: no data at all. */
  total: DecimalText | null;
  /** Call-backs or cases behind it: what "few" is judged by. */
  cases: number;
  /** Half the width of what chance alone does to the total; null: it cannot be said. */
  margin: DecimalText | null;
}

/** A place in a group: competition ranking, 1224. */
export interface Rank {
  subjectId: string;
  name: string;
  groupId: string;
  /** Null: not ranked, and why. */
  place: number | null;
  unranked: 'no-data' | 'few-cases' | 'small-group' | null;
  total: DecimalText | null;
  /** Others with the same total. */
  tied: boolean;
  /** The next one above is within chance. */
  closeToNext: boolean;
}

export interface Ranking {
  groupId: string;
  groupName: string;
  ranks: readonly Rank[];
}

/** A month as computed: version 1 when it closed, another after each appeal that changed something. */
export interface MonthScores {
  key: string;
  window: Window;
  sheets: readonly ScoreSheet[];
  rankings: readonly Ranking[];
}
