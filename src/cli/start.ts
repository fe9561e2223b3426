import type { Config } from '../config.ts';
import { SECOND_MS } from '../engine/glossary.ts';
import { type PolicyFound, policyOf, settingsOf, told } from './policy.ts';
import { DONE, type Io, REFUSED, type Verb, type VerbInput } from './verb.ts';

/** What is under way gets this long to finish; then the process ends all the same. */
const STOP_WITHIN_MS = 10 * SECOND_MS;

export const startVerb: Verb = {
  name: 'start',
  usage: '[--console]',
  summary: '启动机器人。什么设置都没有时打开演示页面。',
  details: [
    '和 npm start 一样。按 Ctrl+C 或发 SIGTERM 停止:正在处理的做完再停,最多十秒。设置见 .env.example。',
    '作为服务长期运行、看健康状态和指标:docs/operating.md。',
  ],
  options: { console: { type: 'boolean', help: '在这个终端里试用,不开网页' } },
  words: { min: 0, max: 0, missing: '' },
  run: startBot,
};

async function startBot({ io, flag }: VerbInput): Promise<number> {
  const stop = stopWanted(io);
  const config = await settingsOf(io);
  if (!config) return REFUSED;
  if (flag('console') && config.networks.length > 0) return refuseConsole(io);
  lendEnvironment(io);
  endOnBugs(io);
  const found = policyOf(config.policyPath, config.zone);
  const policy = told(found, io);
  if (!policy) return REFUSED;
  await logModelFaults(found, config);
  const { start } = await import('../main.ts');
  const terminal = flag('console') ? { quit: () => stop.ask('/quit') } : null;
  const running = await start({ config, policy, terminal, tell: io.out });
  if (running.url)
    io.out(readyLine({ url: running.url, playground: config.playground, tookMs: io.sinceStartMs() }));
  io.out(`收到 ${await stop.asked},正在停止……`);
  await running.stop();
  io.out('已停止。');
  return DONE;
}

/** Nobody reads what stood on a terminal weeks ago; the log is kept. */
async function logModelFaults({ modelFaults }: PolicyFound, { logLevel }: Config): Promise<void> {
  if (modelFaults.length === 0) return;
  const { createLog } = await import('../startup/log.ts');
  const log = createLog(logLevel);
  for (const fault of modelFaults) log.warn(fault, 'a trained model is not used: word lists alone');
}

function refuseConsole(io: Io): number {
  io.err(
    '已配置聊天网络,不能再用 --console 在终端里试用。请去掉网络的设置,并在 DATABASE_URL 里换一个数据库再试。',
  );
  return REFUSED;
}

/** What stands in .env counts for the networks' own libraries too, which read the environment themselves. */
function lendEnvironment({ environment }: Io): void {
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined) process.env[name] ??= value;
}

/** Nobody knows what state a bug has left behind; what was taken in is in the database, and a service starts again. */
function endOnBugs(io: Io): void {
  const end = (what: string) => (reason: unknown) => {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    io.err(
      `程序出错,马上结束(${what}:${error.message.split('\n')[0]})。已收下的消息都在数据库里,重新启动即可接着做。`,
    );
    if (io.environment['LOG_LEVEL'] === 'debug') io.err(error.stack ?? '');
    process.exit(REFUSED);
  };
  process.on('uncaughtException', end('未捕获的异常'));
  process.on('unhandledRejection', end('未处理的拒绝'));
}

function readyLine({
  url,
  playground,
  tookMs,
}: {
  url: string;
  playground: boolean;
  tookMs: number;
}): string {
  const what = playground ? `演示页面:${url}` : `健康检查:${url}/healthz`;
  return `邻里已就绪(${(tookMs / SECOND_MS).toFixed(1)} 秒),${what} 按 Ctrl+C 停止。`;
}

interface StopWanted {
  /** What asked for the stop: a signal or a word. */
  asked: Promise<string>;
  ask(why: string): void;
}

/** The first signal asks for a stop, the second one does not wait for it. */
function stopWanted(io: Io): StopWanted {
  const { promise: asked, resolve } = withResolvers<string>();
  let stopping = false;
  const ask = (why: string) => {
    if (stopping) process.exit(REFUSED);
    stopping = true;
    setTimeout(() => giveUp(io), STOP_WITHIN_MS).unref();
    resolve(why);
  };
  process.on('SIGINT', ask);
  process.on('SIGTERM', ask);
  return { asked, ask };
}

/** `Promise.withResolvers` is not in Node 20. */
function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve: (value) => resolve(value) };
}

function giveUp(io: Io): void {
  io.err('十秒内没有停下来,直接结束。没发完的消息在数据库里,下次启动接着发。');
  process.exit(REFUSED);
}
