import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_NEEDS } from '../../app/incoming/needs.ts';
import type { Linli } from '../../app/linli.ts';
import type { Chat, Clock, Log, Store } from '../../app/ports.ts';
import type { InboundMessage, OutboundMessage } from '../../chat/message.ts';
import type { Instant, Network, TicketId } from '../../engine/glossary.ts';
import type { Organisation } from '../../engine/org/directory.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { TicketEvent } from '../../engine/ticket/event.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import { createBot } from '../../startup/bot.ts';
import { openAt } from '../../startup/database.ts';
import { createLog } from '../../startup/log.ts';
import type { LogMessage } from './log.ts';

/** More tickets than any log makes. */
const ALL_TICKETS = 1_000_000;

export interface ReplayInput {
  messages: readonly LogMessage[];
  organisation: Organisation;
  policy: ServicePolicy;
}

export interface Said extends OutboundMessage {
  at: Instant;
}

/** Everything a log made the bot do. */
export interface ReplayResult extends ReplayInput {
  tickets: readonly Ticket[];
  histories: ReadonlyMap<TicketId, readonly TicketEvent[]>;
  said: readonly Said[];
  /** Messages after which the bot said nothing. */
  silent: number;
}

interface DrivenClock extends Clock {
  moveTo(at: Instant): void;
}

/** Feeds the log through the whole bot, on a scratch database and a clock that the log drives. */
export async function runReplay(input: ReplayInput): Promise<ReplayResult> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-replay-'));
  const log = createLog('error');
  const store = await openAt(`file:${join(folder, 'replay.db')}`, log);
  try {
    return await play(input, { store, log });
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function play(input: ReplayInput, { store, log }: { store: Store; log: Log }): Promise<ReplayResult> {
  const { messages, organisation, policy } = input;
  const startedAt = messages[0]?.at ?? 0;
  const clock = drivenClock(startedAt);
  await store.saveOrganisation(organisation, startedAt);
  const said: Said[] = [];
  const networks = networksOf(organisation);
  const chats = [...new Set(networks.values()), 'playground' as const].map((network) =>
    ear({ network, clock, said }),
  );
  const bot = createBot({ store, chats: onePerNetwork(chats), clock, log, policy });
  await bot.start();
  const silent = await tellAll(messages, { bot, clock, said, networks });
  const { tickets, histories } = await whatCameOfIt(store, organisation);
  await bot.stop();
  return { ...input, tickets, histories, said, silent };
}

interface Stage {
  bot: Linli;
  clock: DrivenClock;
  said: readonly Said[];
  networks: ReadonlyMap<string, Network>;
}

/** Says every message at its time; what falls due in between happens first. Returns how many got no answer. */
async function tellAll(messages: readonly LogMessage[], stage: Stage): Promise<number> {
  const { bot, clock, said, networks } = stage;
  let silent = 0;
  for (const message of messages) {
    await bot.runTo(message.at);
    await bot.flush();
    clock.moveTo(message.at);
    const before = said.length;
    await bot.receive(toInbound(message, networks.get(message.room) ?? 'playground'));
    await bot.flush();
    silent += Number(said.length === before);
  }
  return silent;
}

function toInbound(message: LogMessage, network: Network): InboundMessage {
  return {
    network,
    messageId: message.id,
    chatId: message.room,
    chatKind: 'group',
    senderId: message.from,
    senderName: message.name,
    text: message.text,
    images: Array.from({ length: message.images }, (_, index) => `log:${message.id}:${index + 1}`),
    replyTo: message.replyTo,
    mentionsBot: message.text.includes('@邻里'),
    mentions: [],
    sentAt: message.at,
  };
}

function drivenClock(from: Instant): DrivenClock {
  let at = from;
  return {
    now: () => at,
    moveTo: (next) => {
      at = Math.max(at, next);
    },
  };
}

/** An edge that only remembers what was said. */
function ear({ network, clock, said }: { network: Network; clock: Clock; said: Said[] }): Chat {
  return {
    network,
    start: async () => {},
    stop: async () => {},
    send: async (message) => {
      // A picture that goes with a line is no line of its own.
      if (!message.picture) said.push({ ...message, at: clock.now() });
      return { remoteId: `bot-${message.key}` };
    },
  };
}

function onePerNetwork(chats: readonly Chat[]): Chat[] {
  return [...new Map(chats.map((chat) => [chat.network, chat])).values()];
}

function networksOf({ rooms }: Organisation): ReadonlyMap<string, Network> {
  return new Map(rooms.map(({ chatId, network }) => [chatId, network]));
}

async function whatCameOfIt(store: Store, { streets }: Organisation) {
  const needs = streets.map(({ id }) => ({
    by: 'recent' as const,
    streetId: id,
    communityId: null,
    since: 0,
    limit: ALL_TICKETS,
  }));
  const { tickets } = await store.load({ ...NO_NEEDS, tickets: needs });
  const { histories } = await store.load({ ...NO_NEEDS, histories: tickets.map(({ id }) => id) });
  return { tickets: tickets.toSorted((a, b) => a.openedAt - b.openedAt || order(a) - order(b)), histories };
}

function order({ number }: Ticket): number {
  return number ?? Number.POSITIVE_INFINITY;
}
