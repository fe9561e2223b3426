import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Linli } from './app/linli.ts';
import type { Chat, Clock, LinkStatus, Log, Store } from './app/ports.ts';
import type { SharingOptions } from './app/sharing/sharing.ts';
import { createPictures } from './chat/pictures.ts';
import type { Config } from './config.ts';
import type { Instant, Network } from './engine/glossary.ts';
import type { ServicePolicy } from './engine/policy.ts';
import { createReports, type Reports } from './report/reports.ts';
import { startSchedule } from './schedule/cron.ts';
import { hasAdministrator, issueCode } from './startup/administrator.ts';
import { type Board, createBoard } from './startup/board.ts';
import { createBot } from './startup/bot.ts';
import { lifeText, newToken } from './startup/code.ts';
import { openDatabase } from './startup/database.ts';
import { exclusiveRights, openEdges } from './startup/edges.ts';
import { languageModelOf } from './startup/language-model.ts';
import { createLog } from './startup/log.ts';
import { createOperator } from './startup/operator.ts';
import {
  createPlayground,
  dataFolder,
  importDemo,
  type Playground,
  pictureFolder,
} from './startup/playground.ts';
import { realClock } from './startup/real-clock.ts';
import { withReports } from './startup/reports.ts';
import { createTerminal } from './startup/terminal.ts';
import { modelTold } from './text/language-model.ts';
import { createMetrics, type Metrics } from './web/metrics.ts';
import { DEMO_RESIDENTS } from './web/playground/demo/residents.ts';
import { startWeb } from './web/server.ts';

export interface Start {
  config: Config;
  policy: ServicePolicy;
  /** A terminal in place of the page; `quit` is called when the person at it has had enough. */
  terminal: { quit(): void } | null;
  /** One line for the operator. */
  tell(line: string): void;
}

export interface Running {
  /** Null at a terminal: nothing is served there. */
  url: string | null;
  /** Lets what is under way finish; nothing is taken in any more. */
  stop(): Promise<void>;
}

/** What stands before anything runs. */
interface Ground extends Start {
  store: Store;
  log: Log;
  /** This process among all that share the database. */
  owner: string;
  metrics: Metrics;
}

/** Everything that main.ts puts together. */
interface Parts extends Ground {
  clock: Clock;
  playground: Playground | null;
  edges: readonly Chat[];
  board: Board;
  bot: Linli;
  /** Where the pages are, once they are served. */
  web: { url: string | null };
}

/** Puts every concrete part together and starts it; rejects with a sentence when one cannot start. */
export async function start(given: Start): Promise<Running> {
  const log = createLog(given.config.logLevel);
  const store = await openDatabase(given.config, log, { exclusive: true });
  const owner = ownerOf(given.config);
  const metrics = createMetrics({ store, owner, now: () => realClock.now() });
  try {
    return await run(await assemble({ ...given, store, log, owner, metrics }));
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Of several processes each is another one, after a restart too; a SQLite file has one, which stays the same. */
function ownerOf({ database }: Config): string {
  const host = hostname();
  return database.kind === 'sqlite' ? host : `${host}-${process.pid}-${randomUUID().slice(0, 8)}`;
}

async function assemble(ground: Ground): Promise<Parts> {
  const { config, policy, terminal, store, log, owner, metrics } = ground;
  const reports = createReports({ store, zone: policy.calendar.zone });
  const playground = config.playground || terminal ? playgroundWith(reports, ground) : null;
  // The button on the page and the bot move the same clock.
  const clock = playground?.clock ?? realClock;
  if (playground?.movable) await importDemo({ store, zone: policy.calendar.zone, clock, log });
  const runTo = (instant: Instant) => bot.runTo(instant);
  const seat = terminal && (await createTerminal({ store, clock, runTo, quit: terminal.quit }));
  const pictures = playground?.pictures ?? withReports(createPictures(pictureFolder(config)), reports);
  const { networks } = config;
  const { meter } = metrics;
  const edges = await openEdges({
    networks,
    clock,
    log,
    meter,
    pictures,
    policy,
    folder: dataFolder(config),
  });
  const watched = watchEdges(ground, clock);
  const chats = [...edges, ...[seat ?? playground?.chat].filter((chat) => chat !== undefined)];
  const { told, networkName } = watched;
  const sharing = sharingOf(ground);
  const bot: Linli = createBot({
    store,
    chats,
    clock,
    log,
    policy,
    owner,
    meter,
    ballotPages: { address: () => pageAddress(config, watched.web), newToken },
    sharing,
    told,
    networkName,
    languageModel: languageModelOf(config, policy),
  });
  return { ...ground, ...watched, clock, playground, edges, bot };
}

/** People of a real network sit elsewhere: without an address of the outside they are sent no links. */
function pageAddress({ publicUrl, networks }: Config, web: Parts['web']): string | null {
  return publicUrl ?? (networks.length === 0 ? web.url : null);
}

function playgroundWith(reports: Reports, { config, policy }: Ground): Playground {
  const playground = createPlayground(config, policy, realClock);
  return { ...playground, pictures: withReports(playground.pictures, reports) };
}

/** Only PostgreSQL is shared: on a SQLite file a second process does not start. */
function sharingOf({ config, owner }: Ground): SharingOptions | undefined {
  if (config.database.kind === 'sqlite') return undefined;
  return { owner, exclusive: exclusiveRights(config.networks) };
}

/** What the edges tell goes to the operator, and to whoever asks for the health. */
function watchEdges({ config, tell, log }: Ground, clock: Clock) {
  const web: Parts['web'] = { url: null };
  const board = createBoard();
  const names = new Map(config.networks.map(({ definition }) => [definition.network, definition.name]));
  const networkName = (network: Network) => names.get(network) ?? network;
  const operator = createOperator({ name: networkName, tell, url: () => web.url });
  const told = (network: Network, status: LinkStatus) => {
    if (!names.has(network) || !board.note(network, status, clock.now())) return;
    operator(network, status).catch((err) => log.warn({ err }, 'a state could not be told'));
  };
  return { web, board, networkName, told };
}

async function run(parts: Parts): Promise<Running> {
  const { bot, clock, log, store, config, tell, web } = parts;
  if (config.llm) tell(modelTold(config.llm));
  const served = parts.terminal ? null : await serve(parts);
  web.url = served?.url ?? null;
  await bot.start().catch((fault) => stopFor(fault, served));
  // What fell due while nothing was running.
  await bot.tick(clock.now());
  await welcomeAdministrator(parts);
  const schedule = startSchedule({ clock, log, tick: (now) => bot.tick(now) });
  return {
    url: web.url,
    stop: async () => {
      await schedule.stop();
      await served?.stop();
      await bot.stop();
      await store.close();
    },
  };
}

async function stopFor(fault: unknown, served: { stop(): Promise<void> } | null): Promise<never> {
  await served?.stop();
  throw fault;
}

async function serve(parts: Parts) {
  const { config, store, clock, log, policy, playground, edges, board, metrics, bot } = parts;
  const { host, port } = config.http;
  const pages = playground && {
    ...playground,
    store,
    policy,
    log,
    residents: DEMO_RESIDENTS,
    runTo: (instant: Instant) => bot.runTo(instant),
    newId: () => crypto.randomUUID(),
  };
  const ballots = { store, clock, log, zone: policy.calendar.zone, publicUrl: config.publicUrl };
  const health = { store, networks: board.health, now: () => realClock.now() };
  try {
    return await startWeb({ log, health, metrics, chats: edges, ballots, playground: pages, host, port });
  } catch (error) {
    throw new Error(listenFault(error, config.http), { cause: error });
  }
}

function listenFault(error: unknown, { host, port }: Config['http']): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用:请改 HTTP_PORT,或先停掉占用它的程序。`;
  if (code === 'EACCES') return `没有权限监听端口 ${port}:请把 HTTP_PORT 改成 1024 以上。`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `这台电脑没有地址 ${host}:请改 HTTP_HOST。`;
  return `网页服务没有启动(${host}:${port}):${error instanceof Error ? error.message : error}`;
}

/** Without an administrator nobody can bind a room: the operator gets a code to hand out. */
async function welcomeAdministrator({ store, policy, clock, tell }: Parts): Promise<void> {
  const { organisation } = await store.organisation();
  if (organisation.streets.length === 0) {
    tell('还没有街道:请先用 npm run linli -- import 导入辖区文件(docs/import.md)。');
    return;
  }
  if (hasAdministrator(organisation, clock.now())) return;
  const lifeMs = policy.timing.bindCodeMs;
  const code = await issueCode({ store, personId: null, now: clock.now(), lifeMs });
  const life = lifeText(lifeMs);
  tell(`还没有街道管理员。请管理员本人私聊机器人发送:绑定 ${code}(${life}内有效,只能用一次)。`);
}
