import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { scoreWords } from '../../../src/engine/appraisal/score-words.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { aGroup, aPolicy, written } from './scoring-kit.ts';

const policy = aPolicy({
  groups: [
    { ...aGroup('workers'), name: '网格员' },
    { ...aGroup('places'), name: '社区' },
  ],
  items: [{ ...written('visits', 'full'), name: '走访查看情况' }],
});
const context = {
  policy,
  zone: 'Asia/Shanghai',
  now: Date.parse('2026-11-22T09:00:00+08:00'),
  directory: indexOrganisation(SMALL_TOWN),
  streetId: 'kunlun',
};
const asked = (text: string, communityId: string | null = null) => {
  const { staff, community, grid, group, months, rest } = scoreWords(text, { ...context, communityId });
  return {
    staff: staff?.id,
    community: community?.id,
    grid: grid?.id,
    group: group?.id,
    keys: months?.keys,
    rest,
  };
};

describe('what a question about scores names', () => {
  test.each([
    ['李梅 9月 按时率', { staff: 'limei', keys: ['2026-09'], rest: '按时率' }],
    ['王强这个月多少分', { staff: 'wangqiang', keys: ['2026-11'], rest: '' }],
    ['上个月的排名', { keys: ['2026-10'], rest: '' }],
    ['阳光社区上个月网格员排名怎么样', { community: 'yanguang', group: 'workers', rest: '' }],
    ['湖滨', { community: 'hubin', rest: '' }],
    ['按时率', { rest: '按时率', keys: undefined }],
    ['阳光社区第二网格三季度怎么样', { community: 'yanguang', grid: 'yg-2', rest: '' }],
    ['社区排名', { group: 'places', rest: '' }],
    ['我们社区谁排第一', { group: undefined, community: undefined, rest: '' }],
    ['9月 走访查看情况', { keys: ['2026-09'], rest: '走访查看情况' }],
    ['满意率权重', { rest: '满意率权重' }],
    ['月度权重', { rest: '月度权重', keys: undefined }],
    ['', { rest: '' }],
  ])('「%s」', (text, wanted) => {
    expect(asked(text)).toMatchObject(wanted);
  });

  test('a grid’s name that two communities have is the own one’s, else nobody’s', () => {
    expect(asked('第二网格三季度怎么样', 'hubin').grid).toBe('hb-2');
    expect(asked('第二网格三季度怎么样').grid).toBeUndefined();
  });

  test.each(['policies/default.yaml', 'policies/kunlunlu.yaml'])(
    'every item of %s is found by its name',
    (file) => {
      const loaded = loadPolicy(file);
      const appraisal = loaded.ok ? loaded.policy.appraisal : null;
      if (!appraisal) throw new Error(`${file} scores no months`);
      for (const { name } of appraisal.items) {
        const words = scoreWords(`上个月李梅 ${name}`, { ...context, communityId: null, policy: appraisal });
        expect(words).toMatchObject({ rest: name, staff: { id: 'limei' }, months: { keys: ['2026-10'] } });
      }
    },
  );
});
