import type { Card } from '../chat/card.ts';
import type {
  CommunityId,
  GridId,
  Instant,
  MessageKey,
  Network,
  PersonId,
  RoomId,
  StreetId,
  TicketId,
} from '../engine/glossary.ts';
import type { Line } from '../engine/intake/talk.ts';
import type { Knowledge } from '../engine/knowledge/entry.ts';
import type { Account, Leave, Organisation, Room } from '../engine/org/directory.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';

import type { AppraisalChange, AppraisalLoaded, AppraisalNeed, AppraisalStore } from './appraisal/ports.ts';
import type { LearningStore, ProposalStore } from './learning-ports.ts';
import type {
  CardStore,
  IdentityProposal,
  LeaseStore,
  LinkStore,
  OutboxStore,
  SightingStore,
} from './speaking-ports.ts';

export * from './appraisal/ports.ts';
export * from './chat-port.ts';
export * from './learning-ports.ts';
export * from './speaking-ports.ts';

/** The one clock of the program; only main.ts knows the real one. */
export interface Clock {
  now(): Instant;
}

export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** Which slice of tickets a batch of messages could be about. Each is answered by an index, newest first. */
export type TicketNeed =
  | { by: 'id'; id: TicketId }
  | { by: 'number'; streetId: StreetId; number: number }
  | { by: 'draft'; streetId: StreetId; draftNumber: number }
  /** Reported or followed by the person, open or ended since. */
  | { by: 'party'; personId: PersonId; since: Instant; limit: number }
  /** Open ones the person holds or is asked to take. */
  | { by: 'assignee'; personId: PersonId; limit: number }
  /** Opened in the community (or, when null, the whole street) since, whatever their status. */
  | { by: 'recent'; streetId: StreetId; communityId: CommunityId | null; since: Instant; limit: number }
  /** Unclaimed, waiting for confirmation, or with a request pending. */
  | { by: 'waiting'; streetId: StreetId; communityId: CommunityId | null; limit: number }
  /** Open ones of a grid: where a report could join. */
  | { by: 'grid'; streetId: StreetId; communityId: CommunityId; gridId: GridId; limit: number }
  /** Every open one of the community or street. */
  | { by: 'open'; streetId: StreetId; communityId: CommunityId | null; limit: number };

/** What a batch of messages has to know before it is handled. */
export interface Needs {
  /** Which of these were handled before. */
  messages: readonly MessageKey[];
  /** Rooms whose talk since `since` (at most `limit` lines each, oldest first) is needed. */
  talk: readonly { roomId: RoomId; since: Instant; limit: number }[];
  /** Lines known by id, whatever their age: what a message replies to. */
  lines: readonly MessageKey[];
  tickets: readonly TicketNeed[];
  /** Streets whose next ticket number is needed. */
  numbers: readonly StreetId[];
  /** Hashes of one-time codes presented. */
  codes: readonly string[];
  /** Accounts whose recent failed binding tries are needed. */
  tries: readonly { account: Account; since: Instant }[];
  /** Leave requests of these communities: those not yet answered, and the latest approved ones. */
  leaveRequests: readonly CommunityId[];
  /** Whole history of these tickets (查, the side panel). */
  histories: readonly TicketId[];
  /** Communities whose staff's open tickets are to be counted: only asked where the grid's own worker is away. */
  openCounts: readonly CommunityId[];
  /** Streets whose notices and kept answers are needed. */
  knowledge: readonly StreetId[];
  /** Months, scores, ballots: only for commands that ask. */
  appraisal: readonly AppraisalNeed[];
}

export interface BindCode {
  hash: string;
  /** Null: it makes the first administrator of the street. */
  personId: PersonId | null;
  createdBy: PersonId;
  createdAt: Instant;
  expiresAt: Instant;
  usedAt: Instant | null;
}

export interface LeaveRequest extends Leave {
  id: string;
  communityId: CommunityId;
  askedAt: Instant;
  reason: string;
  status: 'pending' | 'approved' | 'declined' | 'ended';
}

/** What a street answers from: whatever is not withdrawn, and the highest number of each kind so far. */
export interface KnowledgeBook {
  entries: readonly Knowledge[];
  numbers: Readonly<Record<Knowledge['kind'], number>>;
}

export interface Loaded {
  handled: ReadonlySet<MessageKey>;
  /** Lines of `talk` and `lines` together, oldest first. */
  lines: readonly Line[];
  tickets: readonly Ticket[];
  /** Highest number given so far, 0 when none. */
  numbers: ReadonlyMap<StreetId, { number: number; draftNumber: number }>;
  codes: readonly BindCode[];
  tries: ReadonlyMap<string, number>;
  leaveRequests: readonly LeaveRequest[];
  histories: ReadonlyMap<TicketId, readonly TicketEvent[]>;
  openCounts: ReadonlyMap<PersonId, number>;
  /** Left out: of streets that nobody asked for. */
  knowledge?: ReadonlyMap<StreetId, KnowledgeBook>;
  /** Read apart, and only where a command asks for them. */
  proposals?: readonly IdentityProposal[];
  /** Left out: nobody asked. */
  appraisal?: AppraisalLoaded;
  /** What chats were seen to be called, by room id; as above. */
  chatNames?: ReadonlyMap<RoomId, string>;
}

/** How a message was taken; kept with it for ever, its text only as long as the policy says. */
export interface InboundRecord {
  key: MessageKey;
  line: Line;
  network: Network;
  chatId: string;
  /** Left out: a group. Private chats are no rooms and never counted as unbound. */
  chatKind?: 'group' | 'private';
  accountId: string;
  receivedAt: Instant;
}

export interface OutboxRecord {
  /** Idempotency key, at most 50 characters (Lark's limit for `uuid`). */
  key: string;
  network: Network;
  chatId: string;
  roomId: RoomId | null;
  text: string;
  replyTo: string | null;
  mentions: readonly string[];
  ticketIds: readonly TicketId[];
  code: string;
  createdAt: Instant;
  notBefore: Instant;
  urgent: boolean;
  card?: Card | null;
  /** Of the ticket that the card shows; left out: as this plan leaves it. */
  cardVersion?: number;
  picture?: string | null;
}

/** New state of a ticket with the events that led to it. */
export interface TicketChange {
  ticket: Ticket;
  /** Sequence number of the first new event; equals the version the change was decided on. */
  fromVersion: number;
  events: readonly TicketEvent[];
}

export type OrgChange =
  | { type: 'room-bound'; room: Room }
  | { type: 'room-unbound'; roomId: RoomId }
  | { type: 'account-bound'; personId: PersonId; account: Account; codeHash: string; at: Instant }
  | { type: 'administrator-made'; personId: PersonId; name: string; streetId: StreetId; at: Instant }
  | { type: 'code-issued'; code: BindCode }
  | { type: 'try-failed'; account: Account; at: Instant }
  | { type: 'leave-requested'; request: LeaveRequest }
  | { type: 'leave-answered'; id: string; status: 'approved' | 'declined' | 'ended'; until: Instant | null }
  | { type: 'knowledge-added'; entry: Knowledge }
  /** Changed or withdrawn. */
  | { type: 'knowledge-changed'; entry: Knowledge }
  /** The same room or account goes by another id now: its edge goes on giving it the old one. Confirms the proposal. */
  | { type: 'identity-changed'; proposal: IdentityProposal; at: Instant };

/** Everything a batch changes: one transaction, all or nothing. */
export interface Plan {
  inbound: readonly InboundRecord[];
  tickets: readonly TicketChange[];
  outbox: readonly OutboxRecord[];
  org: readonly OrgChange[];
  appraisal?: readonly AppraisalChange[];
  /** Lines heard before that a ticket came of only now; taken back or forgotten meanwhile, all is a conflict. */
  linked?: readonly { key: MessageKey; ticketIds: readonly TicketId[] }[];
}

/**
 * The durable store. Two writers can never both succeed: message keys, (ticket, sequence), (street, number) and
 * outbox keys are unique, so a lost race is `conflict` and nothing is written.
 */
export interface Store {
  /** Cached by the store and re-read when another process changed it. */
  organisation(): Promise<{ version: number; organisation: Organisation }>;
  /** Replaces the organisation by an imported one (staff and rooms not named in the file stay). */
  saveOrganisation(next: Organisation, at: Instant): Promise<void>;
  load(needs: Needs): Promise<Loaded>;
  commit(plan: Plan): Promise<'committed' | 'conflict'>;
  /** Does work while no other process on this database does any here: for who lost a race, so as not to lose the next. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Tickets with something due at or before `now`, oldest due first. */
  dueTickets(now: Instant, limit: number): Promise<Ticket[]>;
  /** The earliest instant at which something falls due, or null. */
  nextDueAt(): Promise<Instant | null>;
  outbox: OutboxStore;
  cards: CardStore;
  leases: LeaseStore;
  links: LinkStore;
  sightings: SightingStore;
  learning: LearningStore;
  proposals: ProposalStore;
  appraisal: AppraisalStore;
  /** When each bound chat of the network was last heard, for catching up after an outage. */
  lastHeard(network: Network): Promise<ReadonlyMap<string, Instant>>;
  /** The words of a message its sender took back are wiped; returns the tickets it belongs to. */
  forgetMessage(key: MessageKey): Promise<readonly TicketId[]>;
  /** Newest last; for the playground's pages and `查`. */
  talk(chat: { network: Network; chatId: string }, limit: number): Promise<TalkEntry[]>;
  /** How many prompts each person was sent since; for the burden budget. */
  promptsSince(since: Instant): Promise<ReadonlyMap<PersonId, number>>;
  /** Texts of chatter older than this are wiped; those that belong to tickets stay. Returns how many. */
  forgetChatter(olderThan: Instant): Promise<number>;
  health(): Promise<StoreHealth>;
  /** Whether the database answers, and what waits to be said: cheap enough to be asked every few seconds. */
  pulse(): Promise<StorePulse>;
  close(): Promise<void>;
}

/** A line as a chat page shows it. */
export interface TalkEntry {
  key: string;
  messageId: string;
  fromBot: boolean;
  senderId: string;
  senderName: string;
  text: string;
  images: readonly string[];
  replyTo: string | null;
  mentions: readonly string[];
  at: Instant;
  ticketIds: readonly TicketId[];
}

export interface StorePulse {
  waiting: number;
  /** Since when the oldest could have been said: it is due since then, or was tried and refused. Null: nothing waits. */
  oldestDueAt: Instant | null;
}

export interface StoreHealth {
  database: 'sqlite' | 'postgresql';
  tickets: number;
  openTickets: number;
  outboxWaiting: number;
  outboxSent: number;
  outboxFailed: number;
  oldestWaitingAt: Instant | null;
  unboundRooms: readonly { network: Network; chatId: string; lastAt: Instant }[];
}
