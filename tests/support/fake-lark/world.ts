import type { FakeClock } from './options.ts';

/** What Lark keeps: groups, who is in them, what was said, pictures. */
export interface World {
  readonly chats: Map<string, FakeChat>;
  readonly messages: Map<string, FakeMessage>;
  /** By `message_id/file_key`. */
  readonly resources: Map<string, Buffer>;
  /** What the bot has uploaded, by image_key. */
  readonly images: Map<string, Buffer>;
  /** By file_key. */
  readonly files: Map<string, { name: string; bytes: Buffer }>;
  /** Calls of create and reply that got as far as Lark, repeats of a uuid included. */
  sendCalls: number;
  /** Earlier message under the same uuid, kept for an hour. */
  said(uuid: string | undefined): FakeMessage | null;
  add(
    message: Omit<FakeMessage, 'messageId' | 'at' | 'edits' | 'recalled' | 'deleted'> & { at?: number },
  ): FakeMessage;
  nextId(prefix: string): string;
}

export interface FakeChat {
  chatId: string;
  name: string;
  kind: 'group' | 'p2p';
  members: Map<string, string>;
  botInside: boolean;
  /** Newest last. */
  messages: FakeMessage[];
}

export interface FakeMention {
  openId: string;
  name: string;
}

export interface FakeMessage {
  messageId: string;
  chatId: string;
  fromBot: boolean;
  openId: string;
  msgType: string;
  /** JSON. */
  content: string;
  mentions: readonly FakeMention[];
  replyTo: string | null;
  uuid: string | null;
  at: number;
  /** Contents it was given later. */
  edits: string[];
  recalled: boolean;
  deleted: boolean;
}

const HOUR_MS = 3_600_000;

export function createWorld(clock: FakeClock): World {
  const uuids = new Map<string, { message: FakeMessage; at: number }>();
  let count = 0;
  const nextId = (prefix: string) => `${prefix}_${(++count).toString(16).padStart(16, '0')}`;
  const world: World = {
    chats: new Map(),
    messages: new Map(),
    resources: new Map(),
    images: new Map(),
    files: new Map(),
    sendCalls: 0,
    nextId,
    said(uuid) {
      const earlier = uuid ? uuids.get(uuid) : undefined;
      return earlier && clock.now() - earlier.at < HOUR_MS ? earlier.message : null;
    },
    add(given) {
      const at = given.at ?? clock.now();
      const message = { ...given, messageId: nextId('om'), at, edits: [], recalled: false, deleted: false };
      world.messages.set(message.messageId, message);
      world.chats.get(message.chatId)?.messages.push(message);
      if (message.uuid) uuids.set(message.uuid, { message, at });
      return message;
    },
  };
  return world;
}

export function privateChat(world: World, openId: string): FakeChat {
  const chatId = `oc_p2p_${openId}`;
  const known = world.chats.get(chatId);
  if (known) return known;
  const chat: FakeChat = {
    chatId,
    name: '',
    kind: 'p2p',
    members: new Map([[openId, '']]),
    botInside: true,
    messages: [],
  };
  world.chats.set(chatId, chat);
  return chat;
}
