import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import type { Instant } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { policyOf } from './policy.ts';
import { DONE, type Io, JSON_OPTION, REFUSED, type Verb, type VerbInput } from './verb.ts';

/** One thing looked at: fine, or wrong with what to do; `note` is worth knowing and no fault. */
interface Finding {
  name: '设置' | '制度' | '数据库' | '日历' | '聊天网络';
  state: 'ok' | 'wrong' | 'note';
  message: string;
}

const SIGNS: Readonly<Record<Finding['state'], string>> = { ok: '✓', wrong: '✗', note: '!' };

export const checkVerb: Verb = {
  name: 'check',
  usage: '[--json]',
  summary: '检查设置、制度文件、数据库、工作日历,每样说一句话。',
  details: ['有一样不对,退出码就是 1。'],
  options: { json: JSON_OPTION },
  words: { min: 0, max: 0, missing: '' },
  run: checkAll,
};

async function checkAll({ flag, io }: VerbInput): Promise<number> {
  const findings = await allFindings(io);
  const wrong = findings.some(({ state }) => state === 'wrong');
  if (flag('json')) io.out(JSON.stringify({ ok: !wrong, findings }));
  else for (const { name, state, message } of findings) io.out(`${SIGNS[state]} ${name}:${message}`);
  return wrong ? REFUSED : DONE;
}

async function allFindings({ environment, now }: Io): Promise<Finding[]> {
  const result = readConfig(environment);
  if (!result.ok) return result.faults.map((message) => ({ name: '设置', state: 'wrong', message }));
  const { config } = result;
  const { policy, faults } = policyOf(config.policyPath, config.zone);
  return [
    { name: '设置', state: 'ok', message: '没有问题。' },
    ...(policy ? [policyFinding(policy)] : faults.map(wrongPolicy)),
    await databaseFinding(config),
    ...(policy ? [await calendarFinding(policy, now())] : []),
    ...networkFindings(config),
  ];
}

function policyFinding({ id, version, categories }: ServicePolicy): Finding {
  return { name: '制度', state: 'ok', message: `${id} ${version} 版,${categories.length} 个二级分类。` };
}

function wrongPolicy(message: string): Finding {
  return { name: '制度', state: 'wrong', message };
}

async function databaseFinding(config: Config): Promise<Finding> {
  const [{ withStore }, { createLog }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
  ]);
  try {
    const { database, tickets } = await withStore({ config, log: createLog('silent') }, (store) =>
      store.health(),
    );
    const kind = database === 'sqlite' ? 'SQLite' : 'PostgreSQL';
    return { name: '数据库', state: 'ok', message: `${kind} 连得上,表结构是最新的,共 ${tickets} 件工单。` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      name: '数据库',
      state: 'wrong',
      message: `打不开。${reason} 请检查 DATABASE_URL 和数据库是否在运行。`,
    };
  }
}

async function calendarFinding({ calendar }: ServicePolicy, now: Instant): Promise<Finding> {
  const { uncoveredYear } = await import('../engine/clock/calendar.ts');
  const year = uncoveredYear(calendar, now);
  if (year === null) return { name: '日历', state: 'ok', message: `法定节假日齐全(时区 ${calendar.zone})。` };
  return {
    name: '日历',
    state: 'note',
    message: `没有 ${year} 年的法定节假日:那一年暂按周末算。放假通知公布后请升级,或在制度文件里补写放假和调休日。`,
  };
}

function networkFindings({ playground, lark, wechat }: Config): Finding[] {
  const name = '聊天网络';
  const later = '已写设置,但这个版本还不会连接它。';
  return [
    ...(lark ? [{ name, state: 'note', message: `飞书:${later}` } as const] : []),
    ...(wechat ? [{ name, state: 'note', message: `微信:${later}` } as const] : []),
    { name, state: 'ok', message: playground ? '演示页面已打开。' : '演示页面已关闭。' },
  ];
}
