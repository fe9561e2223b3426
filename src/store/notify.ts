import { randomUUID } from 'node:crypto';
import type { Log } from '../app/ports.ts';
import { coalesced } from './coalesce.ts';
import type { Database } from './database.ts';
import { raw, sql } from './sql.ts';

/** Tells the other processes of a database that there is something new to say, and hears it from them. */
export interface Notifier {
  /** Something was committed. Costs nobody a wait; several at once are told as one. */
  tell(): void;
  /** Calls back when another process told; returns how to stop. */
  listen(wake: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const CHANNEL = 'linli_outbox';
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/** A SQLite file has one process: there is nobody to tell. */
export const nobodyElse: Notifier = {
  tell: () => {},
  listen: async () => async () => {},
  close: async () => {},
};

/**
 * Told after the commit instead of in it: a transaction that notifies holds a lock of the whole database while it
 * commits, and those of all processes would queue up. What a crash in between swallows is found by the next poll.
 */
export function notifierFor(database: Database, given: { url: string; log: Log }): Notifier {
  const self = randomUUID();
  const listeners = new Set<() => Promise<void>>();
  const telling = coalesced(async () => {
    try {
      await database.read(sql`SELECT 1 AS "told" FROM pg_notify(${raw(`'${CHANNEL}'`)}, ${self})`);
    } catch (error) {
      given.log.warn({ error: String(error) }, 'other processes were not told');
    }
  });
  return {
    tell: telling.call,
    listen: async (wake) => {
      const stop = await listen({ ...given, self }, wake);
      listeners.add(stop);
      return async () => {
        listeners.delete(stop);
        await stop();
      };
    },
    close: async () => {
      for (const stop of listeners) await stop();
      await telling.idle();
    },
  };
}

/** A connection of its own that is made again whenever it breaks; what was missed meanwhile is made up by one call. */
async function listen(
  { url, log, self }: { url: string; log: Log; self: string },
  wake: () => void,
): Promise<() => Promise<void>> {
  const { default: pg } = await import('pg');
  let stopped = false;
  let waitMs = FIRST_RETRY_MS;
  let timer: NodeJS.Timeout | null = null;
  let client: InstanceType<typeof pg.Client> | null = null;
  const reconnect = () => {
    client = null;
    if (stopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      void connect().then(wake, reconnect);
    }, waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS);
  };
  const connect = async () => {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true });
    fresh.on('notification', ({ payload }) => {
      if (payload !== self) wake();
    });
    fresh.on('error', (error) => log.warn({ error: error.message }, 'not told of new messages for now'));
    fresh.once('end', () => {
      if (client === fresh) reconnect();
    });
    client = fresh;
    await fresh.connect();
    await fresh.query(`LISTEN ${CHANNEL}`);
    if (stopped) await fresh.end();
    waitMs = FIRST_RETRY_MS;
  };
  await connect().catch(reconnect);
  return async () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
