import {
  type ChatEvent,
  type InboundMessage,
  type OutboundMessage,
  personOf,
  privateChatWith,
} from '../../chat/message.ts';
import type { Instant, Network } from '../../engine/glossary.ts';
import type { Chat, IdentityAlias, Receiver, Store } from '../ports.ts';

type What = IdentityAlias['what'];

/** Ids as everything above the edge keeps them (canonical) and as the network calls them now (current). */
export interface Translation {
  canonical(what: What, currentId: string): string;
  current(what: What, canonicalId: string): string;
}

/** The confirmed changes of ids of every network, read again when they change. */
export interface Identities {
  refresh(): Promise<void>;
  /** As `refresh`, unless nothing has changed since: with ids the organisation's version changes. */
  follow(): Promise<void>;
  /** What was heard, under the ids that hold now: another process may have confirmed some since it came in. */
  renamed(batch: readonly InboundMessage[]): Promise<readonly InboundMessage[]>;
  /** The edges, to be started and spoken through in place of the bare ones. */
  chats: readonly Chat[];
}

export function createIdentities(
  chats: readonly Chat[],
  store: Pick<Store, 'sightings' | 'organisation'>,
): Identities {
  let followed = Number.NaN;
  const known = new Map<Network, Translation>();
  const lookUp = (network: Network): Translation => ({
    canonical: (what, id) => known.get(network)?.canonical(what, id) ?? id,
    current: (what, id) => known.get(network)?.current(what, id) ?? id,
  });
  const refresh = async () => {
    for (const { network } of chats) {
      known.set(network, translationOf(await store.sightings.aliases(network)));
    }
  };
  const follow = async () => {
    const { version } = await store.organisation();
    if (version === followed) return;
    await refresh();
    followed = version;
  };
  return {
    refresh,
    follow,
    renamed: async (batch) => {
      await follow();
      return batch.map((message) => inbound(message, lookUp(message.network)));
    },
    chats: chats.map((chat) => withIdentities(chat, lookUp(chat.network))),
  };
}

export function translationOf(aliases: readonly IdentityAlias[]): Translation {
  const keyOf = (what: What, id: string) => `${what}:${id}`;
  const canonical = new Map(aliases.map((one) => [keyOf(one.what, one.currentId), one.canonicalId]));
  const current = new Map(aliases.map((one) => [keyOf(one.what, one.canonicalId), one.currentId]));
  return {
    canonical: (what, id) => canonical.get(keyOf(what, id)) ?? id,
    current: (what, id) => current.get(keyOf(what, id)) ?? id,
  };
}

/** The same edge, to which rooms and people keep the ids they had when they were bound. */
export function withIdentities(chat: Chat, translation: Translation): Chat {
  const { edit, history } = chat;
  const out = (message: OutboundMessage) => outbound(message, translation);
  return {
    ...chat,
    start: (receiver) => chat.start(receiverOf(receiver, translation)),
    send: (message) => chat.send(out(message)),
    stop: () => chat.stop(),
    ...(edit && {
      edit: (remoteId: string, message: OutboundMessage) => edit.call(chat, remoteId, out(message)),
    }),
    ...(history && {
      history: (chatId: string, since: Instant) =>
        translated(history.call(chat, chatOut(chatId, translation), since), translation),
    }),
  };
}

function receiverOf(receiver: Receiver, translation: Translation): Receiver {
  return {
    message: (message) => receiver.message(inbound(message, translation)),
    event: (event) => receiver.event(eventIn(event, translation)),
    status: receiver.status,
  };
}

async function* translated(
  messages: AsyncIterable<InboundMessage>,
  translation: Translation,
): AsyncIterable<InboundMessage> {
  for await (const message of messages) yield inbound(message, translation);
}

function inbound(message: InboundMessage, translation: Translation): InboundMessage {
  const account = (id: string) => translation.canonical('account', id);
  return {
    ...message,
    chatId: chatIn(message.chatId, translation),
    senderId: account(message.senderId),
    mentions: message.mentions.map(account),
  };
}

function outbound(message: OutboundMessage, translation: Translation): OutboundMessage {
  const account = (id: string) => translation.current('account', id);
  return {
    ...message,
    chatId: chatOut(message.chatId, translation),
    mentions: message.mentions.map(account),
  };
}

function eventIn(event: ChatEvent, translation: Translation): ChatEvent {
  const account = (id: string) => translation.canonical('account', id);
  const chatId = chatIn(event.chatId, translation);
  if (event.type === 'bot-joined') {
    return { ...event, chatId, byId: event.byId === null ? null : account(event.byId) };
  }
  if (!('members' in event)) return { ...event, chatId };
  const members = event.members.map((one) => ({ ...one, accountId: account(one.accountId) }));
  return { ...event, chatId, members };
}

/** A private chat goes by the account it is with. */
function chatIn(chatId: string, { canonical }: Translation): string {
  const person = personOf(chatId);
  return person === null ? canonical('room', chatId) : privateChatWith(canonical('account', person));
}

function chatOut(chatId: string, { current }: Translation): string {
  const person = personOf(chatId);
  return person === null ? current('room', chatId) : privateChatWith(current('account', person));
}
