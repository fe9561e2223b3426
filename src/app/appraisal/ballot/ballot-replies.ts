import type { Instant } from '../../../engine/glossary.ts';

/** A ballot as one of its voters sees it. */
export interface BallotShown {
  number: number;
  name: string;
  secret: boolean;
  aspects: readonly string[];
  most: number;
  closesAt: Instant;
  /** Whom this voter has still to rate. */
  names: readonly string[];
}

/** What is said of ballots, in private only. Sentences: src/text/appraisal. */
export type BallotReply =
  | { code: 'ballot-nothing' }
  /** Told to a voter once when they open; `link` leads to the page of this voter alone, null: there is none. */
  | { code: 'ballot-opened'; monthKey: string; ballots: readonly BallotShown[]; link: string | null }
  | { code: 'ballot-reminder'; ballots: readonly BallotShown[]; link: string | null }
  | { code: 'ballot-listed'; ballots: readonly BallotShown[] }
  /** Names of whoever was rated; never how. */
  | {
      code: 'ballot-noted';
      names: readonly string[];
      secret: boolean;
      left: readonly BallotShown[];
    };
