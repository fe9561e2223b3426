import { z } from 'zod';

/**
 * What the process that holds the WeChat account and the bot tell each other. Both ends check what comes in: the other
 * end may be of an older version after an upgrade, and what WeChat hands on is not to be trusted.
 */
const id = z.string().min(1).max(500);
const person = z.object({ accountId: id, name: z.string() });
const atMs = z.number().int().nonnegative();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A line as the puppet has it, with the names looked up. */
export const CHILD_LINE = z.object({
  id,
  chatId: id,
  senderId: id,
  senderName: z.string(),
  /** Said by the account itself: by this bot, or by its owner on a phone. */
  own: z.boolean(),
  kind: z.enum(['text', 'picture', 'recalled', 'other']),
  text: z.string(),
  /** Contact ids, the account's own among them. */
  mentions: z.array(z.string()),
  atMs,
  picture: bytes.nullable(),
});

export const CHILD_EVENT = z.discriminatedUnion('type', [
  /** The process is no corpse; `loggedIn` as wechaty has it, which after an outage may be untrue. */
  z.object({ type: z.literal('alive'), loggedIn: z.boolean() }),
  z.object({ type: z.literal('scan'), qrcode: z.string().max(4000) }),
  z.object({ type: z.literal('login'), accountId: id, name: z.string() }),
  z.object({ type: z.literal('logout') }),
  /** The puppet said that it is there. */
  z.object({ type: z.literal('heartbeat') }),
  /** First line of an error, secrets taken out. Most of them mean nothing. */
  z.object({ type: z.literal('error'), line: z.string() }),
  z.object({ type: z.literal('failed'), why: z.enum(['not-installed', 'no-puppet']), line: z.string() }),
  /** `spooled`: a bot before this one was told of it, and ended before it had taken it. */
  z.object({ type: z.literal('line'), line: CHILD_LINE, spooled: z.literal(true).optional() }),
  /** What an earlier process left could not be read. */
  z.object({ type: z.literal('spool-refused'), line: z.string() }),
  z.object({
    type: z.literal('members'),
    what: z.enum(['joined', 'left']),
    roomId: id,
    members: z.array(person),
    /** The bot itself is among them. */
    self: z.boolean(),
    byId: z.string().nullable(),
    atMs,
  }),
  z.object({ type: z.literal('topic'), roomId: id, topic: z.string(), atMs }),
  z.object({ type: z.literal('invited') }),
  z.object({
    type: z.literal('room'),
    roomId: id,
    topic: z.string(),
    members: z.array(person),
  }),
  z.object({ type: z.literal('sent'), requestId: id, remoteId: z.string().nullable() }),
  z.object({
    type: z.literal('not-sent'),
    requestId: id,
    /** `unsent`: it surely was not said. `unclear`: it may have been. */
    why: z.enum(['unsent', 'refused', 'unclear']),
    line: z.string(),
  }),
]);
export type ChildEvent = z.infer<typeof CHILD_EVENT>;
export type ChildLine = z.infer<typeof CHILD_LINE>;

export const CHILD_COMMAND = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('send'),
    requestId: id,
    chatId: id,
    text: z.string(),
    mentions: z.array(z.string()),
    /** Instead of a text. */
    picture: z.object({ name: z.string(), bytes }).nullable(),
  }),
  /** Who is in a room, read slowly; answered by `room`, or by nothing when it cannot be read. */
  z.object({ type: z.literal('look'), roomId: id }),
  /** The line is in the database, or never will have to be: WeChat's only acknowledgement is this one. */
  z.object({ type: z.literal('taken'), lineId: id }),
  z.object({ type: z.literal('stop') }),
]);
export type ChildCommand = z.infer<typeof CHILD_COMMAND>;
