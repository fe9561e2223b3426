import type { LinkStatus, Store } from '../app/ports.ts';
import { within } from '../app/within.ts';
import { type Instant, MINUTE_MS, type Network, SECOND_MS } from '../engine/glossary.ts';

/** How this process stands, for whoever watches over it. */
export interface Health {
  /** False: the database does not answer, so nothing can be taken in. */
  ok: boolean;
  /** `degraded`: a network is away or messages do not get out; a restart would not help. */
  state: 'ok' | 'degraded' | 'down';
  database: 'ok' | 'unreachable';
  networks: readonly NetworkHealth[];
  /** Null: the database does not answer. */
  outbox: { waiting: number; oldestSeconds: number } | null;
}

export interface NetworkHealth {
  network: Network;
  state: LinkStatus['state'];
  reason: LinkStatus['reason'];
  since: Instant;
}

export interface HealthParts {
  store: Pick<Store, 'pulse'>;
  /** As this process's own edges last told. */
  networks(): readonly NetworkHealth[];
  now(): Instant;
  patienceMs?: number;
}

const PATIENCE_MS = 2 * SECOND_MS;
/** What waits longer is stuck: pacing and a retry or two explain less. */
const LONG_WAIT_MS = 15 * MINUTE_MS;

/** Cheap: no counting through history, and an answer within a few seconds whatever the database does. */
export async function readHealth({
  store,
  networks,
  now,
  patienceMs = PATIENCE_MS,
}: HealthParts): Promise<Health> {
  const pulse = await within(patienceMs, store.pulse());
  const known = networks();
  if (!pulse) return { ok: false, state: 'down', database: 'unreachable', networks: known, outbox: null };
  const waitedMs = Math.max(0, now() - (pulse.oldestDueAt ?? now()));
  const away = known.some(({ state, reason }) => state !== 'connected' && reason !== 'held-elsewhere');
  return {
    ok: true,
    state: away || waitedMs > LONG_WAIT_MS ? 'degraded' : 'ok',
    database: 'ok',
    networks: known,
    outbox: { waiting: pulse.waiting, oldestSeconds: Math.round(waitedMs / SECOND_MS) },
  };
}
