import type { Clock, Log } from '../../app/ports.ts';
import { within } from '../../app/within.ts';
import { type Instant, MINUTE_MS } from '../../engine/glossary.ts';
import { type ChatEvent, type InboundMessage, personOf } from '../message.ts';
import { createRecent } from '../recent.ts';
import type { LarkApi } from './api.ts';

/** What people are called. Lark's messages carry ids; names are in the lists of a group's members. */
export interface LarkMembers {
  nameOf(accountId: string): string | null;
  /** Learns what these people of a chat are called, when Lark says it soon enough. */
  know(accountIds: readonly string[], chatId: string): Promise<void>;
  /** The message with its sender's name; with none when Lark does not say it soon enough: a message never waits for a name. */
  named(message: InboundMessage): Promise<InboundMessage>;
  /** Takes names from an event, and fills in who is in a group that was seen. */
  completed(event: ChatEvent): Promise<ChatEvent>;
  /** Resolves when nothing is being fetched. */
  settled(): Promise<void>;
}

export interface MemberParts {
  api: Pick<LarkApi, 'listMembers'>;
  clock: Clock;
  log: Log;
  patienceMs?: number | undefined;
}

type Member = { accountId: string; name: string };

const PATIENCE_MS = 150;
/** Lark's largest groups hold 5,000 people or more; of the large ones only the first pages are read. */
const MOST_PAGES = 20;
const REMEMBERED_NAMES = 50_000;
const REMEMBERED_CHATS = 5000;
/** A list that could not be had, or did not hold somebody, is not asked for again before. */
const AGAIN_AFTER_MS = 10 * MINUTE_MS;

export function createMembers(parts: MemberParts): LarkMembers {
  const names = createRecent<string>(REMEMBERED_NAMES);
  const learn = (members: readonly Member[]) => {
    for (const { accountId, name } of members) if (name) names.set(accountId, name);
  };
  const lists = createLists(parts, learn);
  const know = async (accountIds: readonly string[], chatId: string) => {
    const isStranger = accountIds.some((id) => !names.get(id));
    if (isStranger && lists.isWorthAsking(chatId)) await lists.soon(chatId);
  };
  return {
    nameOf: (accountId) => names.get(accountId) ?? null,
    know,
    async named(message) {
      const { senderId, chatId } = message;
      await know([senderId], chatId);
      return { ...message, senderName: names.get(senderId) ?? '' };
    },
    async completed(event) {
      if (event.type === 'member-joined') learn(event.members);
      if (event.type === 'bot-joined') void lists.fetch(event.chatId);
      if (event.type !== 'room-seen' || event.members.length > 0) return event;
      return { ...event, members: await lists.fetch(event.chatId) };
    },
    settled: () => lists.settled(),
  };
}

interface Lists {
  /** One list a chat at a time, however many ask; empty when it cannot be had. */
  fetch(chatId: string): Promise<readonly Member[]>;
  /** Resolves with the list, or when it has been waited for long enough: once for all who ask, however many. */
  soon(chatId: string): Promise<void>;
  isWorthAsking(chatId: string): boolean;
  settled(): Promise<void>;
}

interface Fetching {
  list: Promise<readonly Member[]>;
  soon: Promise<unknown>;
}

function createLists(parts: MemberParts, learn: (members: readonly Member[]) => void): Lists {
  const { api, clock, log, patienceMs = PATIENCE_MS } = parts;
  const askedAt = createRecent<Instant>(REMEMBERED_CHATS);
  const underWay = new Map<string, Fetching>();

  async function ask(chatId: string): Promise<readonly Member[]> {
    askedAt.set(chatId, clock.now());
    try {
      const members = await allMembers(api, chatId);
      learn(members);
      return members;
    } catch (error) {
      log.warn({ err: error, chatId }, 'the members of a Lark group could not be read');
      return [];
    } finally {
      underWay.delete(chatId);
    }
  }

  function fetching(chatId: string): Fetching {
    const already = underWay.get(chatId);
    if (already) return already;
    const list = ask(chatId);
    const started = { list, soon: within(patienceMs, list) };
    underWay.set(chatId, started);
    return started;
  }

  return {
    fetch: (chatId) => fetching(chatId).list,
    soon: async (chatId) => void (await fetching(chatId).soon),
    isWorthAsking(chatId) {
      if (personOf(chatId) !== null) return false;
      const last = askedAt.get(chatId);
      return underWay.has(chatId) || last === undefined || clock.now() - last >= AGAIN_AFTER_MS;
    },
    async settled() {
      await Promise.all([...underWay.values()].map(({ list }) => list));
    },
  };
}

async function allMembers(api: Pick<LarkApi, 'listMembers'>, chatId: string): Promise<readonly Member[]> {
  const found: Member[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextToken } = await api.listMembers(chatId, token);
    for (const { openId, name } of items) found.push({ accountId: openId, name });
    if (nextToken === null) break;
    token = nextToken;
  }
  return found;
}
