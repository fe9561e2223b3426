import type { Deadlines } from '../clock/calendar-types.ts';
import type {
  Category,
  CommunityId,
  GridId,
  Instant,
  Kind,
  MessageKey,
  PersonId,
  RoomId,
  StreetId,
  TicketId,
  Urgency,
} from '../glossary.ts';

/** A place as understood. `key` is equal for the same building or named place, for "same issue". */
export interface Place {
  /** As shown: `阳光花园3号楼2单元`. Never a door number: nothing below the unit or floor is kept here. */
  text: string;
  /** `grid-or-community/estate/building`, e.g. `yg-1/阳光花园/3`; unit and floor are left out. */
  key: string;
  gridId: GridId | null;
  communityId: CommunityId | null;
}

export interface Party {
  personId: PersonId;
  name: string;
  roomId: RoomId;
}

export interface Follower extends Party {
  at: Instant;
  messageId: MessageKey;
  /** Why it counts as the same issue, in words, for staff. */
  why: string;
  /** What they said themselves, masked, at most 200 characters: a ticket of its own begins with it. */
  text?: string;
}

export type Satisfaction = 'satisfied' | 'basically' | 'dissatisfied';

/** The three questions, kept apart: `null` was not answered (never taken for a yes). rules.md 3.2. */
export interface Rating {
  personId: PersonId;
  at: Instant;
  contacted: boolean | null;
  solved: boolean | null;
  satisfied: Satisfaction | null;
  text: string;
}

export const REQUEST_KINDS = ['return', 'transfer', 'pause', 'extension', 'exclusion'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Something the secretary (or the street) has to say yes or no to. */
export interface PendingRequest {
  kind: RequestKind;
  by: PersonId;
  at: Instant;
  reason: string;
  /** Transfer: who should have it. */
  to: PersonId | null;
  /** Pause and extension: the new date. */
  until: Instant | null;
  /** Exclusion: the first of the two keys. */
  firstKey: PersonId | null;
  /** The secretary asks for their own ticket, so only the street can say yes. */
  answeredBy?: 'street';
}

/** 吹哨: departments called to a ticket, timed and rated by the caller. */
export interface Whistle {
  department: string;
  by: PersonId;
  at: Instant;
  reason: string;
  respondedAt: Instant | null;
  arrivedAt: Instant | null;
  resolvedAt: Instant | null;
  /** 1–5, by the caller. */
  score: number | null;
}

/** One question asked back; unanswered it lapses at `until` and the ticket goes on. */
export interface Ask {
  what: 'place';
  at: Instant;
  until: Instant;
  /** Which of these it is; absent where nothing was named. */
  choices?: readonly Place[] | undefined;
}

/** `proposal`: a language model made staff look at what nobody took up. */
export type TicketSource = 'talk' | 'command' | 'mention' | 'patrol' | 'visit' | 'hotline' | 'proposal';

/** What every ticket has, whatever its status. */
export interface TicketCore {
  id: TicketId;
  streetId: StreetId;
  communityId: CommunityId;
  gridId: GridId | null;
  /** What residents say: `#128`. `null` only while staff have not yet confirmed it. */
  number: number | null;
  /** What staff say before there is a number: `疑3`. */
  draftNumber: number | null;
  kind: Kind;
  category: Category;
  urgency: Urgency;
  place: Place | null;
  /** Masked: no phone, ID card or door number. At most 500 characters. */
  text: string;
  source: TicketSource;
  reporter: Party;
  /** On whose behalf (代报), as named by staff. */
  onBehalfOf: string | null;
  followers: readonly Follower[];
  messageIds: readonly MessageKey[];
  /** Opaque references the edge understands. */
  images: readonly string[];
  /** The words that decided kind, category, urgency. */
  why: readonly string[];
  openedAt: Instant;
  policyVersion: string;
  /** Tickets this one continues or was split from. */
  linkedTo: readonly { id: TicketId; number: number; why: string }[];
  deadlines: Deadlines;
  /** Everyone who has been assigned, in order, so that escalation moves on. */
  tried: readonly PersonId[];
  /** Reason lines of the present assignment. */
  assignedBecause: readonly string[];
  ask: Ask | null;
  pending: PendingRequest | null;
  whistles: readonly Whistle[];
  supervised: boolean;
  urges: number;
  extended: boolean;
  /** Times sent back to work after finishing. */
  rework: number;
  excluded: boolean;
  ratings: readonly Rating[];
  /** Two communities both refuse it: the street decides. */
  disputed: boolean;
  /** Reminder and escalation keys already sent, e.g. `solve-before`: nothing is said twice. */
  reminded: readonly string[];
  /** When `tick` has to look again; `null` when nothing can fall due. */
  nextDueAt: Instant | null;
  lastActivityAt: Instant;
  /** Number of events folded: the next event's sequence number. */
  version: number;
}

interface Held {
  assigneeId: PersonId;
  assigneeName: string;
  claimedAt: Instant;
}

interface Done extends Held {
  finishedAt: Instant;
  result: string;
  resultImages: readonly string[];
}

/** A ticket is a union by status: a closed one has nothing pending to misread. */
export type Ticket = TicketCore &
  (
    | { status: 'waiting-confirm' }
    | { status: 'filed' }
    | { status: 'assigned'; assigneeId: PersonId; assigneeName: string; assignedAt: Instant }
    | ({ status: 'claimed' | 'working' | 'whistled' | 'reopened' } & Held)
    | ({
        status: 'paused';
        pausedAt: Instant;
        pausedUntil: Instant;
        pauseReason: string;
        objected: boolean;
      } & Held)
    | { status: 'returned'; returnReason: string; returnedBy: PersonId }
    | ({ status: 'finished' } & Done)
    | ({ status: 'closed'; closedAt: Instant; closedHow: 'rated' | 'no-answer' } & Done)
    | { status: 'rejected'; reason: string }
    | { status: 'merged'; intoId: TicketId; intoNumber: number; was: Ticket }
    | { status: 'withdrawn'; withdrawnAt: Instant; was: Ticket }
  );

export type TicketStatus = Ticket['status'];
export type HeldStatus = 'claimed' | 'working' | 'whistled' | 'reopened';

export const OPEN_STATUSES = [
  'waiting-confirm',
  'filed',
  'assigned',
  'claimed',
  'working',
  'whistled',
  'reopened',
  'paused',
  'returned',
] as const satisfies readonly TicketStatus[];
