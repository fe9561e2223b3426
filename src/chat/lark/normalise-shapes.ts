import { z } from 'zod';
import type { Instant } from '../../engine/glossary.ts';

/**
 * The shapes of what Lark sends, as far as they are used. Fields that are not named here are left out, so that a new one is
 * no fault; a field that is missing or of another type makes the whole unknown.
 */

const id = z.string().min(1).max(200);
const openIds = z
  .object({ open_id: z.string().max(200).optional() })
  .optional()
  .nullable();

/** Callbacks of cards count microseconds where everything else counts milliseconds. */
const FIRST_IN_MICROSECONDS = 100_000_000_000_000;

const stamp = z
  .union([z.string().regex(/^\d{1,17}$/), z.number().int().nonnegative()])
  .transform((value): Instant => {
    const count = Number(value);
    return count >= FIRST_IN_MICROSECONDS ? Math.floor(count / 1000) : count;
  });

export const header = z.object({ event_type: z.string().max(100) });

export const receivedMessage = z.object({
  sender: z.object({ sender_id: openIds, sender_type: z.string().max(40) }),
  message: z.object({
    message_id: id,
    parent_id: z.string().max(200).optional(),
    create_time: stamp,
    chat_id: id,
    chat_type: z.string().max(40),
    message_type: z.string().max(40),
    content: z.string(),
    mentions: z
      .array(
        z.object({
          key: z.string().max(60),
          id: openIds,
          mentioned_type: z.string().optional(),
          name: z.string().default(''),
        }),
      )
      .optional()
      .nullable(),
  }),
});

/** An item of a chat's history: the same message in other words. */
export const listedMessage = z.object({
  message_id: id,
  parent_id: z.string().max(200).optional(),
  msg_type: z.string().max(40),
  create_time: stamp,
  deleted: z.boolean().optional(),
  sender: z.object({ id: z.string().max(200).default(''), sender_type: z.string().max(40) }),
  body: z.object({ content: z.string() }),
  mentions: z
    .array(
      z.object({
        key: z.string().max(60),
        id: z.string().max(200).default(''),
        name: z.string().default(''),
      }),
    )
    .optional()
    .nullable(),
});

export const pressed = z.object({
  event_id: id,
  create_time: stamp,
  operator: z.object({ open_id: id }),
  action: z.object({
    value: z.object({ command: z.string().min(1).max(500), chat: id }),
    form_value: z.record(z.string(), z.unknown()).optional().nullable(),
  }),
  context: z.object({ open_message_id: id, open_chat_id: z.string().max(200).optional() }),
});

const chatEvent = { event_id: id, create_time: stamp, chat_id: id };

export const botMoved = z.object({ ...chatEvent, name: z.string().optional(), operator_id: openIds });

export const chatGone = z.object(chatEvent);

export const membersMoved = z.object({
  ...chatEvent,
  users: z
    .array(z.object({ name: z.string().default(''), user_id: openIds }))
    .max(1000)
    .default([]),
});

export const recalled = z.object({
  event_id: id,
  create_time: stamp.optional(),
  recall_time: stamp.optional(),
  chat_id: id,
  message_id: id,
});

export const chatUpdated = z.object({
  ...chatEvent,
  after_change: z.object({ name: z.string().optional() }).optional(),
});
