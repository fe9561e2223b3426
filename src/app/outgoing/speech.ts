import type { Card } from '../../chat/card.ts';
import { personOf } from '../../chat/message.ts';
import type { Instant, MessageKey, PersonId, TicketId } from '../../engine/glossary.ts';
import type { Notice } from '../../engine/notice.ts';
import type { Workspace } from '../incoming/workspace.ts';
import { attachmentKey, localPart, outboxKey, pictureKey, roomId } from '../keys.ts';
import type { OutboxRecord } from '../ports.ts';
import type { Reply, Sentences, Speaking } from '../reply.ts';
import type { Target } from './address.ts';
import { privateChat, targetOfRoom, targetsOf } from './address.ts';
import { picturesWith } from './pictures.ts';

/**
 * Gathers all that one message or moment makes the bot say: one message a chat, however many reasons, and behind it the
 * pictures that belong to it. Where the network has cards, what speaks of one ticket is its card.
 */
export interface Speech {
  notice(notice: Notice): void;
  /** What a command answers. */
  reply(target: Target, reply: Reply): void;
  /** A line to one chat, e.g. the answer to a command. */
  line(target: Target, line: SpokenLine): void;
  /**
   * A picture or file made when it is sent (reports/reference.ts), behind the words. A chat is given each once, and again to
   * whoever asks for it again: `asked` is the message.
   */
  attach(target: Target, reference: string, asked?: MessageKey): void;
  /** Rooms that will be spoken to so far. */
  speaksIn(target: Pick<Target, 'network' | 'chatId'>): boolean;
  flush(): readonly OutboxRecord[];
}

export interface SpokenLine {
  text: string;
  code: string;
  ticketIds: readonly TicketId[];
  urgent: boolean;
  /** What is shown of it where the network has cards. */
  card?: Card | null;
}

export interface SpeechGiven {
  workspace: Workspace;
  sentences: Sentences;
  /** The message key or moment that causes it: half of the idempotency key. */
  cause: string;
  /** The message answered, and where: quoted in that chat only. `calls`: who is called by name there. */
  answering: { network: string; chatId: string; messageId: string; calls: PersonId | null } | null;
  /** When ordinary (not urgent) lines may go out. */
  notBefore(target: Target): Instant;
}

interface Pile {
  target: Target;
  lines: SpokenLine[];
  mentions: Set<PersonId>;
  /** By key. Null: of no ticket. */
  pictures: Map<string, { picture: string; ticketId: TicketId | null }>;
}

export function createSpeech(given: SpeechGiven): Speech {
  const piles = new Map<string, Pile>();
  const line = (target: Target, spoken: SpokenLine) => {
    if (spoken.text === '') return;
    const pile = pileOf(piles, target);
    if (pile.lines.some((other) => other.text === spoken.text)) return;
    pile.lines.push(spoken);
    for (const id of target.mentions) pile.mentions.add(id);
  };
  return {
    line,
    notice: (notice) => {
      const { workspace, sentences } = given;
      const { directory, now, reach } = workspace;
      for (const target of targetsOf(notice.to, { directory, ticket: notice.ticket, now, reach })) {
        const speaking = speakingTo(target, workspace);
        const text = sentences.notice(notice, speaking);
        const card = showsCards(target, workspace) ? sentences.noticeCard(notice, speaking) : null;
        line(target, { text, code: notice.code, ticketIds: [notice.ticket.id], urgent: notice.urgent, card });
        addPictures(notice, target, { piles, given });
      }
    },
    reply: (target, reply) => {
      const { workspace, sentences } = given;
      const speaking = speakingTo(target, workspace);
      const card = showsCards(target, workspace) ? sentences.replyCard(reply, speaking) : null;
      const ticketIds = card?.type === 'ticket' ? ticketsOf(reply) : [];
      line(target, {
        text: sentences.reply(reply, speaking),
        code: reply.code,
        ticketIds,
        urgent: true,
        card,
      });
    },
    attach: (target, reference, asked) => {
      const key = attachmentKey(roomId(target.network, target.chatId), reference, asked ?? null);
      pileOf(piles, target).pictures.set(key, { picture: reference, ticketId: null });
    },
    speaksIn: (target) => piles.has(pileKey(target)),
    flush: () => [...piles.values()].flatMap((pile, ordinal) => spokenOf(pile, ordinal, given)),
  };
}

/** The rows of one chat, which the rest of the batch knows of from now on. */
function spokenOf(pile: Pile, ordinal: number, given: SpeechGiven): readonly OutboxRecord[] {
  const record = recordOf(pile, ordinal, given);
  const words = pile.lines.length > 0 ? [record] : [];
  const records = [...words, ...pictureRecords(pile, record)];
  for (const one of records) {
    given.workspace.say(one);
    given.workspace.remember(asLine(one));
  }
  return records;
}

export function speakingTo(
  target: Pick<Target, 'toResidents'> & { chatId?: string },
  workspace: Workspace,
): Speaking {
  return {
    now: workspace.now,
    zone: workspace.policy.calendar.zone,
    directory: workspace.directory,
    policy: workspace.policy,
    toResidents: target.toResidents,
    inPrivate: target.chatId !== undefined && personOf(target.chatId) !== null,
  };
}

/** The chats in which a person or a room is told something. */
export function chatsFor(
  to: { personId: PersonId } | { roomId: string },
  workspace: Workspace,
): readonly Target[] {
  if ('roomId' in to) return [targetOfRoom(to.roomId, workspace.directory, [])];
  return privateChat(to.personId, workspace) ?? [];
}

function pileKey(target: Pick<Target, 'network' | 'chatId'>): string {
  return `${target.network}:${target.chatId}`;
}

function pileOf(piles: Map<string, Pile>, target: Target): Pile {
  const key = pileKey(target);
  const pile = piles.get(key) ?? { target, lines: [], mentions: new Set(), pictures: new Map() };
  piles.set(key, pile);
  return pile;
}

function showsCards({ network }: Pick<Target, 'network'>, { reach }: Workspace): boolean {
  return reach.cards.has(network);
}

/** Behind words only. */
function addPictures(
  notice: Notice,
  target: Target,
  { piles, given }: { piles: Map<string, Pile>; given: SpeechGiven },
): void {
  const pile = piles.get(pileKey(target));
  if (!pile) return;
  const { toResidents } = target;
  const answered = isAnswered(target, given);
  const ticketId = notice.ticket.id;
  const room = roomId(target.network, target.chatId);
  for (const picture of picturesWith(notice, { roomId: room, toResidents, answered })) {
    pile.pictures.set(pictureKey(ticketId, room, picture), { picture, ticketId });
  }
}

function isAnswered({ network, chatId }: Target, { answering }: SpeechGiven): boolean {
  return answering?.network === network && answering.chatId === chatId;
}

function ticketsOf(reply: Reply): readonly TicketId[] {
  return 'ticket' in reply ? [reply.ticket.id] : [];
}

function recordOf(pile: Pile, ordinal: number, given: SpeechGiven): OutboxRecord {
  const { target, lines } = pile;
  const { workspace, answering } = given;
  const urgent = lines.some((line) => line.urgent);
  const answered = isAnswered(target, given) ? answering : null;
  const called = new Set([...pile.mentions, ...(answered?.calls ? [answered.calls] : [])]);
  return {
    key: outboxKey(given.cause, ordinal),
    network: target.network,
    chatId: target.chatId,
    roomId: target.roomId,
    text: lines.map((line) => line.text).join('\n'),
    replyTo: answered?.messageId ?? null,
    mentions: accountsOf([...called], target, workspace),
    ticketIds: [...new Set(lines.flatMap((line) => line.ticketIds))],
    code: lines[0]?.code ?? '',
    createdAt: workspace.now,
    notBefore: urgent ? workspace.now : given.notBefore(target),
    urgent,
    ...cardOf(pile, given),
  };
}

/** The card of the one ticket that all lines are about, with all of them as its words; or the one table or form. */
function cardOf(
  { target, lines }: Pile,
  { workspace, sentences }: SpeechGiven,
): Pick<OutboxRecord, 'card' | 'cardVersion'> {
  const cards = lines.flatMap(({ card }) => card ?? []);
  const [only] = cards;
  if (!only || (only.type !== 'ticket' && lines.length === 1)) return { card: only ?? null };
  const [id, ...others] = new Set(lines.flatMap((line) => line.ticketIds));
  const ticket = id === undefined ? null : workspace.ticket(id);
  if (!ticket || others.length > 0 || !cards.some(({ type }) => type === 'ticket')) return { card: null };
  const text = lines.map((line) => line.text).join('\n');
  const card = sentences.ticketCard(ticket, text, speakingTo(target, workspace));
  return { card, cardVersion: ticket.version };
}

/** Each a message of its own, so that none is shown twice; they call nobody and quote nothing. */
function pictureRecords({ pictures }: Pile, record: OutboxRecord): readonly OutboxRecord[] {
  return [...pictures].map(([key, { picture, ticketId }]) => ({
    ...record,
    key,
    text: '',
    replyTo: null,
    mentions: [],
    ticketIds: ticketId === null ? [] : [ticketId],
    code: 'picture',
    card: null,
    picture,
  }));
}

function accountsOf(people: readonly PersonId[], target: Target, workspace: Workspace): readonly string[] {
  // Counts as a prompt of that person, though nobody has to be called by name in their own chat.
  const alone = personOf(target.chatId);
  if (alone !== null) return [alone];
  return people.flatMap((id) => {
    const staff = workspace.directory.staff(id);
    if (!staff) return id.startsWith(`${target.network}:`) ? [localPart(id)] : [];
    return staff.accounts.filter((account) => account.network === target.network).map((one) => one.accountId);
  });
}

/** The bot's own line, so that the next message of the same batch knows what was just said. */
function asLine(record: OutboxRecord) {
  return {
    key: record.key,
    roomId: roomId(record.network, record.chatId),
    personId: 'bot',
    name: '邻里',
    at: record.createdAt,
    text: record.text,
    images: record.picture ? [record.picture] : [],
    replyTo: null,
    fromBot: true,
    fromStaff: false,
    ticketIds: record.ticketIds,
    outcome: record.code,
  };
}
