import type { InboundMessage } from '../../chat/message.ts';
import { DAY_MS, type Instant, MINUTE_MS, type Network } from '../../engine/glossary.ts';
import { asChatError } from '../errors.ts';
import { messageKey } from '../keys.ts';
import type { Chat, Clock, Log, Meter, Store } from '../ports.ts';
import { NO_NEEDS } from './needs.ts';

/** Read again before what was heard last: networks deliver out of order and clocks differ. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** What is older is no request any more. [A] */
const OLDEST_MS = 7 * DAY_MS;
/** So many messages are looked up, and then handled, together. */
const AT_ONCE = 100;
/** Somebody else takes over when whoever reads has died. */
const LEASE_MS = 60_000;

export interface CatchUpParts {
  store: Pick<Store, 'load' | 'lastHeard' | 'organisation' | 'leases'>;
  clock: Clock;
  log: Log;
  meter: Meter;
  /** This process. */
  owner: string;
  push(message: InboundMessage): Promise<void>;
  /** Waits between two rooms, so that the network's own limits are kept. */
  pause(): Promise<void>;
  /** What is not read yet is left to the next start. */
  stopped(): boolean;
}

/** Where each room's reading has to begin. */
export type Gaps = Map<string, Instant>;

/**
 * Bound rooms of the network with the instant from which on something may have been missed: the last thing heard there,
 * or the beginning of the outage when something was heard since.
 */
export async function gapsOf(
  network: Network,
  outageFrom: Instant | null,
  { store, clock }: Pick<CatchUpParts, 'store' | 'clock'>,
): Promise<Gaps> {
  const [heard, { organisation }] = await Promise.all([store.lastHeard(network), store.organisation()]);
  const gaps: Gaps = new Map();
  for (const room of organisation.rooms.filter((one) => one.network === network)) {
    const last = heard.get(room.chatId) ?? outageFrom;
    // Never heard and never away: there is nothing that could have been missed.
    if (last === null || last === undefined) continue;
    const from = Math.min(last, outageFrom ?? last) - OVERLAP_MS;
    gaps.set(room.chatId, Math.max(from, clock.now() - OLDEST_MS));
  }
  return gaps;
}

/**
 * Reads the rooms' history and hands on what was missed, oldest first, marked as late. A room that was read is taken out of
 * `gaps`; one that failed stays for the next time. Does nothing while another process is at it.
 */
export async function catchUp(chat: Chat, gaps: Gaps, parts: CatchUpParts): Promise<void> {
  const { store, owner, log, stopped } = parts;
  const lease = `catch-up:${chat.network}`;
  const holds = async () => !stopped() && (await store.leases.hold([lease], owner, LEASE_MS)).has(lease);
  let late = 0;
  let rooms = 0;
  try {
    for (const [chatId, since] of [...gaps]) {
      if (!(await holds())) return;
      const read = await catchUpRoom({ chat, chatId, since, holds }, parts);
      late += read.late;
      if (read.done && gaps.get(chatId) === since) gaps.delete(chatId);
      rooms += 1;
      await parts.pause();
    }
  } finally {
    await store.leases.release([lease], owner);
    if (rooms > 0) log.info({ network: chat.network, rooms, late, left: gaps.size }, 'caught up');
  }
}

interface Reading {
  chat: Chat;
  chatId: string;
  since: Instant;
  holds(): Promise<boolean>;
}

/** One room whose history cannot be read stops no other. */
async function catchUpRoom(reading: Reading, parts: CatchUpParts): Promise<{ done: boolean; late: number }> {
  const { chat, chatId } = reading;
  let late = 0;
  try {
    for await (const messages of inParts(chat.history?.(chatId, reading.since))) {
      late += await takeUp(messages, parts);
      if (!(await reading.holds())) return { done: false, late };
    }
    return { done: true, late };
  } catch (error) {
    const { code, retryable } = asChatError(error);
    parts.log.warn({ error, network: chat.network, chatId, code }, 'the history of a room could not be read');
    return { done: !retryable, late };
  }
}

/** Only what was not handled before is handed on; whatever is pushed meanwhile is told apart by its key. */
async function takeUp(messages: readonly InboundMessage[], parts: CatchUpParts): Promise<number> {
  const keyOf = ({ network, messageId }: InboundMessage) => messageKey(network, messageId);
  const { handled } = await parts.store.load({ ...NO_NEEDS, messages: messages.map(keyOf) });
  const oldest = parts.clock.now() - OLDEST_MS;
  const missed = messages.filter((message) => !handled.has(keyOf(message)) && message.sentAt >= oldest);
  await Promise.all(missed.map((message) => parts.push({ ...message, late: true })));
  const [first] = missed;
  if (first) parts.meter.count('messages_late', { network: first.network }, missed.length);
  return missed.length;
}

async function* inParts(
  messages: AsyncIterable<InboundMessage> | undefined,
): AsyncIterable<readonly InboundMessage[]> {
  let part: InboundMessage[] = [];
  for await (const message of messages ?? []) {
    part.push(message);
    if (part.length < AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
