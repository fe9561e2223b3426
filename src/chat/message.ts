import type { Instant, Network } from '../engine/glossary.ts';

/** What every edge makes of what it hears; past `chat/` nobody knows which network it came from. */
export interface InboundMessage {
  network: Network;
  /** The network's own id: unique within the network. */
  messageId: string;
  chatId: string;
  chatKind: 'group' | 'private';
  /** The network's own account id. Never the display name. */
  senderId: string;
  senderName: string;
  /** As it came; app/incoming/normalise.ts makes it safe. A card button comes as the command it stands for. */
  text: string;
  images: readonly string[];
  /** Network id of the message replied to, the bot's own included. */
  replyTo: string | null;
  mentionsBot: boolean;
  /** Account ids mentioned, the bot's own left out. */
  mentions: readonly string[];
  sentAt: Instant;
}

/** One thing to say. `key` is the idempotency key: the same key is never said twice. */
export interface OutboundMessage {
  key: string;
  network: Network;
  chatId: string;
  text: string;
  /** Network id of the message it answers. */
  replyTo: string | null;
  /** Account ids to mention. */
  mentions: readonly string[];
  /** The ticket it speaks of, for cards and replies. */
  ticketId: string | null;
}
