import type { CalendarPolicy, Deadlines } from '../clock/calendar-types.ts';
import type {
  Category,
  CommunityId,
  GridId,
  Instant,
  Kind,
  MessageKey,
  PersonId,
  Role,
  Urgency,
} from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Filing } from './event.ts';
import type { Follower, Place, RequestKind, Satisfaction, Ticket } from './ticket.ts';

/** Whoever acts, with the roles their posts give them where this ticket lies. */
export interface Actor {
  personId: PersonId;
  name: string;
  roles: readonly Role[];
}

/** A worker chosen by assign/candidates.ts, with the reasons. */
export interface Assignment {
  personId: PersonId;
  name: string;
  because: readonly string[];
}

/** What is wanted. Imperative; `decide` answers with events or a refusal. */
export type Action =
  /** `number` is given unless it waits for staff to confirm; `assign` is null when nobody was found. */
  | {
      type: 'file';
      filing: Filing;
      confirm: boolean;
      askPlace: boolean;
      /** What the place named could be. */
      choices?: readonly Place[];
      assign: Assignment | null;
    }
  | { type: 'confirm'; number: number; assign: Assignment | null }
  | { type: 'reject'; reason: string }
  | {
      type: 'correct';
      place?: Place | null;
      gridId?: GridId | null;
      communityId?: CommunityId;
      category?: Category;
      ticketKind?: Kind;
      urgency?: Urgency;
      /** The new grid's worker, when nobody has claimed it yet. */
      assign?: Assignment | null;
    }
  | { type: 'supplement'; text: string; images: readonly string[] }
  | { type: 'join'; follower: Follower }
  | { type: 'part'; personId: PersonId }
  | { type: 'assign'; assign: Assignment }
  | { type: 'claim' }
  | { type: 'arrive' }
  | { type: 'progress'; text: string; images: readonly string[] }
  | { type: 'request'; kind: RequestKind; reason: string; to: PersonId | null; until: Instant | null }
  /** Approving a transfer needs `assign` (the receiver); a return may name the next worker. */
  | { type: 'approve'; request: RequestKind | null; assign: Assignment | null }
  | { type: 'decline'; request: RequestKind | null; reason: string }
  | { type: 'dispute'; reason: string }
  /** By secretary or street: no request needed. */
  | { type: 'transfer'; assign: Assignment; communityId: CommunityId; gridId: GridId | null; reason: string }
  | { type: 'object'; text: string }
  | { type: 'resume'; reason: string }
  | { type: 'include'; reason: string }
  | { type: 'whistle'; department: string; reason: string }
  | { type: 'answer-whistle'; department: string; stage: 'responded' | 'arrived' | 'resolved'; text: string }
  | { type: 'rate-whistle'; department: string; score: number }
  | { type: 'supervise'; text: string; assign: Assignment | null }
  | { type: 'urge'; text: string }
  | { type: 'finish'; result: string; images: readonly string[] }
  | {
      type: 'rate';
      contacted: boolean | null;
      solved: boolean | null;
      satisfied: Satisfaction | null;
      text: string;
    }
  /** `follower`: it befell somebody else this time, who joins with it. */
  | { type: 'reopen'; reason: string; follower?: Follower }
  | { type: 'merge'; into: Ticket }
  | { type: 'unmerge' }
  | { type: 'absorb'; from: Ticket }
  | { type: 'release'; fromId: string; personIds: readonly PersonId[] }
  | { type: 'withdraw'; text: string }
  | { type: 'restore' }
  | { type: 'link'; id: string; number: number; why: string };

export type ActionType = Action['type'];

/** Everything else a decision depends on. */
export interface DecideContext {
  now: Instant;
  actor: Actor;
  messageId: MessageKey | null;
  policy: ServicePolicy;
}

export type { CalendarPolicy, Deadlines };
