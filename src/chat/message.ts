import type { Instant, Network } from '../engine/glossary.ts';
import type { Card } from './card.ts';

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
  /** A card button: no message stands there that an answer could quote, so it calls who pressed it. */
  pressed?: true;
  /** Account ids mentioned, the bot's own left out. */
  mentions: readonly string[];
  sentAt: Instant;
  /** Read from the chat's history after an outage, not heard when it was said. */
  late?: true;
}

/** What happens in a chat besides talk. `eventId` is unique within the network, like a message's id. */
export type ChatEvent = { network: Network; eventId: string; chatId: string; at: Instant } & (
  | { type: 'bot-joined'; chatName: string; byId: string | null }
  | { type: 'bot-left' }
  | { type: 'member-joined' | 'member-left'; members: readonly { accountId: string; name: string }[] }
  /** Its sender took the message back. */
  | { type: 'recalled'; messageId: string }
  /** The chat and who is in it, as seen now: how it is found again when its id changes. */
  | { type: 'room-seen'; chatName: string; members: readonly { accountId: string; name: string }[] }
);

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
  /** Shown in place of the text where the network has cards. */
  card?: Card | null;
  /** A picture to show, as `images` of an inbound message names it; then there is no text. */
  picture?: string | null;
  /** An earlier attempt may have been taken: a network without idempotency keys looks for its echo first. */
  uncertain?: boolean;
}

const PRIVATE = 'dm:';

/** A private chat is called by the account it is with, so that the bot can write there before it ever was written to. */
export function privateChatWith(accountId: string): string {
  return PRIVATE + accountId;
}

/** The account a private chat is with; null: a group. */
export function personOf(chatId: string): string | null {
  return chatId.startsWith(PRIVATE) ? chatId.slice(PRIVATE.length) : null;
}
