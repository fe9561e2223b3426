import { z } from 'zod';
import type { LeaveRequest, PendingSend, TalkEntry } from '../app/ports.ts';
import { type Instant, NETWORKS } from '../engine/glossary.ts';
import type { Line } from '../engine/intake/talk.ts';
import { SYSTEM, type TicketEvent } from '../engine/ticket/event.ts';

/** Row ↔ domain. The two drivers give numbers, big integers and booleans in their own ways; here they meet. */

const whole = z.union([z.number(), z.bigint(), z.string()]).transform(Number);
const flag = z.union([z.boolean(), z.number(), z.bigint()]).transform((value) => Boolean(Number(value)));
const texts = z.string().transform(parseTexts);
const network = z.enum(NETWORKS);

const textList = z.array(z.string());

/** Most lists are empty, and a batch has many. */
function parseTexts(json: string): readonly string[] {
  return json === '[]' ? [] : textList.parse(JSON.parse(json));
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
  network,
  chatId: z.string(),
  text: z.string(),
  replyTo: z.string().nullable(),
  mentions: texts,
  ticketIds: texts,
  attempts: whole,
  createdAt: whole,
});

export function toPendingSend(row: unknown): PendingSend {
  const { ticketIds, ...send } = sendRow.parse(row);
  return { ...send, mentions: [...send.mentions], ticketId: ticketIds[0] ?? null };
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
