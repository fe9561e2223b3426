import type { MonthParts } from '../app/appraisal/month/month-parts.ts';
import type { Clock, Log, Store } from '../app/ports.ts';
import type { Config } from '../config.ts';
import type { Month } from '../engine/appraisal/month.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { policyFor, settingsOf } from './policy.ts';
import { streetMeant } from './street.ts';
import { DONE, type Io, JSON_OPTION, MISUSED, REFUSED, type Verb, type VerbInput } from './verb.ts';

export const closeMonthVerb: Verb = {
  name: 'close-month',
  usage: 'YYYY-MM [--street ID] [--json]',
  summary: '手工月结:算出一个月的考核分,预览给书记和街道。',
  details: [
    '平时不用:到了制度写的时间机器人自己月结。用在想提前结、或机器人装上以前的月份。',
    '没过完的、已经结过的月份不动。公布仍要在聊天里发「公布」,或到时间自动公布。',
    '机器人正在运行也可以用;预览由它在一分钟内发出。',
  ],
  options: {
    street: { type: 'string', value: 'ID', help: '哪个街道(只有一个时不用写)' },
    json: JSON_OPTION,
  },
  words: { min: 1, max: 1, missing: '没有写月份,例如 close-month 2026-10。' },
  run: closeMonth,
};

async function closeMonth(input: VerbInput): Promise<number> {
  const { io, text, words } = input;
  const { isMonthKey } = await import('../engine/appraisal/window.ts');
  const key = words[0] ?? '';
  if (!isMonthKey(key)) {
    io.err(`「${key}」不是月份,请写成 2026-10 这样。`);
    return MISUSED;
  }
  const config = await settingsOf(io);
  const policy = await policyFor(io);
  if (!config || !policy) return REFUSED;
  const [{ withStore }, { createLog }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
  ]);
  const log = createLog(config.logLevel);
  return withStore({ config, log }, async (store) => {
    const streetId = await streetMeant(store, text('street'), io);
    if (streetId === null) return REFUSED;
    const parts = await partsOf({ config, policy, store, log, io });
    return close({ streetId, key }, parts, input);
  });
}

interface Given {
  config: Config;
  policy: ServicePolicy;
  store: Store;
  log: Log;
  io: Io;
}

/** As the bot has them; what is decided is said by the one that runs. */
async function partsOf({ config, policy, store, log, io }: Given): Promise<MonthParts> {
  const [{ buildRegistry }, { sentences }, { playgroundClock }] = await Promise.all([
    import('../app/incoming/parse.ts'),
    import('../text/zh-cn.ts'),
    import('../startup/playground.ts'),
  ]);
  const real: Clock = { now: () => io.now() };
  const clock = config.playground ? playgroundClock(config, policy, real) : real;
  return { store, clock, log, policy, sentences, registry: buildRegistry([]), offer: () => {} };
}

async function close(
  wanted: { streetId: string; key: string },
  parts: MonthParts,
  { io, flag }: VerbInput,
): Promise<number> {
  const [{ closeByHand }, { refusalText }] = await Promise.all([
    import('../app/appraisal/month/close-by-hand.ts'),
    import('../text/refusals.ts'),
  ]);
  const closed = await closeByHand(wanted, parts.clock.now(), parts);
  if (!closed.ok) {
    if (flag('json')) io.out(JSON.stringify({ ...wanted, closed: false, refusal: closed.refusal }));
    io.err(`${refusalText(closed.refusal)}。`);
    return REFUSED;
  }
  for (const line of await told(closed.value, parts, flag('json'))) io.out(line);
  return DONE;
}

async function told(month: Month, { store }: MonthParts, json: boolean): Promise<readonly string[]> {
  const sheets = await store.appraisal.sheets(month.id, month.version);
  const { streetId, key, state, version } = month;
  const scored = sheets.filter(({ total }) => total !== null).length;
  if (json)
    return [
      JSON.stringify({ streetId, month: key, closed: true, state, version, sheets: sheets.length, scored }),
    ];
  return [
    `${key} 月结好了:${sheets.length} 份考核,${scored} 份有分。已预览给书记和街道,公布请在聊天里发「公布」。`,
  ];
}
