import { expect, test } from 'vitest';
import { type RankingTitle, rankingSubtitle, rankingTitle } from '../../../src/text/appraisal/picture.ts';
import { fileName } from '../../../src/text/appraisal/tables.ts';

const OCTOBER: RankingTitle = {
  groupName: '网格员',
  kind: 'person',
  monthKey: '2026-10',
  window: {
    from: Date.parse('2026-09-19T00:00:00+08:00'),
    until: Date.parse('2026-10-19T00:00:00+08:00'),
  },
  zone: 'Asia/Shanghai',
  version: 1,
  ranked: 23,
  of: null,
};

test('above a ranking stand its month with the year, its days, and among how many the places are', () => {
  expect(rankingTitle(OCTOBER)).toBe('2026年10月网格员排名');
  expect(rankingSubtitle(OCTOBER)).toBe('9月19日至10月18日 · 共 23 人');
  expect(rankingSubtitle({ ...OCTOBER, of: '阳光社区', version: 2 })).toBe(
    '9月19日至10月18日 · 名次是全街道 23 人里的 · 第 2 版',
  );
  expect(rankingSubtitle({ ...OCTOBER, kind: 'community', ranked: 2 })).toContain('共 2 个');
  expect(rankingSubtitle({ ...OCTOBER, ranked: 0 })).toContain('没有可排的');
});

test('a file’s name holds nothing that some system does not take', () => {
  const name = fileName('scores', { place: '昆仑/路:"街道"\u202e', monthKey: '2026-10', format: 'xlsx' });
  expect(name).toBe('昆仑路街道2026年10月考核得分.xlsx');
  const long = fileName('month', { place: '长'.repeat(300), monthKey: '2026-10', format: 'docx' });
  expect(long.length).toBeLessThan(110);
});
