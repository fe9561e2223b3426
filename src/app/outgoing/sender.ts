import type { Instant } from '../../engine/glossary.ts';
import { MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';
import { asChatError } from '../errors.ts';
import type { Chat, Clock, Log, OutboxRecord, OutboxStore, PendingSend, SendResult } from '../ports.ts';
import { createLanes } from './lanes.ts';

/** Speaks what the outbox holds: in order per chat, again after a failure, with the row's key each time. */
export interface Sender {
  /** Rows just committed; spoken at once where nothing older of the same chat waits. */
  offer(records: readonly OutboxRecord[]): void;
  /** Takes up rows of the database that are due: after a start, a failure, a quiet time. */
  poll(): Promise<void>;
  /** Resolves when nothing is being sent and every answer is written down. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

interface Given {
  outbox: OutboxStore;
  chats: readonly Chat[];
  clock: Clock;
  log: Log;
}

const POLL_LIMIT = 500;
const SETTLE_AFTER_MS = 25;
const FIRST_RETRY_MS = 2 * SECOND_MS;
const LONGEST_RETRY_MS = 10 * MINUTE_MS;
const MAX_ATTEMPTS = 20;

export function createSender(given: Given): Sender {
  const { outbox, clock } = given;
  /** Rows in hand, so that a poll does not take one up twice. */
  const known = new Set<string>();
  const settler = createSettler(outbox);
  const lanes = createLanes({
    attempt: (row) => attempt(row, given),
    report: (result, dropped) => {
      for (const row of dropped) known.delete(row.key);
      settler.add(result);
    },
  });
  const take = (row: PendingSend) => {
    if (known.has(row.key)) return;
    known.add(row.key);
    lanes.add(row);
  };
  const spoken = async () => {
    await lanes.idle();
    await settler.idle();
  };
  const pages = createPages(spoken, async () => {
    // Only rows settled before the read can be forgotten: the read may still show later ones as waiting.
    const before = settler.takeSettled();
    const rows = await outbox.ready(clock.now(), POLL_LIMIT);
    for (const key of before) known.delete(key);
    lanes.reopen();
    for (const row of rows) take(row);
    return rows.length === POLL_LIMIT;
  });
  return {
    offer: (records) => {
      const now = clock.now();
      for (const record of records) {
        if (!pages.more() && record.notBefore <= now && !lanes.isStopped(record)) take(pendingOf(record));
      }
    },
    poll: pages.read,
    idle: async () => {
      await pages.idle();
      await spoken();
    },
    stop: async () => {
      pages.close();
      lanes.close();
      await spoken();
    },
  };
}

/** Reads the outbox page by page. While more may wait there, what is new must queue up behind it. */
function createPages(spoken: () => Promise<void>, readPage: () => Promise<boolean>) {
  let more = true;
  let closed = false;
  let reading: Promise<void> | null = null;
  const page = async () => {
    await spoken();
    more = await readPage();
  };
  const readOn = async () => {
    while (more && !closed) await page();
    reading = null;
  };
  return {
    more: () => more,
    read: async () => {
      if (reading) return;
      await page();
      if (more) reading = readOn();
    },
    idle: async () => {
      await reading;
    },
    close: () => {
      closed = true;
    },
  };
}

/**
 * Writes answers down, all that came in within a moment in one write: a write of its own for each would cost as much
 * as the message. What a crash loses of them is said again under the same key.
 */
function createSettler(outbox: OutboxStore) {
  const results: SendResult[] = [];
  const settled: string[] = [];
  let writing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const write = async () => {
    while (results.length > 0) {
      const some = results.splice(0);
      await outbox.settle(some);
      settled.push(...some.map((result) => result.key));
    }
  };
  const writeNow = async () => {
    if (timer) clearTimeout(timer);
    timer = null;
    await writing;
    writing = write();
    await writing;
  };
  return {
    add: (result: SendResult) => {
      results.push(result);
      timer ??= setTimeout(() => void writeNow(), SETTLE_AFTER_MS);
    },
    takeSettled: () => settled.splice(0),
    idle: writeNow,
  };
}

async function attempt(row: PendingSend, { chats, clock, log }: Given): Promise<SendResult> {
  const chat = chats.find((one) => one.network === row.network);
  try {
    if (!chat)
      return { key: row.key, state: 'retry', error: 'no-edge', nextAttemptAt: later(row, clock.now()) };
    const { remoteId } = await chat.send(row);
    return { key: row.key, state: 'sent', remoteId, at: clock.now() };
  } catch (thrown) {
    const error = asChatError(thrown);
    log.warn({ key: row.key, code: error.code, attempts: row.attempts + 1 }, 'a message was not taken');
    if (!error.retryable || row.attempts + 1 >= MAX_ATTEMPTS) {
      return { key: row.key, state: 'failed', error: error.code, at: clock.now() };
    }
    const nextAttemptAt = clock.now() + (error.retryAfterMs ?? later(row, 0));
    return { key: row.key, state: 'retry', error: error.code, nextAttemptAt };
  }
}

function later(row: PendingSend, now: Instant): Instant {
  return now + Math.min(FIRST_RETRY_MS * 2 ** row.attempts, LONGEST_RETRY_MS);
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
  };
}
