import type {
  Category,
  GridId,
  Instant,
  Kind,
  MessageKey,
  PersonId,
  Role,
  RoomId,
  RoomKind,
  TicketId,
  Urgency,
} from '../glossary.ts';
import type { AnswerLead } from '../knowledge/answer.ts';
import type { Knowledge } from '../knowledge/entry.ts';
import type { Hours } from '../knowledge/hours.ts';
import type { Scope } from '../org/directory.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Place, Ticket } from '../ticket/ticket.ts';

/** One line of a room's talk, a person's or the bot's own, as remembered for a while. */
export interface Line {
  key: MessageKey;
  roomId: RoomId;
  personId: PersonId;
  name: string;
  at: Instant;
  /** At most 4,000 characters, well formed, no control characters. */
  text: string;
  images: readonly string[];
  replyTo: MessageKey | null;
  fromBot: boolean;
  fromStaff: boolean;
  /** Tickets this line opened, joined or added to; for the bot's lines, the tickets it spoke of. */
  ticketIds: readonly TicketId[];
  /** What it was taken for (`outcome` of an inbound line; notice code of the bot's). */
  outcome: string;
}

/** What sort of talk a text is, before anyone knows what was said around it. */
export type Speech =
  | 'report'
  | 'question'
  | 'suggestion'
  | 'praise'
  | 'notice'
  | 'trade'
  | 'chatter'
  | 'injection'
  | 'empty';

/** A place as written, and what it resolves to. Several candidates and no certainty: `place` is null. */
export interface PlaceFound {
  written: string;
  place: Place | null;
  candidates: readonly Place[];
  /** Names another estate or city than the room's: nobody here can help. */
  elsewhere: boolean;
}

/** One thing asked for. A message may hold several. */
export interface Demand {
  /** The part of the message that asks for it (unmasked; mask before it is kept). */
  text: string;
  kind: Kind;
  category: Category;
  urgency: Urgency;
  /** 0–1. */
  urgent: number;
  place: PlaceFound | null;
  why: readonly string[];
}

/** What one text says, read alone. */
export interface Reading {
  /** 0–1: how sure that it asks the neighbourhood for something. */
  request: number;
  speech: Speech;
  demands: readonly Demand[];
  places: readonly PlaceFound[];
  why: readonly string[];
}

/** Where a text was written: decides which places its words can mean. */
export interface ReadContext {
  policy: ServicePolicy;
  places: PlaceIndex;
  scope: Scope | null;
  /** Where the speaker lives, if they said so: what 「我们这栋」 means. */
  home?: Home | null;
}

export interface Home {
  /** Without unit and floor. */
  building: Place;
  unit: string | null;
}

/** Prepared once per organisation (intake/places.ts); opaque to everyone else. */
export interface PlaceIndex {
  estates: readonly EstateEntry[];
  named: readonly NamedPlaceEntry[];
}

export interface EstateEntry {
  name: string;
  fromBuilding: number;
  toBuilding: number;
  gridId: GridId;
  communityId: string;
  streetId?: string;
  /** What is counted; `号楼` when absent. A village counts `组`, a row of shops `号`. */
  unit?: '号楼' | '组' | '号' | '弄';
  /** What people call the compound besides. */
  nicknames?: readonly string[];
}

export interface NamedPlaceEntry {
  name: string;
  /** What people call it besides: 「大转盘」. */
  nicknames?: readonly string[];
  /** Of a building with a name of its own: the key that it has by its number. */
  key?: string;
  gridId: GridId;
  communityId: string;
  streetId?: string;
}

/** A line just heard, with what is known of its speaker and room. */
export interface Heard {
  line: Line;
  reading: Reading;
  roomKind: RoomKind | 'private';
  scope: Scope | null;
  /** Where the speaker lives, once something was said that means it. */
  home?: Home | null;
  roles: readonly Role[];
  mentionsBot: boolean;
  /** The room lets the bot speak up without being spoken to. */
  mayAnswerUnasked?: boolean;
}

/** What was said before (oldest first, without the line itself) and which tickets it could be about. */
export interface TalkContext {
  now: Instant;
  recent: readonly Line[];
  tickets: readonly Ticket[];
  policy: ServicePolicy;
  places: PlaceIndex;
  /** Names of staff who act here, for `转派 11 陆敏` in free words. */
  staffNames: readonly { personId: PersonId; name: string }[];
  /** Notices and kept answers of the street; left out: none. */
  knowledge?: readonly Knowledge[];
}

/**
 * What a line of free talk wants. `command` is a short form rewritten as the command it stands for, so that
 * 「我来」 and 「接单 128」 go the same way.
 */
export type Intent =
  | { type: 'none'; why: string }
  | { type: 'command'; command: string; rest: string; why: string }
  /** `earlier`: the speaker's own lines of the last minutes that belong to it (photos first, then words). */
  | {
      type: 'open';
      demands: readonly Demand[];
      earlier: readonly MessageKey[];
      confirm: boolean;
      /** Goes on with an answer of the bot: counts as said to it. */
      toBot?: true;
      why: readonly string[];
    }
  | {
      type: 'supplement';
      ticketId: TicketId;
      place: Place | null;
      earlier: readonly MessageKey[];
      why: string;
      /** Told of these as well: other tickets of the same message. */
      also?: readonly { ticketId: TicketId; place: Place | null }[];
      /** What is told now makes it so pressing. */
      urgency?: Urgency;
      /** What waits for staff is surely a request by now. */
      sure?: boolean;
    }
  | { type: 'join'; ticketId: TicketId; place: Place | null; why: string }
  | { type: 'reopen'; ticketId: TicketId; why: string }
  | { type: 'join-and-reopen'; ticketId: TicketId; why: string }
  /** Answered from what is kept; `unasked`: neighbours asked each other. */
  | { type: 'answer'; entry: Knowledge; lead: AnswerLead; unasked: boolean; why: string }
  /** Staff announce something with its hours to residents: kept, without a word. */
  | { type: 'announce'; hours: Hours; why: string }
  /** Several entries fit alike. */
  | { type: 'which-answer'; entries: readonly Knowledge[]; why: string }
  /** Spoken to without a request: one short friendly line, no ticket. */
  | { type: 'greeting'; why: string };
