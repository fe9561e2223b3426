import type { CommunityId, GridId, Instant, PersonId, StreetId } from '../glossary.ts';
import type { Scope } from '../org/directory.ts';

export const KNOWLEDGE_KINDS = ['notice', 'faq'] as const;
export type KnowledgeKind = (typeof KNOWLEDGE_KINDS)[number];

/** A notice, or a question with its answer: what residents are answered from. Kept by staff, never by residents. */
export interface Knowledge {
  id: string;
  kind: KnowledgeKind;
  /** Of its kind in its street. */
  number: number;
  streetId: StreetId;
  /** Null: for the whole street. */
  communityId: CommunityId | null;
  gridId: GridId | null;
  /** Empty for a notice. */
  question: string;
  text: string;
  /** Whose word it is, as answers name it. */
  source: string;
  authorId: PersonId;
  authorName: string;
  addedAt: Instant;
  changedAt: Instant | null;
  /** The hours a notice is about; null where it names none. */
  startsAt: Instant | null;
  endsAt: Instant | null;
  expiresAt: Instant;
  withdrawnAt: Instant | null;
}

/** Neither withdrawn nor past its last day. */
export function isCurrent(entry: Knowledge, now: Instant): boolean {
  return entry.withdrawnAt === null && now <= entry.expiresAt;
}

/** The hours it speaks of have passed: what is asked or reported now is another matter. */
export function isOver(entry: Knowledge, now: Instant): boolean {
  return entry.endsAt !== null && now > entry.endsAt;
}

/** Where it counts. Of a place that is not known so far down (alone with the bot, a street's room) all of it counts. */
export function countsAt(entry: Knowledge, scope: Scope): boolean {
  if (entry.streetId !== scope.streetId) return false;
  const community =
    entry.communityId === null || scope.communityId === null || entry.communityId === scope.communityId;
  return community && (entry.gridId === null || scope.gridId === null || entry.gridId === scope.gridId);
}
