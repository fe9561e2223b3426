import type { Deadlines } from '../clock/calendar-types.ts';
import type {
  Category,
  CommunityId,
  GridId,
  Instant,
  Kind,
  MessageKey,
  PersonId,
  Urgency,
} from '../glossary.ts';
import type {
  Follower,
  Party,
  PendingRequest,
  Place,
  Rating,
  RequestKind,
  TicketCore,
  TicketSource,
} from './ticket.ts';

export const SYSTEM = 'system';

/** Who did it, when, by which message. Every event has these; `actorId` is `system` for the clock's own. */
export interface EventHead {
  at: Instant;
  actorId: PersonId;
  actorName: string;
  messageId: MessageKey | null;
}

/** The facts a ticket is filed with. */
export interface Filing
  extends Pick<
    TicketCore,
    | 'id'
    | 'streetId'
    | 'communityId'
    | 'gridId'
    | 'number'
    | 'draftNumber'
    | 'kind'
    | 'category'
    | 'urgency'
    | 'place'
    | 'text'
    | 'onBehalfOf'
    | 'messageIds'
    | 'images'
    | 'why'
    | 'policyVersion'
    | 'deadlines'
  > {
  source: TicketSource;
  reporter: Party;
}

/** What happened, in the past tense. Append-only: a correction is another event. */
export type EventBody =
  | { kind: 'filed'; filing: Filing }
  | { kind: 'confirmed'; number: number }
  | { kind: 'rejected'; reason: string }
  | { kind: 'asked'; what: 'place'; until: Instant; choices?: readonly Place[] }
  | { kind: 'ask-lapsed' }
  | {
      kind: 'corrected';
      place?: Place | null;
      gridId?: GridId | null;
      communityId?: CommunityId;
      category?: Category;
      ticketKind?: Kind;
      urgency?: Urgency;
      deadlines?: Deadlines;
    }
  | { kind: 'supplemented'; text: string; images: readonly string[] }
  | { kind: 'joined'; follower: Follower }
  | { kind: 'parted'; personId: PersonId }
  | {
      kind: 'assigned';
      assigneeId: PersonId;
      assigneeName: string;
      because: readonly string[];
      deadlines: Deadlines;
    }
  | { kind: 'claimed'; assigneeId: PersonId; assigneeName: string; updateBy: Instant }
  | { kind: 'arrived' }
  | { kind: 'progressed'; text: string; images: readonly string[]; updateBy: Instant }
  | { kind: 'requested'; request: PendingRequest }
  | { kind: 'declined'; request: RequestKind; reason: string }
  | { kind: 'returned'; reason: string; by: PersonId }
  | { kind: 'disputed'; reason: string }
  | {
      kind: 'transferred';
      from: PersonId | null;
      to: PersonId;
      toName: string;
      communityId: CommunityId;
      gridId: GridId | null;
      reason: string;
      deadlines: Deadlines;
    }
  | { kind: 'paused'; until: Instant; reason: string }
  | { kind: 'objected'; text: string }
  | { kind: 'resumed'; reason: string; deadlines: Deadlines }
  | { kind: 'extended'; solveBy: Instant; reason: string }
  | { kind: 'key-turned'; reason: string }
  | { kind: 'excluded'; reason: string; keys: readonly [PersonId, PersonId] }
  | { kind: 'included'; reason: string }
  | { kind: 'whistled'; department: string; reason: string }
  | {
      kind: 'whistle-answered';
      department: string;
      stage: 'responded' | 'arrived' | 'resolved';
      text: string;
    }
  | { kind: 'whistle-rated'; department: string; score: number }
  | { kind: 'supervised'; text: string }
  | { kind: 'urged'; text: string }
  | { kind: 'finished'; result: string; images: readonly string[] }
  | { kind: 'rated'; rating: Rating }
  | { kind: 'reopened'; reason: string; deadlines: Deadlines; to: 'same-worker' | 'secretary' }
  | { kind: 'closed'; how: 'rated' | 'no-answer' }
  | { kind: 'merged'; intoId: string; intoNumber: number }
  | { kind: 'unmerged' }
  | { kind: 'absorbed'; fromId: string; fromNumber: number; followers: readonly Follower[] }
  | { kind: 'released'; fromId: string; personIds: readonly PersonId[] }
  | { kind: 'withdrawn'; text: string }
  | { kind: 'restored' }
  | { kind: 'linked'; id: string; number: number; why: string }
  | {
      kind: 'reminded';
      key: string;
      what: ReminderKind;
      to: PersonId | 'secretary' | 'street';
      /** Of a whistle: who was called. */
      department?: string;
    }
  | { kind: 'escalated'; key: string; to: 'secretary' | 'street' };

/**
 * What the clock can remind of. `claim`: nobody claimed; `respond|update|solve`: a deadline; `call-back`: no rating yet;
 * `draft`, `request`: nobody said yes or no; `whistle`: the department is silent, `whistle-caller`: it still is.
 */
export type ReminderKind =
  | 'claim'
  | 'update-before'
  | 'update-due'
  | 'solve-before'
  | 'solve-due'
  | 'solve-after'
  | 'call-back'
  | 'pause-ending'
  | 'draft'
  | 'request'
  | 'whistle'
  | 'whistle-caller';

export type TicketEvent = EventHead & EventBody;
export type EventKind = EventBody['kind'];
