import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Chat, COUNTERS, type Log, type Store, TIMERS } from '../../src/app/ports.ts';
import { type HealthParts, type NetworkHealth, readHealth } from '../../src/web/health.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { createWeb } from '../../src/web/server.ts';
import { makePlan } from '../support/make-plan.ts';
import { openOrFail, scratchSqlite } from '../support/scratch.ts';

const NOW = Date.parse('2026-06-03T09:00:00+08:00');
const MINUTE = 60_000;

let store: Store;
beforeEach(async () => {
  store = await openOrFail(scratchSqlite());
});
afterEach(() => store.close());

/** A row that has been due for so long. */
async function waits(minutes: number, key = `k${minutes}`): Promise<void> {
  const at = NOW - minutes * MINUTE;
  const row = {
    key,
    network: 'pigeon',
    chatId: 'roof',
    roomId: null,
    text: '在吗',
    replyTo: null,
    mentions: [],
    ticketIds: [],
    code: 'test',
    createdAt: at,
    notBefore: at,
    urgent: false,
  };
  expect(await store.commit(makePlan({ outbox: [row] }))).toBe('committed');
}

describe('/healthz', () => {
  const connected: NetworkHealth = { network: 'pigeon', state: 'connected', reason: 'connected', since: NOW };
  const parts = (networks: readonly NetworkHealth[] = [connected]): HealthParts => ({
    store,
    networks: () => networks,
    now: () => NOW,
  });

  test('everything well', async () => {
    await waits(1);
    expect(await readHealth(parts())).toEqual({
      ok: true,
      state: 'ok',
      database: 'ok',
      networks: [connected],
      outbox: { waiting: 1, oldestSeconds: 60 },
    });
  });

  test('what does not get out for a quarter of an hour is no health, and no reason to restart', async () => {
    await waits(16);
    expect(await readHealth(parts())).toMatchObject({ ok: true, state: 'degraded' });
  });

  test('what waits for the morning is not stuck', async () => {
    await waits(-480);
    expect(await readHealth(parts())).toMatchObject({
      state: 'ok',
      outbox: { waiting: 1, oldestSeconds: 0 },
    });
  });

  test.each([
    ['a network that is away', { ...connected, state: 'down', reason: 'unreachable' }, 'degraded'],
    ['one that another process runs', { ...connected, state: 'down', reason: 'held-elsewhere' }, 'ok'],
  ] as const)('%s', async (_what, network, state) => {
    expect(await readHealth(parts([network]))).toMatchObject({ ok: true, state });
  });

  test.each([
    ['refuses', () => Promise.reject(new Error('gone'))],
    ['is silent', () => new Promise<never>(() => {})],
  ])('a database that %s is 503 within the patience', async (_what, pulse) => {
    const health = { ...parts(), store: { pulse }, patienceMs: 20 };
    const web = createWeb({ ...WEB, health });
    const answer = await web.app.request('http://127.0.0.1/healthz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ok: false, state: 'down', database: 'unreachable' });
  });
});

const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
const WEB = {
  log,
  health: {
    store: { pulse: async () => ({ waiting: 0, oldestDueAt: null }) },
    networks: () => [],
    now: () => NOW,
  },
  metrics: null,
  chats: [] as readonly Pick<Chat, 'network' | 'routes'>[],
  playground: null,
  local: true,
};

describe('/metrics', () => {
  function metricsOf(clock = { now: NOW }) {
    const metrics = createMetrics({ store, owner: 'me', now: () => clock.now });
    const web = createWeb({ ...WEB, metrics });
    const page = async () => (await web.app.request('http://127.0.0.1/metrics')).text();
    return { meter: metrics.meter, page, clock };
  }

  test('has every counter and timer, and those of the process, under one prefix', async () => {
    const page = await metricsOf().page();
    for (const name of COUNTERS) expect(page).toContain(`# TYPE linli_${name}_total counter`);
    for (const name of TIMERS) expect(page).toContain(`# TYPE linli_${name}_seconds histogram`);
    expect(page).toContain('linli_process_resident_memory_bytes');
    const names = [...page.matchAll(/^([a-z]\w*)/gm)].map(([, name]) => name);
    expect(names.filter((name) => !name?.startsWith('linli_'))).toEqual([]);
  });

  test('counts by network and leaves out labels that could be anything', async () => {
    const { meter, page } = metricsOf();
    meter.count('messages_received', { network: 'pigeon', chatId: 'roof' });
    meter.count('messages_received', { network: 'pigeon', chatId: 'cellar' }, 2);
    meter.observe('handling', 40, { network: 'pigeon' });
    const text = await page();
    expect(text).toContain('linli_messages_received_total{network="pigeon"} 3');
    expect(text).toContain('linli_handling_seconds_bucket{le="0.05",network="pigeon"} 1');
    expect(text).toContain('linli_handling_seconds_sum{network="pigeon"} 0.04');
    expect(text).not.toContain('roof');
  });

  test('asks the database at most every fifteen seconds', async () => {
    const { page, clock } = metricsOf();
    await waits(2);
    await store.leases.hold(['process:me', 'lane:3'], 'me', 60_000);
    await store.leases.hold(['process:you'], 'you', 60_000);
    const text = await page();
    expect(text).toContain('linli_outbox_waiting 1');
    expect(text).toContain('linli_outbox_oldest_seconds 120');
    expect(text).toContain('linli_leases_held 2');
    expect(text).toContain('linli_processes_alive 2');
    expect(text).toContain('linli_database_up 1');
    await waits(3);
    clock.now += 14_000;
    expect(await page()).toContain('linli_outbox_waiting 1');
    clock.now += 2000;
    expect(await page()).toContain('linli_outbox_waiting 2');
  });

  test('is served although the database is away, and says so', async () => {
    const away = { ...store, pulse: () => Promise.reject(new Error('gone')) };
    const metrics = createMetrics({ store: away, owner: 'me', now: () => NOW });
    expect(await metrics.page()).toContain('linli_database_up 0');
  });
});

describe('pages and webhooks of a network', () => {
  const chats = [
    {
      network: 'pigeon',
      routes: [
        {
          method: 'POST' as const,
          path: 'land',
          open: true,
          handle: async (request: Request) =>
            new Response(`landed ${(await request.arrayBuffer()).byteLength}`),
        },
        { method: 'GET' as const, path: 'login', open: false, handle: async () => new Response('the loft') },
        {
          method: 'POST' as const,
          path: 'feed',
          open: false,
          handle: () => Promise.reject(new Error('no corn')),
        },
      ],
    },
  ];
  const web = createWeb({ ...WEB, chats });
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    web.app.request(`http://linli.example/chat/pigeon/${path}`, {
      method: 'POST',
      body,
      headers: { host: 'linli.example', ...headers },
    });

  test('an open one is answered by any name and from any site', async () => {
    const answer = await post('land', 'rice', { origin: 'https://elsewhere.example' });
    expect(await answer.text()).toBe('landed 4');
  });

  test('a guarded one only as the page itself is', async () => {
    const far = await web.app.request('http://linli.example/chat/pigeon/login', {
      headers: { host: 'linli.example' },
    });
    expect(far.status).toBe(403);
    const near = await web.app.request('http://127.0.0.1/chat/pigeon/login');
    expect(await near.text()).toBe('the loft');
    expect(near.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a body of more than 1 MB is refused before it is read', async () => {
    expect((await post('land', 'x'.repeat(1024 * 1024))).status).toBe(200);
    expect((await post('land', 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    const length = { 'content-length': '9999999' };
    expect((await post('land', 'x', length)).status).toBe(413);
  });

  test('another method, another path and a page that fails', async () => {
    expect((await web.app.request('http://127.0.0.1/chat/pigeon/land')).status).toBe(404);
    expect((await web.app.request('http://127.0.0.1/chat/owl/land', { method: 'POST' })).status).toBe(404);
    const failed = await web.app.request('http://127.0.0.1/chat/pigeon/feed', { method: 'POST' });
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('corn');
  });
});
