import { z } from 'zod';
import { KINDS, URGENCIES } from '../engine/glossary.ts';
import { REQUEST_KINDS, type Ticket } from '../engine/ticket/ticket.ts';

/** The stored form of the engine's Ticket. `typesAgree` below stops it from drifting away from the type. */

const text = z.string();
const instant = z.number();
const id = z.string();
const maybeId = id.nullable();
const maybeInstant = instant.nullable();
const answer = z.boolean().nullable();
const texts = listOf(text);

function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

const place = z.object({ text, key: text, gridId: maybeId, communityId: maybeId });
const party = { personId: id, name: text, roomId: id };
const follower = z.object({ ...party, at: instant, messageId: id, why: text });
const deadlines = z.object({ respondBy: instant, updateBy: instant, solveBy: instant });

const rating = z.object({
  personId: id,
  at: instant,
  contacted: answer,
  solved: answer,
  satisfied: z.enum(['satisfied', 'basically', 'dissatisfied']).nullable(),
  text,
});

const pending = z.object({
  kind: z.enum(REQUEST_KINDS),
  by: id,
  at: instant,
  reason: text,
  to: maybeId,
  until: maybeInstant,
  firstKey: maybeId,
});

const whistle = z.object({
  department: text,
  by: id,
  at: instant,
  reason: text,
  respondedAt: maybeInstant,
  arrivedAt: maybeInstant,
  resolvedAt: maybeInstant,
  score: z.number().nullable(),
});

const core = z.object({
  id,
  streetId: id,
  communityId: id,
  gridId: maybeId,
  number: z.number().nullable(),
  draftNumber: z.number().nullable(),
  kind: z.enum(KINDS),
  category: z.tuple([text, text]).readonly(),
  urgency: z.enum(URGENCIES),
  place: place.nullable(),
  text,
  source: z.enum(['talk', 'command', 'mention', 'patrol', 'visit', 'hotline', 'proposal']),
  reporter: z.object(party),
  onBehalfOf: text.nullable(),
  followers: listOf(follower),
  messageIds: texts,
  images: texts,
  why: texts,
  openedAt: instant,
  policyVersion: text,
  linkedTo: listOf(z.object({ id, number: z.number(), why: text })),
  deadlines,
  tried: texts,
  assignedBecause: texts,
  ask: z
    .object({ what: z.literal('place'), at: instant, until: instant, choices: listOf(place).optional() })
    .nullable(),
  pending: pending.nullable(),
  whistles: listOf(whistle),
  supervised: z.boolean(),
  urges: z.number(),
  extended: z.boolean(),
  rework: z.number(),
  excluded: z.boolean(),
  ratings: listOf(rating),
  disputed: z.boolean(),
  reminded: texts,
  nextDueAt: maybeInstant,
  lastActivityAt: instant,
  version: z.number(),
});

const held = { assigneeId: id, assigneeName: text, claimedAt: instant };
const done = { ...held, finishedAt: instant, result: text, resultImages: texts };
const was = z.lazy((): z.ZodType<Ticket> => ticketSchema);

function withStatus<Status extends string, Extra extends z.ZodRawShape>(status: Status, extra: Extra) {
  return core.extend({ status: z.literal(status), ...extra });
}

export const ticketSchema = z.discriminatedUnion('status', [
  withStatus('waiting-confirm', {}),
  withStatus('filed', {}),
  withStatus('assigned', { assigneeId: id, assigneeName: text, assignedAt: instant }),
  withStatus('claimed', held),
  withStatus('working', held),
  withStatus('whistled', held),
  withStatus('reopened', held),
  withStatus('paused', {
    ...held,
    pausedAt: instant,
    pausedUntil: instant,
    pauseReason: text,
    objected: z.boolean(),
  }),
  withStatus('returned', { returnReason: text, returnedBy: id }),
  withStatus('finished', done),
  withStatus('closed', { ...done, closedAt: instant, closedHow: z.enum(['rated', 'no-answer']) }),
  withStatus('rejected', { reason: text }),
  withStatus('merged', { intoId: id, intoNumber: z.number(), was }),
  withStatus('withdrawn', { withdrawnAt: instant, was }),
]);

type Stored = z.infer<typeof ticketSchema>;
type Agree<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** A compile error here means that the engine's Ticket and its stored form differ. */
export const typesAgree: Agree<Stored, Ticket> = true;
