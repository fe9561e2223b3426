import type { Chat, Clock } from '../../app/ports.ts';
import { HOUR_MS, type Instant, MINUTE_MS, type Network } from '../../engine/glossary.ts';
import type { Card } from '../card.ts';
import { createLanes } from '../lanes.ts';
import { type InboundMessage, type OutboundMessage, privateChatWith } from '../message.ts';
import { createSaidKeys } from '../said-keys.ts';

/** A clock that stands until it is told to move. */
export interface HandClock extends Clock {
  moveTo(at: Instant): void;
}

export function createHandClock(at: Instant): HandClock {
  let now = at;
  return {
    now: () => now,
    moveTo: (next) => {
      now = Math.max(now, next);
    },
  };
}

/** What the bot said, as a member of the chat saw it. */
export interface BotLine extends OutboundMessage {
  messageId: string;
  at: Instant;
}

export interface SaysOptions {
  images?: readonly string[];
  replyTo?: string;
  mentionsBot?: boolean;
  mentions?: readonly string[];
  /** The network's id, for saying the same message twice. */
  id?: string;
}

/** One scripted member of the chats. */
export interface Member {
  id: string;
  name: string;
  /** Says it in a group; resolves with the message's id when the bot has kept it and answered. */
  says(room: string, text: string, options?: SaysOptions): Promise<string>;
  /** Says it to the bot alone. */
  whispers(text: string, options?: SaysOptions): Promise<string>;
}

/** What the simulator needs of the bot to know that it has finished speaking and to move its time. */
export interface Driven {
  runTo(until: Instant): Promise<void>;
  flush(): Promise<void>;
}

export interface Simulator {
  chat: Chat;
  clock: HandClock;
  /** Connects the bot that speaks through `chat`. */
  drive(bot: Driven): void;
  member(id: string, name: string): Member;
  /** Lets time pass; everything due meanwhile happens. */
  advance(ms: number): Promise<void>;
  /** The next line the bot said there that was not expected yet; throws, naming what it said, if none matches. */
  expectReply(room: string, pattern: RegExp): BotLine;
  /** Throws if the bot has said anything there (anywhere, without a room) since the last expectation. */
  expectSilence(room?: string): void;
  /** Everything the bot said so far. */
  said(room?: string): readonly BotLine[];
  /** The card of a line as it is shown now; throws where there is none. */
  cardOf(line: BotLine): Card;
}

export interface SimulatorOptions {
  at: Instant;
  /** Several networks of one bot share a clock. Left out: a clock of its own. */
  clock?: HandClock;
  /** Shows cards, and changes them in place. */
  cards?: boolean;
  network?: Network;
  /** How private chats are called: `dm:` + account, as the app does. */
  privateChat?: (accountId: string) => string;
}

/** A group chat without a network: members are scripted, time is moved by hand, the port is the real one. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const room = createRoom(options);
  const { clock, heard } = room;
  const matching = (where?: string) => heard.filter((line) => where === undefined || line.chatId === where);
  return {
    chat: room.chat,
    clock,
    drive: room.drive,
    member: (id, name) => createMember({ id, name }, room),
    async advance(ms) {
      await room.bot().runTo(clock.now() + ms);
      await room.bot().flush();
    },
    expectReply(where, pattern) {
      const waiting = matching(where).filter((line) => !room.expected.has(line));
      const found = waiting.find((line) => pattern.test(line.text));
      if (!found) throw new Error(`${pattern} was not said in ${where}; ${transcript(waiting)}`);
      for (const line of waiting.slice(0, waiting.indexOf(found) + 1)) room.expected.add(line);
      return found;
    },
    expectSilence(where) {
      const unexpected = matching(where).filter((line) => !room.expected.has(line));
      if (unexpected.length > 0) throw new Error(`silence was expected; ${transcript(unexpected)}`);
    },
    said: (where) => [...matching(where)],
    cardOf(line) {
      const card = room.edited.get(line.messageId) ?? line.card;
      if (!card) throw new Error(`no card was shown with: ${line.text}`);
      return card;
    },
  };
}

interface SimulatedRoom {
  chat: Chat;
  clock: HandClock;
  network: Network;
  heard: BotLine[];
  /** Cards shown anew, by message. */
  edited: Map<string, Card>;
  expected: Set<BotLine>;
  privateChat(accountId: string): string;
  nextId(): string;
  hear(message: InboundMessage): Promise<void>;
  drive(bot: Driven): void;
  bot(): Driven;
}

function createRoom(options: SimulatorOptions): SimulatedRoom {
  const { at, network = 'playground', privateChat, clock = createHandClock(at), cards = false } = options;
  const heard: BotLine[] = [];
  const edited = new Map<string, Card>();
  let receive: ((message: InboundMessage) => Promise<void>) | null = null;
  let driven: Driven | null = null;
  let ids = 0;
  const lanes = createLanes();
  const connect = (handler: typeof receive) => {
    receive = handler;
    return lanes.drained();
  };
  const chat = createChat({ network, clock, heard, connect, ...(cards && { edited }) });
  return {
    chat,
    clock,
    network,
    heard,
    edited,
    expected: new Set(),
    privateChat: privateChat ?? privateChatWith,
    nextId: () => `m${++ids}`,
    drive: (bot) => (driven = bot),
    bot() {
      if (!driven) throw new Error('the simulator has no bot yet: call drive(linli)');
      return driven;
    },
    async hear(message) {
      const handler = receive;
      if (!handler) throw new Error('the bot is not listening: start it first');
      await lanes.run(message.chatId, () => handler(message));
      await driven?.flush();
    },
  };
}

interface ChatParts {
  network: Network;
  clock: Clock;
  heard: BotLine[];
  edited?: Map<string, Card>;
  /** Resolves when what was said to the one before has been heard. */
  connect(receive: ((message: InboundMessage) => Promise<void>) | null): Promise<void>;
}

function createChat({ network, clock, heard, connect, edited }: ChatParts): Chat {
  const said = createSaidKeys();
  return {
    network,
    ...(edited && {
      cards: true,
      edit: async (remoteId: string, { card }: OutboundMessage) => {
        if (card) edited.set(remoteId, card);
      },
    }),
    start: ({ message }) => connect(message),
    stop: () => connect(null),
    async send(message) {
      const messageId = `bot-${message.key}`;
      if (said.first(message.key)) heard.push({ ...message, messageId, at: clock.now() });
      return { remoteId: messageId };
    },
  };
}

function createMember({ id, name }: { id: string; name: string }, room: SimulatedRoom): Member {
  const say = async (chatId: string, text: string, { kind, options }: Saying) => {
    const messageId = options.id ?? room.nextId();
    await room.hear({
      network: room.network,
      messageId,
      chatId,
      chatKind: kind,
      senderId: id,
      senderName: name,
      text,
      images: options.images ?? [],
      replyTo: options.replyTo ?? null,
      mentionsBot: options.mentionsBot ?? false,
      mentions: options.mentions ?? [],
      sentAt: room.clock.now(),
    });
    return messageId;
  };
  return {
    id,
    name,
    says: (chatId, text, options = {}) => say(chatId, text, { kind: 'group', options }),
    whispers: (text, options = {}) => say(room.privateChat(id), text, { kind: 'private', options }),
  };
}

interface Saying {
  kind: InboundMessage['chatKind'];
  options: SaysOptions;
}

function transcript(lines: readonly BotLine[]): string {
  if (lines.length === 0) return 'the bot said nothing';
  return `the bot said:\n${lines.map((line) => `  ${line.chatId}: ${line.text}`).join('\n')}`;
}

/** For scripts: `hours(2)`, `minutes(10)`. */
export const hours = (count: number): number => count * HOUR_MS;
export const minutes = (count: number): number => count * MINUTE_MS;
