import type { z } from 'zod';
import { type ChatEvent, type InboundMessage, personOf, privateChatWith } from '../message.ts';
import { type BotSelf, type Mention, readContent } from './normalise-content.ts';
import {
  botMoved,
  chatGone,
  chatUpdated,
  header,
  listedMessage,
  membersMoved,
  pressed,
  recalled,
  receivedMessage,
} from './normalise-shapes.ts';

export type { BotSelf } from './normalise-content.ts';

/** What an event of Lark says. */
export type Heard =
  /**
   * `remoteChatId`: what Lark calls the chat, which of a private one is another id than ours; null: a pressed button does
   * not say, for its card may have been handed on.
   */
  | { kind: 'message'; message: InboundMessage; remoteChatId: string | null }
  | { kind: 'event'; event: ChatEvent }
  /** Understood, and nothing for the bot: another bot's message, a sticker. */
  | { kind: 'ignored' }
  /** Of a shape that is not known. */
  | { kind: 'unknown' };

const NETWORK = 'lark';
const IGNORED: Heard = { kind: 'ignored' };
const UNKNOWN: Heard = { kind: 'unknown' };

type Reader = (data: unknown, bot: BotSelf) => Heard;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['im.message.receive_v1', readMessage],
  ['card.action.trigger', readPress],
  ['im.message.recalled_v1', readRecall],
  ['im.chat.member.bot.added_v1', readBotJoined],
  ['im.chat.member.bot.deleted_v1', readBotLeft],
  ['im.chat.disbanded_v1', readBotLeft],
  ['im.chat.member.user.added_v1', (data) => readMembers(data, 'member-joined')],
  ['im.chat.member.user.deleted_v1', (data) => readMembers(data, 'member-left')],
  ['im.chat.member.user.withdrawn_v1', (data) => readMembers(data, 'member-left')],
  ['im.chat.updated_v1', readUpdate],
]);

/** What has to be subscribed to; `card.action.trigger` is a callback in Lark's console, the others are events. */
export const EVENT_TYPES: readonly string[] = [...READERS.keys()];

/** Reads an event, as the SDK flattens it or with header and event apart. Never throws. */
export function hear(data: unknown, bot: BotSelf): Heard {
  const flat = flatten(data);
  const known = header.safeParse(flat);
  const read = known.success ? READERS.get(known.data.event_type) : undefined;
  return read ? read(flat, bot) : UNKNOWN;
}

function flatten(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (!('header' in data) || !('event' in data)) return data;
  return { ...objectOf(data.header), ...objectOf(data.event) };
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function readMessage(data: unknown, bot: BotSelf): Heard {
  const parsed = receivedMessage.safeParse(data);
  if (!parsed.success) return UNKNOWN;
  const { sender, message } = parsed.data;
  const senderId = sender.sender_id?.open_id;
  if (sender.sender_type !== 'user') return IGNORED;
  if (!senderId) return UNKNOWN;
  const group = message.chat_type !== 'p2p';
  return saidIn(
    {
      messageId: message.message_id,
      chatId: group ? message.chat_id : privateChatWith(senderId),
      remoteChatId: message.chat_id,
      senderId,
      replyTo: message.parent_id || null,
      sentAt: message.create_time,
      type: message.message_type,
      content: message.content,
      mentions: (message.mentions ?? []).map(mentionOf),
    },
    bot,
  );
}

type ReceivedMention = NonNullable<z.infer<typeof receivedMessage>['message']['mentions']>[number];

function mentionOf({ key, id, name, mentioned_type }: ReceivedMention): Mention {
  return { key, openId: id?.open_id ?? '', name, isBot: mentioned_type === 'bot' };
}

interface Raw {
  messageId: string;
  chatId: string;
  remoteChatId: string;
  senderId: string;
  replyTo: string | null;
  sentAt: number;
  type: string;
  content: string;
  mentions: readonly Mention[];
}

function saidIn(raw: Raw, bot: BotSelf): Heard {
  const content = readContent(raw, bot);
  if (!content) return IGNORED;
  const { messageId, chatId, senderId, replyTo, sentAt } = raw;
  const message: InboundMessage = {
    network: NETWORK,
    messageId,
    chatId,
    chatKind: personOf(chatId) === null ? 'group' : 'private',
    senderId,
    senderName: '',
    replyTo,
    sentAt,
    ...content,
  };
  return { kind: 'message', message, remoteChatId: raw.remoteChatId };
}

/** An item of a chat's history. What was deleted, and what bots and the system said, is left out. */
export function hearListed(item: unknown, chatId: string, bot: BotSelf): Heard {
  const parsed = listedMessage.safeParse(item);
  if (!parsed.success) return UNKNOWN;
  const { message_id, parent_id, msg_type, create_time, deleted, sender, body, mentions } = parsed.data;
  if (deleted || sender.sender_type !== 'user' || !sender.id) return IGNORED;
  const heard = saidIn(
    {
      messageId: message_id,
      chatId,
      remoteChatId: chatId,
      senderId: sender.id,
      replyTo: parent_id || null,
      sentAt: create_time,
      type: msg_type,
      content: body.content,
      mentions: (mentions ?? []).map(({ key, id, name }) => ({ key, openId: id, name, isBot: false })),
    },
    bot,
  );
  return heard.kind === 'message' ? { ...heard, message: { ...heard.message, late: true } } : heard;
}

/** A button of a card: the command it stands for, said by who pressed it, as a reply to the card. */
function readPress(data: unknown): Heard {
  const parsed = pressed.safeParse(data);
  if (!parsed.success) return UNKNOWN;
  const { event_id, create_time, operator, action, context } = parsed.data;
  const chatId = chatOfPress({
    sentTo: action.value.chat,
    pressedIn: context.open_chat_id ?? '',
    by: operator.open_id,
  });
  const words = Object.values(action.form_value ?? {}).filter((value) => typeof value === 'string');
  const message: InboundMessage = {
    network: NETWORK,
    messageId: event_id,
    chatId,
    chatKind: personOf(chatId) === null ? 'group' : 'private',
    senderId: operator.open_id,
    senderName: '',
    // One line: what is written in a form stays part of this command.
    text: [action.value.command, ...words].join(' ').replaceAll(/\s+/g, ' ').trim(),
    images: [],
    replyTo: context.open_message_id,
    mentionsBot: true,
    pressed: true,
    mentions: [],
    sentAt: create_time,
  };
  return { kind: 'message', message, remoteChatId: null };
}

/** Lark does not say whether the chat is private: the card knows to whom it was sent, and that counts for that person alone. */
function chatOfPress({ sentTo, pressedIn, by }: { sentTo: string; pressedIn: string; by: string }): string {
  if (personOf(sentTo) === null) return pressedIn || sentTo;
  return sentTo === privateChatWith(by) ? sentTo : pressedIn || privateChatWith(by);
}

function readRecall(data: unknown): Heard {
  const parsed = recalled.safeParse(data);
  if (!parsed.success) return UNKNOWN;
  const { event_id, create_time, recall_time, chat_id, message_id } = parsed.data;
  const at = recall_time ?? create_time;
  if (at === undefined) return UNKNOWN;
  return happened({ type: 'recalled', messageId: message_id, eventId: event_id, chatId: chat_id, at });
}

function readBotJoined(data: unknown): Heard {
  const parsed = botMoved.safeParse(data);
  if (!parsed.success) return UNKNOWN;
  const { event_id, create_time, chat_id, name, operator_id } = parsed.data;
  return happened({
    type: 'bot-joined',
    chatName: name ?? '',
    byId: operator_id?.open_id ?? null,
    eventId: event_id,
    chatId: chat_id,
    at: create_time,
  });
}

function readBotLeft(data: unknown): Heard {
  const parsed = chatGone.safeParse(data);
  if (!parsed.success) return UNKNOWN;
  const { event_id, create_time, chat_id } = parsed.data;
  return happened({ type: 'bot-left', eventId: event_id, chatId: chat_id, at: create_time });
}

function readMembers(data: unknown, type: 'member-joined' | 'member-left'): Heard {
  const parsed = membersMoved.safeParse(data);
  if (!parsed.success) return UNKNOWN;
  const { event_id, create_time, chat_id, users } = parsed.data;
  const members = users.flatMap(({ name, user_id }) =>
    user_id?.open_id ? [{ accountId: user_id.open_id, name }] : [],
  );
  if (members.length === 0) return IGNORED;
  return happened({ type, members, eventId: event_id, chatId: chat_id, at: create_time });
}

/** Of what can change about a group only its name matters. Who is in it is not said here. */
function readUpdate(data: unknown): Heard {
  const parsed = chatUpdated.safeParse(data);
  if (!parsed.success) return UNKNOWN;
  const { event_id, create_time, chat_id, after_change } = parsed.data;
  if (!after_change?.name) return IGNORED;
  return happened({
    type: 'room-seen',
    chatName: after_change.name,
    members: [],
    eventId: event_id,
    chatId: chat_id,
    at: create_time,
  });
}

type WithoutNetwork<Event> = Event extends unknown ? Omit<Event, 'network'> : never;

function happened(event: WithoutNetwork<ChatEvent>): Heard {
  return { kind: 'event', event: { network: NETWORK, ...event } };
}
