import type { OutboundMessage } from '../chat/message.ts';
import type { Instant, Network, RoomId, TicketId } from '../engine/glossary.ts';
import type { LinkStatus } from './chat-port.ts';

/** Which chats a process speaks in: every lane of some networks, its own lanes of others, none of those not named. */
export interface Mine {
  /** Networks of which this process has the edge, with the lanes it holds there; `all` where the edge is its alone. */
  networks: readonly { network: Network; lanes: 'all' | readonly number[] }[];
}

/** Chats are spread over this many lanes by a hash of `network:chatId`; a lane is what a process holds a lease of. */
export const LANES = 64;

export interface OutboxStore {
  /** Rows ready at `now` in the chats that are mine, in order per chat: a chat whose first row waits gives none. */
  ready(now: Instant, limit: number, mine?: Mine): Promise<PendingSend[]>;
  /**
   * Marks rows about to be said on a network without idempotency keys, so that a crash leaves them `uncertain`. `settle`
   * takes the mark off again, unless the error is `uncertain`.
   */
  begin(keys: readonly string[], at: Instant): Promise<void>;
  /** What the network answered; one write for all. */
  settle(results: readonly SendResult[]): Promise<void>;
  /** When `ready` will next give something in the chats that are mine. */
  nextReadyAt(mine?: Mine): Promise<Instant | null>;
  /** Messages said on a network since: joined rows count once. */
  sentSince(network: Network, since: Instant): Promise<number>;
  /**
   * Calls back when another process has committed rows or moved tickets, whose cards may be stale now; returns how to stop.
   * Only PostgreSQL: a SQLite file has one process.
   */
  onNew(wake: () => void): Promise<() => Promise<void>>;
  /** Rows that need somebody: failed in the last week, or waiting since before `waitingSince`. Oldest first. */
  stuck(waitingSince: Instant, limit: number): Promise<readonly StuckSend[]>;
}

export interface StuckSend {
  key: string;
  network: Network;
  chatId: string;
  state: 'waiting' | 'failed';
  attempts: number;
  error: string | null;
  createdAt: Instant;
}

/** Cards of tickets that were sent and no longer show how the ticket stands. */
export interface CardStore {
  stale(limit: number, mine?: Mine): Promise<readonly StaleCard[]>;
  /** `version`: the ticket's that is shown now. Stays stale when the ticket has moved on since. */
  shown(cards: readonly { key: string; version: number }[]): Promise<void>;
  /** The card cannot be changed any more (too old, taken back): it is left as it is. */
  abandon(keys: readonly string[]): Promise<void>;
}

export interface StaleCard {
  key: string;
  ticketId: TicketId;
  network: Network;
  chatId: string;
  roomId: RoomId | null;
  remoteId: string;
  text: string;
}

/** Exclusive rights that lapse: `lane:7`, `tick`, `wechat:main`, `process:<id>`. Judged by the database's own clock. */
export interface LeaseStore {
  /** Takes those that are free, lapsed or own, for `forMs` from now; returns which of them the owner holds now. */
  hold(names: readonly string[], owner: string, forMs: number): Promise<ReadonlySet<string>>;
  release(names: readonly string[], owner: string): Promise<void>;
  /** Those that have not lapsed. */
  held(): Promise<readonly { name: string; owner: string; lapsesInMs: number }[]>;
}

/** How each process's edges stand, for `doctor`, `/healthz` and the other processes. */
export interface LinkStore {
  save(link: LinkRecord): Promise<void>;
  all(): Promise<readonly LinkRecord[]>;
}

export interface LinkRecord {
  network: Network;
  /** The process. */
  owner: string;
  state: LinkStatus['state'];
  reason: LinkStatus['reason'];
  detail: string;
  since: Instant;
  /** When anything was last heard from the network. */
  heardAt: Instant | null;
  updatedAt: Instant;
}

/** Chats as last seen, bound or not, so that they are found again when a network changes their ids. */
export interface SightingStore {
  /** An older sight never overwrites a newer one. */
  save(seen: SeenChat): Promise<void>;
  chats(network: Network): Promise<readonly SeenChat[]>;
  /** Proposals that an id has changed; a pair, and an `id`, is proposed once. */
  propose(proposals: readonly IdentityProposal[]): Promise<void>;
  /** Answered ones too, oldest first. */
  proposals(): Promise<readonly IdentityProposal[]>;
  /** Only an open one is touched. `confirmed` is rather said by committing `identity-changed`, which keeps the alias too. */
  answer(id: string, status: 'confirmed' | 'rejected', at: Instant): Promise<void>;
  /** Confirmed: which id the network uses now for one that everything above the edge keeps. */
  aliases(network: Network): Promise<readonly IdentityAlias[]>;
}

export interface SeenChat {
  network: Network;
  chatId: string;
  name: string;
  members: readonly { accountId: string; name: string }[];
  seenAt: Instant;
  /** The bot is no longer in it. */
  goneAt: Instant | null;
}

export interface IdentityProposal {
  /** Short: people type it. */
  id: string;
  network: Network;
  what: 'room' | 'account';
  oldId: string;
  newId: string;
  name: string;
  /** Why it looks the same, in words. */
  why: string;
  status: 'open' | 'confirmed' | 'rejected';
  proposedAt: Instant;
}

export interface IdentityAlias {
  what: IdentityProposal['what'];
  canonicalId: string;
  currentId: string;
}

export interface PendingSend extends OutboundMessage {
  attempts: number;
  createdAt: Instant;
  urgent: boolean;
  /** When an `uncertain` attempt began: rows that were begun together went out as one message. */
  startedAt?: Instant | null;
}

export type SendResult =
  | { key: string; state: 'sent'; remoteId: string; at: Instant }
  /** `countUpTo`: the attempt is counted only while there were fewer; left out: always. */
  | { key: string; state: 'retry'; error: string; nextAttemptAt: Instant; countUpTo?: number }
  | { key: string; state: 'failed'; error: string; at: Instant };
