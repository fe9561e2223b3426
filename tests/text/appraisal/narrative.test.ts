import { describe, expect, test } from 'vitest';
import type { Counted, MonthFigures } from '../../../src/app/appraisal/month/report-replies.ts';
import { narrativeOf, narrativeText } from '../../../src/text/appraisal/narrative.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW = {
  from: Date.parse('2026-10-01T00:00:00+08:00'),
  until: Date.parse('2026-11-01T00:00:00+08:00'),
};

function counted(changes: Partial<Counted> = {}): Counted {
  return {
    opened: 0,
    finished: 0,
    rework: 0,
    repeated: 0,
    returned: 0,
    contacted: null,
    solved: null,
    satisfied: null,
    onTime: null,
    responded: null,
    ...changes,
  };
}

function figures(changes: Partial<MonthFigures> = {}): MonthFigures {
  return {
    place: '昆仑路街道',
    monthKey: '2026-10',
    window: WINDOW,
    now: counted({ opened: 128, finished: 120 }),
    before: null,
    yearBefore: null,
    communities: [],
    issues: [],
    waiting: [],
    burden: null,
    fewest: 8,
    ...changes,
  };
}

function sections(changes: Partial<MonthFigures>): Record<string, readonly string[]> {
  const told = narrativeOf(figures(changes), ZONE).sections;
  return Object.fromEntries(told.map(({ heading, lines }) => [heading, lines]));
}

describe('the month’s report in words', () => {
  test('says how much came and was done, and rates with what they are counted from', () => {
    const now = counted({ opened: 128, finished: 120, solved: { good: 91, of: 100 }, rework: 3 });
    expect(sections({ now })).toEqual({
      总的情况: ['10月1日至10月31日,居民反映 128 件,办结 120 件。', '说解决了 91%(91/100)。', '返工 3 件。'],
    });
  });

  test('compares only with what is known', () => {
    expect(sections({})['和以前比']).toBeUndefined();
    const before = { monthKey: '2026-09', counted: counted({ opened: 116, finished: 125 }) };
    expect(sections({ before })['和以前比']).toEqual(['比上月:反映多 12 件,办结少 5 件。']);
    const yearBefore = { monthKey: '2025-10', counted: counted({ opened: 128, finished: 1 }) };
    expect(sections({ before, yearBefore })['和以前比']?.[1]).toBe('比去年同月:反映一样多,办结多 119 件。');
  });

  test('says nothing of rates of a handful', () => {
    const compare = (of: number) => ({
      now: counted({ solved: { good: of, of } }),
      before: { monthKey: '2026-09', counted: counted({ solved: { good: 0, of: 20 } }) },
    });
    expect(sections(compare(7))['有进步']).toBeUndefined();
    expect(sections(compare(8))['有进步']).toEqual(['说解决了 0% → 100%']);
    expect(sections(compare(8))['和以前比']?.[0]).toContain('说解决了 0% → 100%');
  });

  test('tells better from worse, of the whole and of each community', () => {
    const was = counted({ solved: { good: 80, of: 100 }, onTime: { good: 90, of: 100 }, rework: 12 });
    const is = counted({ solved: { good: 91, of: 100 }, onTime: { good: 70, of: 100 }, rework: 5 });
    const told = sections({
      now: is,
      before: { monthKey: '2026-09', counted: was },
      communities: [{ name: '阳光社区', now: was, before: is }],
    });
    expect(told['有进步']).toEqual(['说解决了 80% → 91%', '返工 12 → 5 件', '阳光社区:按时办结 70% → 90%']);
    expect(told['要留意']).toEqual([
      '按时办结 90% → 70%',
      '阳光社区:说解决了 91% → 80%',
      '阳光社区:返工 5 → 12 件',
    ]);
  });

  test('a move of one point, or of one ticket, is no progress', () => {
    const was = counted({ solved: { good: 90, of: 100 }, rework: 3 });
    const is = counted({ solved: { good: 91, of: 100 }, rework: 2 });
    const told = sections({ now: is, before: { monthKey: '2026-09', counted: was } });
    expect(Object.keys(told)).toEqual(['总的情况', '和以前比']);
  });

  test('names what came most, and what has waited longest by the month’s end', () => {
    const told = sections({
      issues: [
        { name: '电梯', count: 23, before: 18 },
        { name: '停水', count: 9, before: 0 },
        { name: '噪音扰民', count: 8, before: null },
      ],
      waiting: [
        {
          number: 128,
          name: '电梯',
          community: '阳光社区',
          openedAt: Date.parse('2026-09-03T08:00:00+08:00'),
        },
        { number: 9, name: '路灯', community: '', openedAt: Date.parse('2026-10-31T23:59:59+08:00') },
      ],
    });
    expect(told['反映最多的事']).toEqual(['电梯 23 件(上月 18 件)', '停水 9 件(上月没有)', '噪音扰民 8 件']);
    expect(told['还没办完、等得最久的']).toEqual([
      '#128 电梯(阳光社区),9月3日报的,到月底 58 天',
      '#9 路灯,10月31日报的,到月底 0 天',
    ]);
  });

  test('counts what the bot asked of people, without names', () => {
    expect(sections({ burden: { people: 3, prompts: 40, most: 21 } })['机器人添的负担']).toEqual([
      '机器人这个月点名提醒 40 次,3 人平均 13.3 次,最多的一人 21 次。',
    ]);
  });
});

test('in a chat lists are cut to what a phone shows', () => {
  const communities = Array.from({ length: 9 }, (_, index) => ({
    name: `社区${index}`,
    now: counted(),
    before: null,
  }));
  const text = narrativeText(narrativeOf(figures({ communities }), ZONE));
  expect(text.split('\n')).toEqual([
    '昆仑路街道2026年10月月报',
    '一、总的情况:10月1日至10月31日,居民反映 128 件,办结 120 件。',
    '二、各社区',
    ...[0, 1, 2, 3, 4, 5].map((index) => `· 社区${index}:反映 0 件,办结 0 件`),
    '…还有 3 条,见文件',
  ]);
});
