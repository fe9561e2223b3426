import { z } from 'zod';
import type {
  IdentityAlias,
  IdentityProposal,
  LeaveRequest,
  LinkRecord,
  PendingSend,
  SeenChat,
  StaleCard,
  StuckSend,
  TalkEntry,
} from '../app/ports.ts';
import { LINK_REASONS, LINK_STATES } from '../app/ports.ts';
import type { Card } from '../chat/card.ts';
import type { Instant } from '../engine/glossary.ts';
import type { Line } from '../engine/intake/talk.ts';
import { SYSTEM, type TicketEvent } from '../engine/ticket/event.ts';

/** Row ↔ domain. The two drivers give numbers, big integers and booleans in their own ways; here they meet. */

export const whole = z.union([z.number(), z.bigint(), z.string()]).transform(Number);
const flag = z.union([z.boolean(), z.number(), z.bigint()]).transform((value) => Boolean(Number(value)));
export const texts = z.string().transform(parseTexts);

const textList = z.array(z.string());

/** Most lists are empty, and a batch has many. */
function parseTexts(json: string): readonly string[] {
  return json === '[]' ? [] : textList.parse(JSON.parse(json));
}

export function toTicketIds(json: string): readonly string[] {
  return parseTexts(json);
}

const lineRow = z.object({
  key: z.string(),
  roomId: z.string(),
  personId: z.string(),
  name: z.string(),
  at: whole,
  text: z.string(),
  images: texts,
  replyTo: z.string().nullable(),
  fromBot: flag,
  fromStaff: flag,
  ticketIds: texts,
  outcome: z.string(),
});

export function toLine(row: unknown): Line {
  return lineRow.parse(row);
}

const entryRow = z.object({
  key: z.string(),
  messageId: z.string(),
  fromBot: flag,
  senderId: z.string(),
  senderName: z.string(),
  text: z.string(),
  images: texts,
  replyTo: z.string().nullable(),
  mentions: texts,
  at: whole,
  ticketIds: texts,
});

export function toTalkEntry(row: unknown): TalkEntry {
  return entryRow.parse(row);
}

const sendRow = z.object({
  key: z.string(),
  network: z.string(),
  chatId: z.string(),
  text: z.string(),
  replyTo: z.string().nullable(),
  mentions: texts,
  ticketIds: texts,
  attempts: whole,
  createdAt: whole,
  urgent: flag,
  card: z.string().nullable().transform(toCard),
  picture: z.string().nullable(),
  startedAt: whole.nullable(),
});

const cardHead = z.looseObject({
  type: z.enum(['ticket', 'table', 'form']),
  title: z.string(),
  text: z.string(),
});

function toCard(json: string | null): Card | null {
  if (json === null) return null;
  // cast: right after the parse of its head; only `commit` writes here.
  return cardHead.parse(JSON.parse(json)) as unknown as Card;
}

export function toPendingSend(row: unknown): PendingSend {
  const { ticketIds, ...send } = sendRow.parse(row);
  const uncertain = send.startedAt !== null;
  return { ...send, mentions: [...send.mentions], ticketId: ticketIds[0] ?? null, uncertain };
}

const stuckRow = z.object({
  key: z.string(),
  network: z.string(),
  chatId: z.string(),
  state: z.enum(['waiting', 'failed']),
  attempts: whole,
  error: z.string().nullable(),
  createdAt: whole,
});

export function toStuckSend(row: unknown): StuckSend {
  return stuckRow.parse(row);
}

const staleRow = z.object({
  key: z.string(),
  ticketId: z.string(),
  network: z.string(),
  chatId: z.string(),
  roomId: z.string().nullable(),
  sentKey: z.string(),
  text: z.string(),
});

export function toStaleCard(row: unknown): StaleCard {
  const { sentKey, ...card } = staleRow.parse(row);
  return { ...card, remoteId: sentKey.slice(card.network.length + 1) };
}

const linkRow = z.object({
  network: z.string(),
  owner: z.string(),
  state: z.enum(LINK_STATES),
  reason: z.enum(LINK_REASONS),
  detail: z.string(),
  since: whole,
  heardAt: whole.nullable(),
  updatedAt: whole,
});

export function toLink(row: unknown): LinkRecord {
  return linkRow.parse(row);
}

const memberList = z.array(z.object({ accountId: z.string(), name: z.string() }));
const seenRow = z.object({
  network: z.string(),
  chatId: z.string(),
  name: z.string(),
  members: z.string().transform((json) => memberList.parse(JSON.parse(json))),
  seenAt: whole,
  goneAt: whole.nullable(),
});

export function toSeenChat(row: unknown): SeenChat {
  return seenRow.parse(row);
}

const what = z.enum(['room', 'account']);
const proposalRow = z.object({
  id: z.string(),
  network: z.string(),
  what,
  oldId: z.string(),
  newId: z.string(),
  name: z.string(),
  why: z.string(),
  status: z.enum(['open', 'confirmed', 'rejected']),
  proposedAt: whole,
});

export function toProposal(row: unknown): IdentityProposal {
  return proposalRow.parse(row);
}

const aliasRow = z.object({ what, canonicalId: z.string(), currentId: z.string() });

export function toAlias(row: unknown): IdentityAlias {
  return aliasRow.parse(row);
}

const eventHead = z.looseObject({
  at: z.number(),
  actorId: z.string(),
  actorName: z.string(),
  messageId: z.string().nullable(),
  kind: z.string(),
});

/** Events are only ever written by `commit`; their head is checked, their body is the engine's. */
export function toEvent(body: string): TicketEvent {
  // cast: right after the parse; only `commit` writes here.
  return eventHead.parse(JSON.parse(body)) as unknown as TicketEvent;
}

const leaveRow = z.object({
  id: z.string(),
  personId: z.string(),
  communityId: z.string(),
  from: whole,
  until: whole,
  askedAt: whole,
  reason: z.string(),
  status: z.enum(['pending', 'approved', 'declined', 'ended']),
});

export function toLeaveRequest(row: unknown): LeaveRequest {
  return leaveRow.parse(row);
}

/** An instant as a driver gives it; null stays null. */
export function toInstant(value: bigint | number | string | null | undefined): Instant | null {
  return value === null || value === undefined ? null : Number(value);
}

/** Whose lines the bot's own are. */
export const BOT_ID = SYSTEM;
