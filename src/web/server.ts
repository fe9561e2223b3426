import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Chat, Log } from '../app/ports.ts';
import { type BallotDeps, createBallotRoutes } from './ballot/routes.ts';
import { mountChats } from './chats.ts';
import { isLoopback, onlyLocalNames, refuseWeb, safeHeaders, sameOrigin } from './guard.ts';
import { type HealthParts, readHealth } from './health.ts';
import type { Metrics } from './metrics.ts';
import { createAssets } from './playground/assets.ts';
import type { PlaygroundDeps } from './playground/deps.ts';
import { playgroundHtml } from './playground/page.tsx';
import { createPlaygroundRoutes } from './playground/routes.ts';

export interface WebOptions {
  log: Log;
  health: HealthParts;
  /** Null: `/metrics` is not served. */
  metrics: Metrics | null;
  /** Whose pages and webhooks are served under `/chat/<network>/`. */
  chats: readonly Pick<Chat, 'network' | 'routes'>[];
  /** Left out: ballots are filled in by message alone. */
  ballots?: BallotDeps | undefined;
  /** Null: no page, only what machines ask for. */
  playground: PlaygroundDeps | null;
  /** Bound to loopback: then only loopback names are answered. */
  local: boolean;
}

export interface Web {
  app: Hono;
  /** Ends the story and every open stream. */
  stop(): Promise<void>;
}

/** Everything served over HTTP, without a socket: tests call `app.request`. */
export function createWeb(options: WebOptions): Web {
  const { log, health, metrics, chats, playground, local } = options;
  const app = new Hono();
  mountChats(app, chats, true);
  if (options.ballots) serveBallots(app, options.ballots, local);
  app.use(safeHeaders, onlyLocalNames(local), sameOrigin);
  mountChats(app, chats, false);
  app.get('/healthz', async (c) => {
    const state = await readHealth(health);
    return c.json(state, state.ok ? 200 : 503);
  });
  if (metrics)
    app.get('/metrics', async (c) =>
      c.body(await metrics.page(), 200, { 'content-type': metrics.contentType }),
    );
  const stop = playground ? servePlayground(app, playground) : async () => {};
  app.notFound((c) => refuseWeb(c, 'not-found'));
  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, 'a request failed');
    return refuseWeb(c, 'broken');
  });
  return { app, stop };
}

/** Reached by people outside too, and nothing else is: they have their own guards. */
function serveBallots(app: Hono, deps: BallotDeps, local: boolean): void {
  app.use('/ballot/*', safeHeaders, onlyLocalNames(local, deps.publicUrl));
  app.route('/ballot', createBallotRoutes(deps));
}

function servePlayground(app: Hono, deps: PlaygroundDeps): () => Promise<void> {
  const assets = createAssets();
  const { routes, stop } = createPlaygroundRoutes(deps);
  app.get('/', (c) => c.html(playgroundHtml()));
  app.get('/assets/:name', (c) => assets(c, c.req.param('name')));
  app.route('/', routes);
  return async () => {
    await stop();
    deps.hub.close();
  };
}

export interface StartOptions extends WebOptions {
  host: string;
  port: number;
}

/** Listens; resolves once it does. Rejects when the port is taken. */
export function startWeb(
  options: Omit<StartOptions, 'local'>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { host, port } = options;
  const web = createWeb({ ...options, local: isLoopback(host) });
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: web.app.fetch, hostname: host, port }, (info) => {
      const name = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${name}:${info.port}`, stop: () => shut(web, server) });
    });
    server.on('error', reject);
  });
}

async function shut(web: Web, server: ReturnType<typeof serve>): Promise<void> {
  await web.stop();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Open streams would keep it from closing.
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
}
