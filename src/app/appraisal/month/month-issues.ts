import type { Window } from '../../../engine/appraisal/facts.ts';
import type { CommunityId, Instant, StreetId } from '../../../engine/glossary.ts';

/** What people came with in a stretch of time; merged, withdrawn and rejected tickets left out. */
export interface MonthIssues {
  streetId: StreetId;
  /** Null: the whole street. */
  communityId: CommunityId | null;
  window: Window;
  /** Of those opened in the window, every category, the most frequent first. */
  frequent: readonly { category1: string; category2: string; count: number }[];
  /** Opened before the window's end and still in work now, the longest first. */
  waiting: readonly WaitingTicket[];
}

export interface WaitingTicket {
  number: number;
  category1: string;
  category2: string;
  communityId: CommunityId;
  openedAt: Instant;
}
