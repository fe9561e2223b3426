import { policyOf, settingsOf } from './policy.ts';
import { DONE, type Io, REFUSED, type Verb, type VerbInput } from './verb.ts';

/** What is under way gets this long to finish; then the process ends all the same. */
const STOP_WITHIN_MS = 10_000;

export const startVerb: Verb = {
  name: 'start',
  usage: '',
  summary: '启动机器人。什么设置都没有时打开演示页面。',
  details: ['和 npm start 一样。按 Ctrl+C 或发 SIGTERM 停止:正在处理的做完再停。设置见 .env.example。'],
  options: {},
  words: { min: 0, max: 0, missing: '' },
  run: startBot,
};

async function startBot({ io }: VerbInput): Promise<number> {
  const stopWanted = firstSignal(io);
  const config = settingsOf(io);
  if (!config) return REFUSED;
  const { policy, faults } = policyOf(config.policyPath, config.zone);
  for (const fault of faults) io.err(fault);
  if (!policy) return REFUSED;
  const { start } = await import('../main.ts');
  const running = await start({ config, policy, tell: io.out });
  const what = config.playground ? '演示页面' : '健康检查';
  const address = config.playground ? running.url : `${running.url}/healthz`;
  io.out(`邻里已就绪(${process.uptime().toFixed(1)} 秒),${what}:${address} 按 Ctrl+C 停止。`);
  const signal = await stopWanted;
  io.out(`收到 ${signal},正在停止……`);
  await running.stop();
  io.out('已停止。');
  return DONE;
}

/** The first signal asks for a stop, the second one does not wait for it. */
function firstSignal(io: Io): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (asked) process.exit(REFUSED);
      asked = true;
      setTimeout(() => giveUp(io), STOP_WITHIN_MS).unref();
      resolve(signal);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

function giveUp(io: Io): void {
  io.err('十秒内没有停下来,直接结束。没发完的消息在数据库里,下次启动接着发。');
  process.exit(REFUSED);
}
