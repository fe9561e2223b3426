import type { Ballot, BallotCount, Vote } from '../../engine/appraisal/ballot.ts';
import type { Served } from '../../engine/appraisal/ballot-tasks.ts';
import type { LedgerEntry } from '../../engine/appraisal/entry.ts';
import type { TicketFact, Window } from '../../engine/appraisal/facts.ts';
import type { Appeal, Month, Proposal } from '../../engine/appraisal/month.ts';
import type { FrozenSubject, ScoreSheet } from '../../engine/appraisal/sheet.ts';
import type { CommunityId, Instant, PersonId, StreetId } from '../../engine/glossary.ts';
import type { MonthIssues } from './month/month-issues.ts';

export type { MonthIssues, WaitingTicket } from './month/month-issues.ts';

/** A policy as a month keeps it. */
export interface KeptPolicy {
  hash: string;
  id: string;
  version: string;
  /** The `appraisal` part as JSON, parsed by the same schema again. */
  appraisal: string;
  keptAt: Instant;
}

/** One-time right to vote on the web page; only its hash is kept. */
export interface BallotLink {
  tokenHash: string;
  ballotId: string;
  voterId: PersonId;
  expiresAt: Instant;
}

/** What a command or job may have to know. Each is answered by one query for the whole batch. */
export type AppraisalNeed =
  /** The newest months of a street, newest first. */
  | { by: 'months'; streetId: StreetId; limit: number }
  /** Sheets of a month's newest version: of one subject, or all of the street. */
  | { by: 'sheets'; streetId: StreetId; monthKey: string; subjectId: string | null }
  /** The newest sheets of one subject, a month each. */
  | { by: 'own-sheets'; streetId: StreetId; subjectId: string; months: number }
  | { by: 'frozen'; streetId: StreetId; monthKey: string }
  /** Ledger entries whose `on` lies in the window. */
  | { by: 'entries'; streetId: StreetId; window: Window; subjectId: string | null }
  /** One, and those that take it back. */
  | { by: 'entry'; streetId: StreetId; number: number }
  /** Open ballots with who has voted, and the closed ones of the newest month. */
  | { by: 'ballots'; streetId: StreetId }
  /** Open ones, and those of the newest month. */
  | { by: 'appeals'; streetId: StreetId }
  | { by: 'proposals'; streetId: StreetId }
  /** Prompts sent to each person in the window; one window a batch. */
  | { by: 'burden'; streetId: StreetId; window: Window }
  /** What people came with, for the month's report. */
  | { by: 'issues'; streetId: StreetId; communityId: CommunityId | null; window: Window };

export interface AppraisalLoaded {
  /** Asked for, or of sheets and frozen subjects asked for; newest first. */
  months: readonly Month[];
  sheets: readonly (ScoreSheet & { monthKey: string; version: number })[];
  frozen: readonly (FrozenSubject & { monthKey: string })[];
  entries: readonly LedgerEntry[];
  ballots: readonly Ballot[];
  /** `ballotId voterId subjectId` of whoever has voted: that, never how. */
  voted: ReadonlySet<string>;
  appeals: readonly Appeal[];
  proposals: readonly Proposal[];
  /** Prompts by person. */
  burden: ReadonlyMap<PersonId, number>;
  /** Left out: nobody asked. */
  issues?: readonly MonthIssues[];
  /** Of `months`. */
  policies: readonly KeptPolicy[];
  /** Highest number given so far in the street, 0 when none. */
  numbers: Readonly<Record<'entry' | 'ballot' | 'appeal' | 'proposal', number>>;
}

/** Everything that changes a score, a month or a ballot; part of a plan, so all or nothing with its words. */
export type AppraisalChange =
  | { type: 'policy-kept'; policy: KeptPolicy }
  /** `fromRevision` 0: new. Somebody was faster: the whole plan is a conflict. */
  | { type: 'month-saved'; month: Month; fromRevision: number }
  | { type: 'subjects-frozen'; monthId: string; subjects: readonly FrozenSubject[] }
  /** A subject left out of a later version stands as in the one before. */
  | { type: 'sheets-added'; monthId: string; version: number; sheets: readonly ScoreSheet[] }
  | { type: 'entry-added'; entry: LedgerEntry }
  | { type: 'appeal-added'; appeal: Appeal }
  | { type: 'appeal-answered'; appeal: Appeal }
  | { type: 'proposal-added'; proposal: Proposal }
  | { type: 'proposal-answered'; proposal: Proposal }
  | { type: 'ballot-opened'; ballot: Ballot }
  /** Status and reminders. */
  | { type: 'ballot-changed'; ballot: Ballot }
  /**
   * Unique by ballot, voter and subject; of a secret one only counts are kept beside that. `most`: the highest value its
   * rule allows, so that no row tells which values came first. A ballot closed meanwhile: the whole plan is a conflict.
   */
  | { type: 'voted'; vote: Vote; secret: boolean; most: number }
  | { type: 'link-issued'; link: BallotLink };

/** Bulk reads of a month's close, and what pages ask for. */
export interface AppraisalStore {
  load(needs: readonly AppraisalNeed[]): Promise<AppraisalLoaded>;
  month(streetId: StreetId, key: string): Promise<Month | null>;
  policy(hash: string): Promise<KeptPolicy | null>;
  /** Every ticket of the street of which something happened in the window, a page at a time, in no promised order. */
  ticketFacts(streetId: StreetId, window: Window): AsyncIterable<readonly TicketFact[]>;
  /** Every ballot of the month, open or closed. */
  ballots(streetId: StreetId, monthKey: string): Promise<readonly Ballot[]>;
  /** Who reported or followed a ticket of the street that was closed in the window; for ballots of residents. */
  served(streetId: StreetId, window: Window): Promise<readonly Served[]>;
  counts(ballotIds: readonly string[]): Promise<readonly BallotCount[]>;
  turnout(ballotIds: readonly string[]): Promise<readonly Omit<Vote, 'values'>[]>;
  link(tokenHash: string): Promise<BallotLink | null>;
  /** Sheets of any version of a month. */
  sheets(monthId: string, version: number): Promise<readonly ScoreSheet[]>;
  frozen(monthId: string): Promise<readonly FrozenSubject[]>;
  entries(streetId: StreetId, window: Window): Promise<readonly LedgerEntry[]>;
  /** Rows the bot has sent to staff since, by person: the burden of a month. */
  burden(streetId: StreetId, window: Window): Promise<ReadonlyMap<PersonId, number>>;
}
