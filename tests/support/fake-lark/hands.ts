import {
  chatEvent,
  type EventParts,
  eventOf,
  type FakeEvent,
  pressedEvent,
  receivedEvent,
  usersOf,
} from './events.ts';
import type { Pushed, Pusher } from './pusher.ts';
import { type FakeChat, type FakeMention, type FakeMessage, privateChat } from './world.ts';

/** What people do on Lark. Each is pushed to the bot as Lark would. */
export interface Hands {
  addChat(chat: {
    name: string;
    members?: readonly FakeMention[];
    chatId?: string;
    botInside?: boolean;
  }): string;
  /** In a group, or to the bot alone when `chat` is left out. */
  say(line: Line): Said;
  press(press: Press): Pushed;
  recall(messageId: string): Pushed;
  botAdded(chatId: string, by: string): Pushed;
  botRemoved(chatId: string, by: string): Pushed;
  memberJoined(chatId: string, members: readonly FakeMention[]): Pushed;
  memberLeft(chatId: string, members: readonly FakeMention[], how?: 'deleted' | 'withdrawn'): Pushed;
  renamed(chatId: string, name: string): Pushed;
  /** Any event, known or not. */
  event(type: string, event: object): Pushed;
}

export interface Line {
  from: string;
  chat?: string;
  /** Mentions stand in it as `@_user_1`, `@_user_2`, in their order. */
  text?: string;
  image?: Uint8Array;
  /** Any other message, its content as JSON. */
  raw?: { msgType: string; content: object };
  replyTo?: string;
  mentions?: readonly FakeMention[];
  /** Pushed a second time: the same event, or another about the same message. */
  doubled?: 'same-event' | 'other-event';
  /** Said while nobody was told: only the history has it. */
  unpushed?: boolean;
  at?: number;
}

export interface Said extends Pushed {
  messageId: string;
  /** Of the second push, when it was doubled. */
  again: Pushed | null;
}

export interface Press {
  messageId: string;
  from: string;
  value: object;
  form?: Readonly<Record<string, string>>;
  name?: string;
}

export function createHands(parts: EventParts, pusher: Pusher): Hands {
  const { world } = parts;
  const chatOf = (chatId: string): FakeChat => {
    const chat = world.chats.get(chatId);
    if (!chat) throw new Error(`no chat ${chatId}`);
    return chat;
  };
  const push = (type: string, event: object) => pusher.push(eventOf(type, event, parts));
  const botMoved = (what: 'added' | 'deleted', chatId: string, by: string) => {
    const chat = chatOf(chatId);
    chat.botInside = what === 'added';
    return push(`im.chat.member.bot.${what}_v1`, chatEvent(chat, by));
  };
  const moved = (what: string, chatId: string, members: readonly FakeMention[]) => {
    const event = { ...chatEvent(chatOf(chatId), members[0]?.openId ?? ''), users: usersOf(members) };
    return push(`im.chat.member.user.${what}_v1`, event);
  };
  return {
    addChat({ name, members = [], chatId = world.nextId('oc'), botInside = true }) {
      const names = new Map(members.map((one) => [one.openId, one.name]));
      world.chats.set(chatId, { chatId, name, kind: 'group', members: names, botInside, messages: [] });
      return chatId;
    },
    say(line) {
      const chat = line.chat ? chatOf(line.chat) : privateChat(world, line.from);
      const message = messageOf(line, { chat, parts });
      const event = eventOf('im.message.receive_v1', receivedEvent(message, chat), parts);
      return { messageId: message.messageId, ...pushTwice(event, { line, parts, pusher }) };
    },
    press(press) {
      const message = world.messages.get(press.messageId);
      if (!message) throw new Error(`no message ${press.messageId}`);
      return push('card.action.trigger', pressedEvent({ ...press, chatId: message.chatId }));
    },
    recall(messageId) {
      const message = world.messages.get(messageId);
      if (!message) throw new Error(`no message ${messageId}`);
      message.recalled = true;
      const at = String(parts.settings.clock.now());
      const event = {
        message_id: messageId,
        chat_id: message.chatId,
        recall_time: at,
        recall_type: 'message_owner',
      };
      return push('im.message.recalled_v1', event);
    },
    botAdded: (chatId, by) => botMoved('added', chatId, by),
    botRemoved: (chatId, by) => botMoved('deleted', chatId, by),
    memberJoined(chatId, members) {
      for (const { openId, name } of members) chatOf(chatId).members.set(openId, name);
      return moved('added', chatId, members);
    },
    memberLeft(chatId, members, how = 'deleted') {
      for (const { openId } of members) chatOf(chatId).members.delete(openId);
      return moved(how, chatId, members);
    },
    renamed(chatId, name) {
      const chat = chatOf(chatId);
      const before = chat.name;
      chat.name = name;
      const event = { ...chatEvent(chat, ''), after_change: { name }, before_change: { name: before } };
      return push('im.chat.updated_v1', event);
    },
    event: push,
  };
}

function messageOf(line: Line, { chat, parts }: { chat: FakeChat; parts: EventParts }): FakeMessage {
  const { world } = parts;
  const imageKey = line.image ? world.nextId('img_v3') : null;
  const { msgType, content } =
    line.raw ??
    (imageKey
      ? { msgType: 'image', content: { image_key: imageKey } }
      : { msgType: 'text', content: { text: line.text ?? '' } });
  const message = world.add({
    chatId: chat.chatId,
    fromBot: false,
    openId: line.from,
    msgType,
    content: JSON.stringify(content),
    mentions: line.mentions ?? [],
    replyTo: line.replyTo ?? null,
    uuid: null,
    ...(line.at === undefined ? {} : { at: line.at }),
  });
  if (imageKey && line.image)
    world.resources.set(`${message.messageId}/${imageKey}`, Buffer.from(line.image));
  return message;
}

function pushTwice(
  event: FakeEvent,
  { line, parts, pusher }: { line: Line; parts: EventParts; pusher: Pusher },
): Pushed & { again: Pushed | null } {
  if (line.unpushed) {
    const outcome = Promise.resolve({ acked: false, answer: null });
    return { eventId: event.header.event_id, pushes: () => 0, outcome, again: null };
  }
  const pushed = pusher.push(event);
  if (!line.doubled) return { ...pushed, again: null };
  const other = line.doubled === 'same-event' ? event : eventOf(event.header.event_type, event.event, parts);
  return { ...pushed, again: pusher.push(other) };
}
