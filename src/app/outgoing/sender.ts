import type { CalendarPolicy } from '../../engine/clock/calendar-types.ts';
import type { Network } from '../../engine/glossary.ts';
import { laneOf } from '../keys.ts';
import type { Chat, Clock, Log, Meter, Mine, OutboxRecord, OutboxStore, PendingSend } from '../ports.ts';
import type { Timer } from '../timer.ts';
import { createSpeaker, type Speaker } from './speaker.ts';

/** Speaks what the outbox holds: in order per chat, again after a failure, with the row's key each time. */
export interface Sender {
  /** Rows just committed; spoken at once where nothing older of the same chat waits. */
  offer(records: readonly OutboxRecord[]): void;
  /** Takes up rows of the database that are due: after a start, a failure, a quiet time. */
  poll(): Promise<void>;
  /** Somebody else may have committed rows: polls soon. */
  pollSoon(): void;
  /**
   * Does something to a chat that is no row of the outbox, such as changing a card, when the network's limits allow.
   * Resolves with false, and nothing done, when this process may not speak there or stops.
   */
  speakNow(network: Network, chatId: string, work: () => Promise<void>): Promise<boolean>;
  /** Whether something of the lane is under way here: then nobody else may have it yet. */
  inHand(lane: number): boolean;
  /** Resolves when nothing is being sent and every answer is written down. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** In which chats this process speaks. */
export interface Speaking {
  mine(): Mine;
  holds(network: Network, chatId: string): boolean;
  /** How many processes share the work and the networks' limits. */
  processes(): number;
}

export interface SenderParts {
  outbox: OutboxStore;
  chats: readonly Chat[];
  share: Speaking;
  clock: Clock;
  /** Says when the day begins and when its first loud hour is. */
  calendar: CalendarPolicy;
  timer: Timer;
  /** From 0 up to 1. */
  random(): number;
  log: Log;
  meter: Meter;
  /** A network's share of ordinary messages is used up for today; once a day. */
  onBudgetSpent(network: Network): void;
  /** Whether nobody is in touch with the network just now. */
  isAway(network: Network): boolean;
  /** Something was said, and that is written down. */
  onSaid?: (() => void) | undefined;
}

export function createSender(parts: SenderParts): Sender {
  const { chats, share } = parts;
  const speakers = new Map<Network, Speaker>();
  const working = createWorking();
  for (const chat of chats) {
    const { network } = chat;
    const speaker = createSpeaker({
      ...parts,
      chat,
      mine: () => ({ networks: share.mine().networks.filter((one) => one.network === network) }),
      holds: (chatId) => share.holds(network, chatId),
      processes: share.processes,
      isAway: () => parts.isAway(network),
      onBudgetSpent: () => parts.onBudgetSpent(network),
    });
    speakers.set(network, speaker);
  }
  const all = <T>(what: (speaker: Speaker) => T) => [...speakers.values()].map(what);
  return {
    offer: (records) => {
      const now = parts.clock.now();
      const several = share.processes() > 1;
      for (const record of records) {
        const speaker = speakers.get(record.network);
        if (!speaker || record.notBefore > now || !share.holds(record.network, record.chatId)) continue;
        // Another process may have committed something older for the same chat: only the database knows the order.
        if (several) speaker.pollSoon();
        else speaker.offer(pendingOf(record));
      }
    },
    poll: async () => void (await Promise.all(all((speaker) => speaker.poll()))),
    pollSoon: () => void all((speaker) => speaker.pollSoon()),
    speakNow: async (network, chatId, work) => {
      const speaker = speakers.get(network);
      if (!speaker || !share.holds(network, chatId)) return false;
      if (!(await speaker.turn(chatId)) || !share.holds(network, chatId)) return false;
      await working.run(laneOf(network, chatId), work);
      return true;
    },
    inHand: (lane) => working.has(lane) || all((speaker) => speaker.inHand(lane)).some(Boolean),
    idle: async () => void (await Promise.all(all((speaker) => speaker.idle()))),
    stop: async () => void (await Promise.all(all((speaker) => speaker.stop()))),
  };
}

/** The lanes in which something is being done that is no row. */
function createWorking() {
  const lanes: number[] = [];
  return {
    has: (lane: number) => lanes.includes(lane),
    run: async (lane: number, work: () => Promise<void>) => {
      lanes.push(lane);
      try {
        await work();
      } finally {
        lanes.splice(lanes.indexOf(lane), 1);
      }
    },
  };
}

function pendingOf(record: OutboxRecord): PendingSend {
  return {
    key: record.key,
    network: record.network,
    chatId: record.chatId,
    text: record.text,
    replyTo: record.replyTo,
    mentions: record.mentions,
    ticketId: record.ticketIds[0] ?? null,
    attempts: 0,
    createdAt: record.createdAt,
    urgent: record.urgent,
    card: record.card ?? null,
    picture: record.picture ?? null,
  };
}
