import { MINUTE_MS } from '../engine/glossary.ts';
import type { Organisation } from '../engine/org/directory.ts';
import { lifeText } from '../startup/code.ts';
import { policyFor, settingsOf } from './policy.ts';
import { DONE, JSON_OPTION, MISUSED, REFUSED, type Verb, type VerbInput } from './verb.ts';

export const codeVerb: Verb = {
  name: 'code',
  usage: '--admin | PERSON [--json]',
  summary: '发一个一次性绑定码:给第一位街道管理员,或给某位工作人员。',
  details: [
    'PERSON 是辖区文件里的人员编号或姓名。',
    '本人在与机器人的私聊里发送「绑定 绑定码」即可;码只显示这一次,用一次或过期即失效。',
  ],
  options: {
    admin: { type: 'boolean', help: '给第一位街道管理员' },
    json: JSON_OPTION,
  },
  words: { min: 0, max: 1, missing: '' },
  run: handOut,
};

async function handOut({ words, flag, io }: VerbInput): Promise<number> {
  const [wanted] = words;
  if (flag('admin') === (wanted !== undefined)) {
    io.err('请写 --admin(第一位街道管理员)或一个人员编号、姓名,两者写一个。');
    return MISUSED;
  }
  const [{ withStore }, { createLog }, { issueCode }, { playgroundClock }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
    import('../startup/administrator.ts'),
    import('../startup/playground.ts'),
  ]);
  const config = await settingsOf(io);
  const policy = await policyFor(io);
  if (!config || !policy) return REFUSED;
  return withStore({ config, log: createLog(config.logLevel) }, async (store) => {
    const { organisation } = await store.organisation();
    const who = recipient(organisation, wanted);
    if (typeof who === 'string') {
      io.err(who);
      return REFUSED;
    }
    const { bindCodeMs: lifeMs } = policy.timing;
    const real = { now: () => io.now() };
    const clock = config.playground ? playgroundClock(config, policy, real) : real;
    const code = await issueCode({ store, personId: who.personId, now: clock.now(), lifeMs });
    const minutes = Math.round(lifeMs / MINUTE_MS);
    if (flag('json')) io.out(JSON.stringify({ code, personId: who.personId, minutes }));
    else
      io.out(
        `${who.name}的绑定码:${code}(${lifeText(lifeMs)}内有效,只能用一次)。请本人私聊机器人发送:绑定 ${code}`,
      );
    return DONE;
  });
}

/** Whom the code is for, or a sentence why nobody. */
function recipient(organisation: Organisation, wanted: string | undefined) {
  if (organisation.streets.length === 0) return '还没有街道:请先用 linli import 导入辖区文件。';
  if (wanted === undefined) return { personId: null, name: '第一位街道管理员' };
  const { staff } = organisation;
  const found = staff.filter(({ id, name }) => id === wanted || name === wanted);
  const [only] = found;
  if (!only) return `没有编号或姓名是「${wanted}」的工作人员。请先导入,或检查写法。`;
  if (found.length > 1) return `叫「${wanted}」的不止一位,请写编号:${found.map(({ id }) => id).join('、')}。`;
  return { personId: only.id, name: only.name };
}
