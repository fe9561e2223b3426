import type { Pictures } from '../../app/ports.ts';
import type { Instant } from '../../engine/glossary.ts';
import { type ChatEvent, type InboundMessage, personOf } from '../message.ts';
import { takeOutName, withoutEverybody } from './mentions.ts';
import type { ChildEvent, ChildLine } from './protocol.ts';
import { isMarkup, readQuote } from './quotes.ts';
import type { SaidLately } from './said-lately.ts';

export const NETWORK = 'wechat';

/** Some puppets hand on at every log-in what was said days ago. */
const TOO_OLD_MS = 24 * 3_600_000;
const LATE_MS = 10 * 60_000;
/** In a spool it has been through a restart, which takes seconds. */
const LATE_SPOOLED_MS = 60_000;

export interface Account {
  id: string;
  name: string;
}

export interface InboundParts {
  account: Account;
  now: Instant;
  recent: SaidLately;
  pictures: Pick<Pictures, 'save'>;
  /** It was said to a bot that was killed. */
  spooled?: boolean;
}

export function isTooOld(line: Pick<ChildLine, 'atMs'>, now: Instant): boolean {
  return line.atMs > 0 && line.atMs < now - TOO_OLD_MS;
}

/** What a person said; null where there is nothing that a bot could take up: a sticker, a card, an own line. */
export async function toInbound(line: ChildLine, parts: InboundParts): Promise<InboundMessage | null> {
  if (line.own || (line.kind !== 'text' && line.kind !== 'picture')) return null;
  const { recent, pictures, now, spooled } = parts;
  const said = line.kind === 'text' ? readText(line, parts.account) : NOTHING_SAID;
  if (said === null) return null;
  recent.add(line.chatId, { id: line.id, text: said.text });
  const image = line.picture ? await pictures.save(line.picture) : null;
  const sentAt = line.atMs === 0 ? now : Math.min(line.atMs, now);
  const { original, originalId } = said.quoted;
  return {
    network: NETWORK,
    messageId: line.id,
    chatId: line.chatId,
    chatKind: personOf(line.chatId) === null ? 'group' : 'private',
    senderId: line.senderId,
    senderName: line.senderName,
    text: said.text,
    images: image === null ? [] : [image],
    replyTo: original === null ? null : recent.find(line.chatId, { original, id: originalId }),
    mentionsBot: said.mentionsBot,
    mentions: line.mentions.filter((id) => id !== parts.account.id),
    sentAt,
    ...(now - sentAt > (spooled ? LATE_SPOOLED_MS : LATE_MS) ? { late: true as const } : {}),
  };
}

interface Said {
  text: string;
  mentionsBot: boolean;
  quoted: { original: string | null; originalId: string | null };
}

const NOTHING_SAID: Said = {
  text: '',
  mentionsBot: false,
  quoted: { original: null, originalId: null },
};

function readText(line: ChildLine, account: Account): Said | null {
  const quoted = readQuote(line.text);
  if (quoted.original === null && isMarkup(line.text)) return null;
  const named = takeOutName(withoutEverybody(quoted.text), [account.name]);
  const byId = line.mentions.includes(account.id);
  // Called by what the bot is named in this room only: the one name there is must be its own.
  const isOnlyOne = byId && !named.found && line.mentions.length === 1;
  const text = isOnlyOne ? named.text.replace(/@[^\u2005\n]{1,60}\u2005/, '').trim() : named.text;
  return { text, mentionsBot: byId || named.found, quoted };
}

/** What happened in a room besides talk; null when it says nothing by itself. */
export function toChatEvent(event: ChildEvent, now: Instant): ChatEvent | null {
  if (event.type === 'line') return recalled(event.line, now);
  if (event.type === 'room') {
    const { roomId, topic, members } = event;
    const what = { type: 'room-seen' as const, chatName: topic, members };
    return { network: NETWORK, eventId: `seen:${roomId}:${now}`, chatId: roomId, at: now, ...what };
  }
  return event.type === 'members' ? membersEvent(event, now) : null;
}

/** Some puppets hand on XML in place of the id. */
const LONGEST_ID = 200;

function recalled(line: ChildLine, now: Instant): ChatEvent | null {
  if (line.kind !== 'recalled' || line.text === '' || line.text.length > LONGEST_ID) return null;
  const at = line.atMs || now;
  const base = { network: NETWORK, eventId: `recalled:${line.id}`, chatId: line.chatId, at };
  return { ...base, type: 'recalled', messageId: line.text };
}

type MembersEvent = Extract<ChildEvent, { type: 'members' }>;

function membersEvent(event: MembersEvent, now: Instant): ChatEvent {
  const { roomId, what, members, byId } = event;
  const at = event.atMs || now;
  const who = members.map((one) => one.accountId).sort();
  const base = { network: NETWORK, eventId: `${what}:${roomId}:${at}:${who.join(',')}`.slice(0, 400) };
  const where = { ...base, chatId: roomId, at };
  if (event.self) {
    // The room's name follows when the room is looked at.
    return what === 'joined'
      ? { ...where, type: 'bot-joined', chatName: '', byId }
      : { ...where, type: 'bot-left' };
  }
  return { ...where, type: what === 'joined' ? 'member-joined' : 'member-left', members };
}
