import type { LocalModelRecord, Store } from '../app/ports.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { policyFor, settingsOf } from './policy.ts';
import { DONE, type Io, JSON_OPTION, REFUSED, type Verb, type VerbInput } from './verb.ts';

export const retrainVerb: Verb = {
  name: 'retrain',
  usage: '[--dry-run] [--keep] [--forget] [--json]',
  summary: '从工作人员的立案、忽略、更正里学,让机器人更懂本地的话。',
  details: [
    '例子取自数据库里的工单历史(已遮掉电话门牌),什么都不离开这台机器。至少要 20 个例子。',
    '要一两分钟:学到哪一步写在标准错误,结果写在标准输出。',
    '先说学前学后各对多少;比原来好才保存,正在运行的机器人一分钟内用上,不用重启。',
  ],
  options: {
    'dry-run': { type: 'boolean', help: '只看学前学后的数,不保存' },
    keep: { type: 'boolean', help: '没有变好也保存' },
    forget: { type: 'boolean', help: '忘掉学到的,回到自带的模型' },
    json: JSON_OPTION,
  },
  words: { min: 0, max: 0, missing: '' },
  run: retrain,
};

async function retrain(input: VerbInput): Promise<number> {
  const config = await settingsOf(input.io);
  const policy = await policyFor(input.io);
  if (!config || !policy) return REFUSED;
  const [{ withStore }, { createLog }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
  ]);
  return withStore({ config, log: createLog(config.logLevel) }, (store) =>
    input.flag('forget') ? forget(store, input.io) : learn(store, policy, input),
  );
}

async function forget(store: Store, io: Io): Promise<number> {
  const [{ LEARNT_MODEL }, { LEARNING_WORDS }] = await Promise.all([
    import('../app/learning/learnt.ts'),
    import('../text/learning.ts'),
  ]);
  const kept = await store.learning.model(LEARNT_MODEL);
  if (kept === null || kept.bytes.length === 0) io.out(LEARNING_WORDS.nothingToForget);
  else {
    await store.learning.save({
      ...kept,
      bytes: new Uint8Array(),
      figures: '{}',
      examples: 0,
      madeAt: io.now(),
    });
    io.out(LEARNING_WORDS.forgotten);
  }
  return DONE;
}

async function learn(store: Store, policy: ServicePolicy, { flag, io }: VerbInput): Promise<number> {
  const [{ learnFromHistories }, { tellLearnt }, { progressText }] = await Promise.all([
    import('./retrain/learn.ts'),
    import('./retrain/tell.ts'),
    import('../text/learning.ts'),
  ]);
  const learnt = await learnFromHistories(store.learning, policy, (step) => io.err(progressText(step)));
  const keeping = learnt.type === 'learnt' && !flag('dry-run') && (learnt.better || flag('keep'));
  const kept = keeping ? await keep(store, { ...learnt, madeAt: io.now() }) : null;
  for (const line of tellLearnt(learnt, { kept, dryRun: flag('dry-run'), json: flag('json') })) io.out(line);
  return learnt.type === 'learnt' ? DONE : REFUSED;
}

/** Returns the version it is kept under. */
async function keep(
  { learning }: Pick<Store, 'learning'>,
  learnt: Pick<LocalModelRecord, 'base' | 'bytes' | 'madeAt'> & {
    figures: object;
    examples: readonly unknown[];
  },
): Promise<number> {
  const { LEARNT_MODEL } = await import('../app/learning/learnt.ts');
  const { base, bytes, madeAt, examples } = learnt;
  await learning.save({
    name: LEARNT_MODEL,
    base,
    bytes,
    figures: JSON.stringify(learnt.figures),
    examples: examples.length,
    madeAt,
  });
  return learning.version(LEARNT_MODEL);
}
