import type { Store } from '../app/ports.ts';
import type { Comparison } from '../engine/appraisal/compare.ts';
import type { Month } from '../engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../engine/appraisal/policy.ts';
import { policyFor, settingsOf } from './policy.ts';
import { streetMeant } from './street.ts';
import { DONE, type Io, JSON_OPTION, MISUSED, REFUSED, type Verb, type VerbInput } from './verb.ts';

export const tryPolicyVerb: Verb = {
  name: 'try-policy',
  usage: 'FILE --month YYYY-MM [--street ID] [--json]',
  summary: '拿另一份制度试算已经算过的月份:谁的名次会变、先后有多稳。什么都不改。',
  details: [
    '用那个月冻结的数据、测评和记分,分别按当时的制度和这份制度算,再比较。',
    '制度里换了分组的人按岗位重新归组;一次性的加分扣分照记分台账算。',
  ],
  options: {
    month: { type: 'string', value: 'YYYY-MM', help: '哪个月,例如 2026-10' },
    street: { type: 'string', value: 'ID', help: '哪个街道(只有一个时不用写)' },
    json: JSON_OPTION,
  },
  words: { min: 1, max: 1, missing: '没有写制度文件。' },
  run: tryPolicy,
};

async function tryPolicy(input: VerbInput): Promise<number> {
  const { io, text, words } = input;
  const { isMonthKey } = await import('../engine/appraisal/window.ts');
  const monthKey = text('month') ?? '';
  if (!isMonthKey(monthKey)) {
    io.err('请用 --month 写明月份,例如 --month 2026-10。');
    return MISUSED;
  }
  const config = await settingsOf(io);
  const policy = await policyFor(io, words[0] ?? null);
  if (!config || !policy) return REFUSED;
  const other = policy.appraisal;
  if (other === null) return refuse(io, `${words[0]} 里没有 appraisal(考核)一节,没有可试算的。`);
  const [{ withStore }, { createLog }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
  ]);
  return withStore({ config, log: createLog(config.logLevel) }, async (store) => {
    const streetId = await streetMeant(store, text('street'), io);
    return streetId === null ? REFUSED : compareMonth(store, { streetId, monthKey, other }, input);
  });
}

function refuse(io: Io, sentence: string): number {
  io.err(sentence);
  return REFUSED;
}

interface Trial {
  streetId: string;
  monthKey: string;
  other: AppraisalPolicy;
}

async function compareMonth(store: Store, { streetId, monthKey, other }: Trial, { io, flag }: VerbInput) {
  const month = await store.appraisal.month(streetId, monthKey);
  const kept = month && (await store.appraisal.policy(month.policyHash));
  if (!month || !kept || month.version === 0) {
    const state = month === null ? '没有这个月的考核' : '这个月还没有算出分来';
    return refuse(io, `${state}:${monthKey}。算过的月份才能试算,先用 close-month ${monthKey}。`);
  }
  const [{ whatIf }, { readKept }] = await Promise.all([
    import('../engine/appraisal/what-if.ts'),
    import('../app/appraisal/kept-policy.ts'),
  ]);
  const [subjects, entries] = await Promise.all([
    store.appraisal.frozen(month.id),
    store.appraisal.entries(streetId, month.window),
  ]);
  const past = {
    key: month.key,
    window: month.window,
    policy: readKept(kept),
    subjects,
    entries,
  };
  await tell(whatIf(past, other), month, { io, json: flag('json') });
  return DONE;
}

/** With `--json`: one object with every move and the stability of each group. */
async function tell(found: Comparison, month: Month, { io, json }: { io: Io; json: boolean }): Promise<void> {
  if (json) {
    io.out(
      JSON.stringify({ month: month.key, version: month.version, policy: month.policyVersion, ...found }),
    );
    return;
  }
  const { moveText, stabilityText } = await import('../text/appraisal/what-if.ts');
  io.out(`${month.key}(第 ${month.version} 版,原制度 ${month.policyVersion} 版)试算,什么都没有改:`);
  for (const group of found.groups) io.out(stabilityText(group));
  const moved = found.moves.filter(({ from, to }) => from?.place !== to?.place || from?.total !== to?.total);
  for (const move of moved) io.out(moveText(move));
  if (moved.length === 0) io.out('名次和得分都不变。');
}
