import { describe, expect, test } from 'vitest';
import { scoreWords } from '../../../src/engine/appraisal/score-words.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { aGroup, aPolicy } from './scoring-kit.ts';

const policy = aPolicy({ groups: [{ ...aGroup('workers'), name: '网格员' }] });
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
    ['', { rest: '' }],
  ])('「%s」', (text, wanted) => {
    expect(asked(text)).toMatchObject(wanted);
  });

  test('a grid’s name that two communities have is the own one’s, else nobody’s', () => {
    expect(asked('第二网格三季度怎么样', 'hubin').grid).toBe('hb-2');
    expect(asked('第二网格三季度怎么样').grid).toBeUndefined();
  });
});
