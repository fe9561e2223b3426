import { createHash } from 'node:crypto';
import type { MessageKey, Network, RoomId, TicketId } from '../engine/glossary.ts';

export function messageKey(network: Network, messageId: string): MessageKey {
  return `${network}:${messageId}`;
}

export function roomId(network: Network, chatId: string): RoomId {
  return `${network}:${chatId}`;
}

/** The part after the network: `playground:wx-zhang` → `wx-zhang`. */
export function localPart(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** The same message always makes the same ticket ids, so that a retried batch cannot make a second one. */
export function ticketId(cause: MessageKey, ordinal: number): TicketId {
  return `t${digest(`${cause}#${ordinal}`).slice(0, 20)}`;
}

/** At most 32 characters: Lark allows 50 for its `uuid`. */
export function outboxKey(cause: string, ordinal: number): string {
  return digest(`${cause}>${ordinal}`).slice(0, 32);
}

export function codeHash(code: string): string {
  return digest(`code:${code}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
