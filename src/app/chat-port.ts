import type { ChatEvent, InboundMessage, OutboundMessage } from '../chat/message.ts';
import type { Instant, Network } from '../engine/glossary.ts';

/** A network's edge. `send` throws a ChatError (app/errors.ts) when the network refuses. */
export interface Chat {
  network: Network;
  /** What the network allows; the governor keeps to it. Left out: as fast as it goes. */
  limits?: SendingLimits;
  /** Whether the same `key` again is said once by the network itself. Left out: yes. */
  idempotent?: boolean;
  /** Whether `card` is shown; elsewhere the text is. */
  cards?: boolean;
  /** Resolves when the edge listens or keeps trying to; a network that is away is a status, no rejection. */
  start(receiver: Receiver): Promise<void>;
  /** Resolves with the network's id of the message. The same `key` again must not say it twice. */
  send(message: OutboundMessage): Promise<{ remoteId: string }>;
  /** Shows other content in a card sent before. */
  edit?(remoteId: string, message: OutboundMessage): Promise<void>;
  /** What people said in a chat at or after `since`, oldest first. Left out: the network keeps no history. */
  history?(chatId: string, since: Instant): AsyncIterable<InboundMessage>;
  /** The history is read so often all the same, by an edge that does not notice when nothing reaches it any more. */
  rereadEveryMs?: number;
  /** Fetches a picture that this network holds (`lark:…`); null when it is gone. */
  picture?(reference: string): Promise<Uint8Array | null>;
  /** Pages and webhooks of its own, mounted under `/chat/<network>/`. */
  routes?: readonly ChatRoute[];
  /** Stops taking in, lets what is under way finish. */
  stop(): Promise<void>;
}

/** What an edge hands to the bot. `message` and `event` resolve after the commit: only then may it acknowledge. */
export interface Receiver {
  message(message: InboundMessage): Promise<void>;
  event(event: ChatEvent): Promise<void>;
  status(status: LinkStatus): void;
}

export interface ChatRoute {
  method: 'GET' | 'POST';
  /** Below `/chat/<network>/`. */
  path: string;
  /** Called from outside (a webhook): any host name and origin is answered, the edge itself checks who calls. */
  open: boolean;
  handle(request: Request): Promise<Response>;
}

export const LINK_STATES = ['starting', 'connected', 'degraded', 'down'] as const;
export const LINK_REASONS = [
  'starting',
  'connected',
  'reconnecting',
  'silent',
  'unreachable',
  'refused',
  'wrong-secret',
  'not-installed',
  'login-needed',
  'logged-out',
  'crashed',
  'budget-spent',
  'held-elsewhere',
  'stopped',
] as const;

/** How an edge stands with its network. Sentences: src/text. */
export interface LinkStatus {
  state: (typeof LINK_STATES)[number];
  reason: (typeof LINK_REASONS)[number];
  /** For the operator: an error code or first line of a message, never a secret. */
  detail?: string;
  /** What has to be scanned to log in. */
  qrcode?: string;
  /** The edge's own page to scan it on, below `/chat/<network>/`; it opens only with the key in it. */
  page?: string;
}

/** What a network takes without harm. Windows hold all at once; the governor spreads, joins and postpones. */
export interface SendingLimits {
  overall: readonly RateWindow[];
  perChat: readonly RateWindow[];
  /** A random wait before the next message goes to another chat than the last one. */
  betweenChatsMs?: { min: number; max: number };
  /** Messages a local day and account; urgent ones may use the last tenth, others wait for the next morning. */
  perDay?: number;
  /** As how many messages a text goes out, which all count for the day. Left out: as one. */
  messagesOf?(text: string): number;
  /** What waits for one chat is joined into one message. */
  joins?: boolean;
  /** Windows are shared by every process of the app, not kept for each. */
  sharedByProcesses?: boolean;
}

export interface RateWindow {
  count: number;
  perMs: number;
}

/** Where pictures are kept that came in: content-addressed, `img:<sha256>.<ext>`. */
export interface Pictures {
  /** Null: no picture format we know, or too large. */
  save(bytes: Uint8Array): Promise<string | null>;
  /** Null: not here. */
  read(reference: string): Promise<Uint8Array | null>;
  /** What is sent as a file rather than shown (reports/reference.ts). Null: not here. Left out: there are no files. */
  file?(reference: string): Promise<SentFile | null>;
}

export interface SentFile {
  /** As its receiver sees it: `昆仑路街道2026年10月考核排名.xlsx`. */
  name: string;
  bytes: Uint8Array;
}

/** Figures for the operator. Names are closed: each has its line in docs/operating.md. */
export interface Meter {
  count(name: CounterName, labels?: Readonly<Record<string, string>>, by?: number): void;
  observe(name: TimerName, ms: number, labels?: Readonly<Record<string, string>>): void;
}

export const COUNTERS = [
  'messages_received',
  'messages_duplicate',
  'messages_late',
  /** Handed on so late (a day) that they are left alone. */
  'messages_stale',
  'events_received',
  'events_unknown',
  'webhook_refused',
  'messages_sent',
  'messages_failed',
  'messages_retried',
  'messages_joined',
  'messages_postponed',
  'messages_uncertain',
  'cards_updated',
  'reconnects',
  'commit_conflicts',
  'leases_lost',
  'model_calls',
  'model_cached',
  'model_failures',
  'model_skipped',
  'model_proposals',
] as const;
export type CounterName = (typeof COUNTERS)[number];

export const TIMERS = ['handling', 'commit', 'sending', 'acknowledging', 'model'] as const;
export type TimerName = (typeof TIMERS)[number];
