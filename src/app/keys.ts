import { createHash } from 'node:crypto';
import type { MessageKey, Network, RoomId, StreetId, TicketId } from '../engine/glossary.ts';
import { LANES } from './speaking-ports.ts';

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

/** A retried batch keeps the same entry again, never a second one. */
export function entryId(cause: MessageKey): string {
  return `k${digest(`${cause}!`).slice(0, 20)}`;
}

/** At most 32 characters: Lark allows 50 for its `uuid`. */
export function outboxKey(cause: string, ordinal: number): string {
  return digest(`${cause}>${ordinal}`).slice(0, 32);
}

/** The same picture of a ticket always has the same key in a chat: it is shown there once. */
export function pictureKey(id: TicketId, chat: RoomId, picture: string): string {
  return digest(`picture:${id}>${chat}>${picture}`).slice(0, 32);
}

/** What is attached to no ticket is shown in a chat once too, and again to whoever asks for it again (`cause`). */
export function attachmentKey(chat: RoomId, reference: string, cause: MessageKey | null): string {
  return digest(`attachment:${chat}>${reference}>${cause ?? ''}`).slice(0, 32);
}

export function codeHash(code: string): string {
  return digest(`code:${code}`);
}

/** A street has one ballot of a rule in a month: opened twice it is the same one. */
export function ballotKey(streetId: StreetId, monthKey: string, ruleId: string): string {
  return `b${digest(JSON.stringify([streetId, monthKey, ruleId])).slice(0, 20)}`;
}

export function tokenHash(token: string): string {
  return digest(`token:${token}`);
}

/** Which lane a chat is spoken in, 0 to LANES - 1: FNV-1a of `network:chatId`, the same in every process and version. */
export function laneOf(network: Network, chatId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${network}:${chatId}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % LANES;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
