import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { COUNTERS, type CounterName, type Meter, type Store, TIMERS, type TimerName } from '../app/ports.ts';
import { SECOND_MS } from '../engine/glossary.ts';

/** Figures for Prometheus. Every name has its line in docs/operating.md. */
export interface Metrics {
  meter: Meter;
  contentType: string;
  /** The page as Prometheus reads it. */
  page(): Promise<string>;
}

export interface MetricsParts {
  store: Pick<Store, 'pulse' | 'leases' | 'links'>;
  /** This process, as leases and links name it. */
  owner: string;
  now(): number;
}

export const PREFIX = 'linli_';
/** A label that is none of these is left out: an edge cannot make the number of series grow. */
const LABELS = ['network', 'reason', 'code', 'type', 'kind'] as const;
const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];
/** What is asked of the database is not asked again sooner. */
const FRESH_MS = 15 * SECOND_MS;

export function createMetrics(parts: MetricsParts): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: PREFIX });
  const refresh = createGauges(registry, parts);
  return {
    meter: createMeter(registry),
    contentType: registry.contentType,
    async page() {
      await refresh();
      return registry.metrics();
    },
  };
}

function createMeter(registry: Registry): Meter {
  const counters = new Map<CounterName, Counter>();
  for (const name of COUNTERS) {
    const help = name.replaceAll('_', ' ');
    counters.set(
      name,
      new Counter({ name: `${PREFIX}${name}_total`, help, labelNames: LABELS, registers: [registry] }),
    );
  }
  const timers = new Map<TimerName, Histogram>();
  for (const name of TIMERS) {
    const [help, buckets, registers] = [`seconds of ${name}`, BUCKETS_SECONDS, [registry]];
    timers.set(
      name,
      new Histogram({ name: `${PREFIX}${name}_seconds`, help, buckets, labelNames: LABELS, registers }),
    );
  }
  return {
    count: (name, labels = {}, by = 1) => counters.get(name)?.inc(known(labels), by),
    observe: (name, ms, labels = {}) => timers.get(name)?.observe(known(labels), ms / SECOND_MS),
  };
}

function known(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    LABELS.flatMap((name) => {
      const value = labels[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Gauges of what stands in the database; returns how to bring them up to date. */
function createGauges(registry: Registry, { store, owner, now }: MetricsParts): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers: [registry] });
  const waiting = gauge('outbox_waiting', 'messages that wait to be said');
  const oldest = gauge('outbox_oldest_seconds', 'how long the oldest of them could have been said');
  const links = gauge('link_up', '1: this process is connected to the network', ['network']);
  const leases = gauge('leases_held', 'leases that this process holds');
  const processes = gauge('processes_alive', 'processes that share the work');
  const database = gauge('database_up', '1: the database answered');
  let freshUntil = 0;
  return async () => {
    if (now() < freshUntil) return;
    freshUntil = now() + FRESH_MS;
    try {
      const [pulse, known, held] = await Promise.all([store.pulse(), store.links.all(), store.leases.held()]);
      waiting.set(pulse.waiting);
      oldest.set(Math.max(0, now() - (pulse.oldestDueAt ?? now())) / SECOND_MS);
      for (const link of known.filter((one) => one.owner === owner))
        links.set({ network: link.network }, link.state === 'connected' ? 1 : 0);
      leases.set(held.filter((lease) => lease.owner === owner).length);
      processes.set(held.filter(({ name }) => name.startsWith('process:')).length);
      database.set(1);
    } catch {
      database.set(0);
    }
  };
}
