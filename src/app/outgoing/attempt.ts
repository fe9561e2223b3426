import type { Instant } from '../../engine/glossary.ts';
import { MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';
import { asChatError, type ChatError } from '../errors.ts';
import type { Chat, Clock, Log, Meter, OutboxStore, PendingSend, SendResult } from '../ports.ts';
import type { Timer } from '../timer.ts';
import { joinRows } from './joining.ts';

const FIRST_RETRY_MS = 2 * SECOND_MS;
const LONGEST_RETRY_MS = 10 * MINUTE_MS;
const MAX_ATTEMPTS = 20;
/** How long a network is away, or asks for silence, says nothing about a message: waits grow, but no more is used up. */
const OUTAGE_ATTEMPTS = 10;

export interface AttemptParts {
  chat: Chat;
  outbox: OutboxStore;
  clock: Clock;
  log: Log;
  meter: Meter;
  timer: Timer;
  /** Whether nobody is in touch with the network just now. */
  isAway(): boolean;
}

export interface Attempted {
  results: readonly SendResult[];
  /** Why it was not taken; null: it was. */
  error: ChatError | null;
}

/** Says rows as one message, once; what the network answered is the result of each of them. Never throws. */
export async function attempt(
  first: PendingSend,
  others: readonly PendingSend[],
  parts: AttemptParts,
): Promise<Attempted> {
  const { chat, outbox, clock, meter, timer } = parts;
  const rows = [first, ...others];
  const startedMs = timer.nowMs();
  try {
    if (chat.idempotent === false) {
      const keys = rows.map((row) => row.key);
      await outbox.begin(keys, clock.now());
    }
    const { remoteId } = await chat.send(joinRows(first, others));
    const at = clock.now();
    meter.count('messages_sent', { network: chat.network });
    if (others.length > 0) meter.count('messages_joined', { network: chat.network }, others.length);
    return { results: rows.map(({ key }) => ({ key, state: 'sent', remoteId, at })), error: null };
  } catch (thrown) {
    const error = asChatError(thrown);
    return { results: rows.map((row) => refused(row, error, { ...parts, rows })), error };
  } finally {
    meter.observe('sending', timer.nowMs() - startedMs, { network: chat.network });
  }
}

function refused(
  row: PendingSend,
  error: ChatError,
  { chat, clock, log, meter, rows, isAway }: AttemptParts & { rows: readonly PendingSend[] },
): SendResult {
  const { key, attempts } = row;
  const labels = { network: chat.network, code: error.code };
  log.warn({ key, code: error.code, attempts: attempts + 1 }, 'a message was not taken');
  if (error.code === 'uncertain') meter.count('messages_uncertain', { network: chat.network });
  // One of them may be at fault: each goes alone then, as what was refused before does.
  if (!error.retryable && rows.length > 1) {
    meter.count('messages_retried', labels);
    return { key, state: 'retry', error: error.code, nextAttemptAt: clock.now() };
  }
  const shown = error.code === 'uncertain' && row.picture;
  const isOutage = error.code === 'rate-limited' || (error.code === 'unreachable' && isAway());
  if (!error.retryable || shown || (!isOutage && attempts + 1 >= MAX_ATTEMPTS)) {
    meter.count('messages_failed', labels);
    return { key, state: 'failed', error: error.code, at: clock.now() };
  }
  meter.count('messages_retried', labels);
  const nextAttemptAt = clock.now() + (error.retryAfterMs ?? backOffMs(rows));
  const countUpTo = isOutage ? { countUpTo: OUTAGE_ATTEMPTS } : {};
  return { key, state: 'retry', error: error.code, nextAttemptAt, ...countUpTo };
}

/** One length for all that went together: their order is kept, and they come back together. */
function backOffMs(rows: readonly PendingSend[]): number {
  const attempts = Math.max(...rows.map((row) => row.attempts));
  return Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
}

/** A row that may have been shown already and must not be shown twice. */
export function givenUp(row: PendingSend, { chat, clock, meter }: AttemptParts): SendResult {
  meter.count('messages_failed', { network: chat.network, code: 'uncertain' });
  return { key: row.key, state: 'failed', error: 'uncertain', at: clock.now() };
}

/** A row over the day's share: no fault of its own, so no attempt is counted. */
export function postponed(row: PendingSend, nextAttemptAt: Instant, parts: AttemptParts): SendResult {
  parts.meter.count('messages_postponed', { network: parts.chat.network });
  return { key: row.key, state: 'retry', error: 'budget-spent', nextAttemptAt, countUpTo: 0 };
}
