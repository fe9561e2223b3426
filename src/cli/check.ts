import { within } from '../app/within.ts';
import type { ConfiguredNetwork, ProbeFinding } from '../chat/network.ts';
import type { Config } from '../config.ts';
import { misspelt, readConfig } from '../config.ts';
import type { Instant, Network } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { linkText } from '../text/links.ts';
import { appraisalFindings } from './check/appraisal.ts';
import { modelFindings } from './check/models.ts';
import { policyOf } from './policy.ts';
import { DONE, type Io, JSON_OPTION, REFUSED, type Verb, type VerbInput } from './verb.ts';

/** One thing looked at: fine, or wrong with what to do; `note` is worth knowing and no fault. */
interface Finding {
  name: '设置' | '制度' | '考核' | '模型' | '数据库' | '日历' | '聊天网络' | '学到的' | '语言模型';
  state: 'ok' | 'wrong' | 'note';
  message: string;
}

const SIGNS: Readonly<Record<Finding['state'], string>> = { ok: '✓', wrong: '✗', note: '!' };

export const checkVerb: Verb = {
  name: 'check',
  usage: '[--probe] [--json]',
  summary: '检查设置、制度文件、模型、数据库、工作日历、聊天网络,每样说一句话。',
  details: ['聊天网络会真的连一次,看密钥和权限。', '有一样不对,退出码就是 1。'],
  options: {
    probe: { type: 'boolean', help: '拿一句编的话问一次语言模型,看它答不答、答得对不对' },
    json: JSON_OPTION,
  },
  words: { min: 0, max: 0, missing: '' },
  run: checkAll,
};

async function checkAll({ flag, io }: VerbInput): Promise<number> {
  const findings = await allFindings(io, flag('probe'));
  const wrong = findings.some(({ state }) => state === 'wrong');
  if (flag('json')) io.out(JSON.stringify({ ok: !wrong, findings }));
  else for (const { name, state, message } of findings) io.out(`${SIGNS[state]} ${name}:${message}`);
  return wrong ? REFUSED : DONE;
}

async function allFindings(io: Io, probing: boolean): Promise<Finding[]> {
  const networks = await io.networks();
  const slips = misspelt(io.environment, networks).map(slipFinding);
  const result = readConfig(io.environment, networks);
  if (!result.ok) {
    return [
      ...result.faults.map((message) => ({ name: '设置', state: 'wrong', message }) as const),
      ...slips,
    ];
  }
  const { config } = result;
  const { policy, faults, modelFaults } = policyOf(config.policyPath, config.zone);
  return [
    { name: '设置', state: 'ok', message: '没有问题。' },
    ...slips,
    ...(policy ? [policyFinding(policy)] : faults.map(wrongPolicy)),
    ...(policy
      ? appraisalFindings(policy, io.now()).map((found) => ({ name: '考核', ...found }) as const)
      : []),
    ...(policy
      ? modelFindings(policy, modelFaults).map((found) => ({ name: '模型', ...found }) as const)
      : []),
    await databaseFinding(config),
    ...(policy ? [await calendarFinding(policy, io.now())] : []),
    ...(await networkFindings(config, io)),
    playgroundFinding(config),
    ...(policy ? await learntFindings(config, policy, io.now()) : []),
    ...(policy ? await languageFindings(config, policy, probing) : []),
  ];
}

/** A database that cannot be reached is told of already. */
async function learntFindings(config: Config, policy: ServicePolicy, now: Instant): Promise<Finding[]> {
  const [{ withStore }, { createLog }, { learntFinding }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
    import('./check/learnt.ts'),
  ]);
  const found = await withStore({ config, log: createLog('silent') }, ({ learning }) =>
    learntFinding({ learning, policy, now }),
  ).catch(() => null);
  return found === null ? [] : [{ name: '学到的', ...found }];
}

async function languageFindings(config: Config, policy: ServicePolicy, probing: boolean): Promise<Finding[]> {
  const { languageModelFindings } = await import('./check/language-model.ts');
  const found = await languageModelFindings(config, policy, probing);
  return found.map((finding) => ({ name: '语言模型', ...finding }));
}

function slipFinding({ name, meant }: { name: string; meant: string }): Finding {
  return { name: '设置', state: 'note', message: `没有 ${name} 这个设置,不起作用:是不是 ${meant}?` };
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
    return { name: '数据库', state: 'wrong', message: reason };
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

function playgroundFinding({ playground }: Config): Finding {
  return { name: '聊天网络', state: 'ok', message: playground ? '演示页面已打开。' : '演示页面已关闭。' };
}

/** What each configured network itself finds, and whether a running bot has it. */
async function networkFindings(config: Config, io: Io): Promise<Finding[]> {
  const held = await heldNetworks(config, io.now());
  const probed = await Promise.all(
    config.networks.map(async ({ definition, settings }) => {
      const found = [...(held.get(definition.network) ?? []), ...(await probe({ definition, settings }, io))];
      return found.map(({ state, message }) => ({ state, message: `${definition.name}:${message}` }));
    }),
  );
  return probed.flat().map((finding) => ({ name: '聊天网络', ...finding }));
}

/** A network that does not answer for so long is told as such. */
const PROBE_PATIENCE_MS = 30_000;

async function probe(
  { definition, settings }: ConfiguredNetwork,
  { now }: Io,
): Promise<readonly ProbeFinding[]> {
  const { createLog } = await import('../startup/log.ts');
  const probing = async () => definition.probe(settings, { clock: { now }, log: createLog('silent') });
  const found = await within(
    PROBE_PATIENCE_MS,
    probing().catch((error) => [wrong(error)]),
  );
  return found ?? [{ state: 'wrong', message: '半分钟没有检查完:请看网络是否通,再试一次。' }];
}

function wrong(error: unknown): ProbeFinding {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return { state: 'wrong', message: `没有检查成(${reason})。` };
}

/** Networks that some running process tells of, with how it stands there. */
async function heldNetworks(config: Config, now: Instant): Promise<ReadonlyMap<Network, ProbeFinding[]>> {
  if (config.networks.length === 0) return new Map();
  const [{ withStore }, { createLog }, { livingLinks }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
    import('./links.ts'),
  ]);
  const links = await withStore({ config, log: createLog('silent') }, (store) => store.links.all()).catch(
    () => [],
  );
  const told = new Map<Network, ProbeFinding[]>();
  for (const link of livingLinks(links, now)) {
    const state = link.state === 'connected' ? 'ok' : 'note';
    const found: ProbeFinding = { state, message: `正在运行的机器人(${link.owner}):${linkText(link)}。` };
    told.set(link.network, [...(told.get(link.network) ?? []), found]);
  }
  return told;
}
