import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { closeMonthVerb } from '../../src/cli/close-month.ts';
import { tryPolicyVerb } from '../../src/cli/try-policy.ts';
import type { Verb } from '../../src/cli/verb.ts';
import { makePlan } from '../support/make-plan.ts';
import { anEntry, at } from '../support/month-parts.ts';
import { openOrFail } from '../support/scratch.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { scratch } from './run-linli.ts';

const folder = scratch();
const url = `file:${join(folder, 'linli.db')}`;
const OTHER = 'policies/kunlunlu.yaml';

interface Options {
  month?: string;
  street?: string;
  json?: boolean;
  database?: string;
}

/** A verb in this process, on 1 July. */
async function run(verb: Verb, words: readonly string[], { database = url, ...options }: Options = {}) {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] };
  const io = {
    out: (line: string) => void lines.out.push(line),
    err: (line: string) => void lines.err.push(line),
    now: () => at('2026-07-01T10:00'),
    sinceStartMs: () => 0,
    environment: { DATABASE_URL: database, PLAYGROUND: 'on' },
    networks: async () => [],
  };
  const given = new Map(Object.entries(options));
  const text = (name: string) => {
    const value = given.get(name);
    return typeof value === 'string' ? value : null;
  };
  const code = await verb.run({ words, flag: (name) => given.get(name) === true, text, io });
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

const tryPolicy = (options: Options, file = OTHER) => run(tryPolicyVerb, [file], options);

describe('trying another policy on a month', () => {
  beforeAll(async () => {
    const store = await openOrFail(url);
    await store.saveOrganisation(SMALL_TOWN, at('2026-05-01T00:00'));
    await store.commit(makePlan({ appraisal: [{ type: 'entry-added', entry: anEntry(1) }] }));
    await store.close();
    expect(await run(closeMonthVerb, ['2026-06'])).toMatchObject({ code: 0 });
  }, 60_000);

  test('without a month is wrong usage', async () => {
    for (const month of ['2026-13', '六月']) {
      expect(await tryPolicy({ month })).toEqual({
        code: 2,
        out: '',
        err: '请用 --month 写明月份,例如 --month 2026-10。',
      });
    }
    expect(await tryPolicy({})).toMatchObject({ code: 2 });
  });

  test('of a month that has no scores says what to do first', async () => {
    expect(await tryPolicy({ month: '2026-05' })).toEqual({
      code: 1,
      out: '',
      err: '没有这个月的考核:2026-05。算过的月份才能试算,先用 close-month 2026-05。',
    });
  });

  test('of a street that is not there names those that are', async () => {
    expect(await tryPolicy({ month: '2026-06', street: 'liuyin' })).toEqual({
      code: 1,
      out: '',
      err: '请用 --street 写明街道:kunlun(昆仑路街道)。',
    });
  });

  test('with a file that scores nothing, or is none, is refused', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'id: x\n');
    const refused = await tryPolicy({ month: '2026-06' }, broken);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/broken\.yaml 第 \d+ 行/);
  });

  test('tells who moves and how stable the order is, in words and as one object, and changes nothing', async () => {
    const told = await tryPolicy({ month: '2026-06' });
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/^2026-06\(第 1 版,原制度 \S+ 版\)试算,什么都没有改:\n/);
    expect(told.out).toMatch(/网格员:没有人排名,比不出先后\n/);
    expect(told.out).toMatch(/\n李梅\(网格员\):不排名 95 → 不排名 [\d.]+(?:\n|$)/);
    const json = await tryPolicy({ month: '2026-06', street: '昆仑路街道', json: true });
    expect(json.code).toBe(0);
    const found = JSON.parse(json.out);
    expect(Object.keys(found)).toEqual(['month', 'version', 'policy', 'moves', 'groups']);
    expect(found).toMatchObject({ month: '2026-06', version: 1 });
    expect(found.moves).toContainEqual(expect.objectContaining({ subjectId: 'limei', groupName: '网格员' }));
    expect(await tryPolicy({ month: '2026-06' })).toEqual(told);
  });

  test('with the policy the month keeps moves nobody', async () => {
    const same = await tryPolicy({ month: '2026-06' }, 'policies/default.yaml');
    expect(same.out.split('\n').at(-1)).toBe('名次和得分都不变。');
  });
});
