import type { Instant, PersonId, TicketId } from '../../engine/glossary.ts';
import type { Notice } from '../../engine/notice.ts';
import type { Workspace } from '../incoming/workspace.ts';
import { localPart, outboxKey, roomId } from '../keys.ts';
import type { OutboxRecord } from '../ports.ts';
import type { Sentences, Speaking } from '../reply.ts';
import type { Target } from './address.ts';
import { PRIVATE_PREFIX, privateChat, targetOfRoom, targetsOf } from './address.ts';

/** Gathers all that one message or moment makes the bot say: one message a chat, however many reasons. */
export interface Speech {
  notice(notice: Notice): void;
  /** A line to one chat, e.g. the answer to a command. */
  line(target: Target, line: SpokenLine): void;
  /** Rooms that will be spoken to so far. */
  speaksIn(target: Pick<Target, 'network' | 'chatId'>): boolean;
  flush(): readonly OutboxRecord[];
}

export interface SpokenLine {
  text: string;
  code: string;
  ticketIds: readonly TicketId[];
  urgent: boolean;
}

export interface SpeechGiven {
  workspace: Workspace;
  sentences: Sentences;
  /** The message key or moment that causes it: half of the idempotency key. */
  cause: string;
  /** The message answered, and where: quoted in that chat only. */
  answering: { network: string; chatId: string; messageId: string } | null;
  /** When ordinary (not urgent) lines may go out. */
  notBefore(target: Target): Instant;
}

interface Pile {
  target: Target;
  lines: SpokenLine[];
  mentions: Set<PersonId>;
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
      const where = { directory: workspace.directory, ticket: notice.ticket, now: workspace.now };
      for (const target of targetsOf(notice.to, where)) {
        const text = sentences.notice(notice, speakingTo(target, workspace));
        line(target, { text, code: notice.code, ticketIds: [notice.ticket.id], urgent: notice.urgent });
      }
    },
    speaksIn: (target) => piles.has(pileKey(target)),
    flush: () => [...piles.values()].map((pile, ordinal) => send(pile, ordinal, given)),
  };
}

export function speakingTo(target: Pick<Target, 'toResidents'>, workspace: Workspace): Speaking {
  return {
    now: workspace.now,
    zone: workspace.policy.calendar.zone,
    directory: workspace.directory,
    policy: workspace.policy,
    toResidents: target.toResidents,
  };
}

/** The chats in which a person or a room is told something. */
export function chatsFor(
  to: { personId: PersonId } | { roomId: string },
  workspace: Workspace,
): readonly Target[] {
  if ('roomId' in to) return [targetOfRoom(to.roomId, workspace.directory, [])];
  return privateChat(to.personId, workspace.directory) ?? [];
}

function pileKey(target: Pick<Target, 'network' | 'chatId'>): string {
  return `${target.network}:${target.chatId}`;
}

function pileOf(piles: Map<string, Pile>, target: Target): Pile {
  const key = pileKey(target);
  const pile = piles.get(key) ?? { target, lines: [], mentions: new Set() };
  piles.set(key, pile);
  return pile;
}

function send(pile: Pile, ordinal: number, given: SpeechGiven): OutboxRecord {
  const { target, lines } = pile;
  const { workspace, answering } = given;
  const urgent = lines.some((line) => line.urgent);
  const answers = answering?.network === target.network && answering.chatId === target.chatId;
  const record: OutboxRecord = {
    key: outboxKey(given.cause, ordinal),
    network: target.network,
    chatId: target.chatId,
    roomId: target.roomId,
    text: lines.map((line) => line.text).join('\n'),
    replyTo: answers ? answering.messageId : null,
    mentions: accountsOf([...pile.mentions], target, workspace),
    ticketIds: [...new Set(lines.flatMap((line) => line.ticketIds))],
    code: lines[0]?.code ?? '',
    createdAt: workspace.now,
    notBefore: urgent ? workspace.now : given.notBefore(target),
    urgent,
  };
  workspace.say(record);
  workspace.remember(asLine(record));
  return record;
}

function accountsOf(people: readonly PersonId[], target: Target, workspace: Workspace): readonly string[] {
  // Counts as a prompt of that person, though nobody has to be called by name in their own chat.
  if (target.chatId.startsWith(PRIVATE_PREFIX)) return [target.chatId.slice(PRIVATE_PREFIX.length)];
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
    images: [],
    replyTo: null,
    fromBot: true,
    fromStaff: false,
    ticketIds: record.ticketIds,
    outcome: record.code,
  };
}
