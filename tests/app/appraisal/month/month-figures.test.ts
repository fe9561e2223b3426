import { describe, expect, test } from 'vitest';
import { type FiguresGiven, monthFigures } from '../../../../src/app/appraisal/month/month-figures.ts';
import type { MonthIssues } from '../../../../src/app/appraisal/month/month-issues.ts';
import type { FactId, Subject } from '../../../../src/engine/appraisal/facts.ts';
import type { FrozenSubject } from '../../../../src/engine/appraisal/sheet.ts';
import { facts, OCTOBER, SUBJECTS } from '../../../report/stage.ts';

function frozen(subject: Subject, counts: Partial<Record<FactId, number>>): FrozenSubject {
  return { subject, facts: facts(counts), ballots: [] };
}

const TWO = [
  frozen(SUBJECTS.yanguang, { opened: 5, finished: 4, 'solved-yes': 3, 'solved-no': 1 }),
  frozen(SUBJECTS.hubin, { opened: 2, finished: 2, satisfied: 1, basically: 1 }),
  frozen(SUBJECTS.limei, { opened: 4, finished: 4 }),
];

function issues(counts: Record<string, number>): MonthIssues {
  const frequent = Object.entries(counts).map(([category2, count]) => ({
    category1: '物业服务',
    category2,
    count,
  }));
  return { streetId: 'kunlun', communityId: null, window: OCTOBER.window, frequent, waiting: [] };
}

function given(changes: Partial<FiguresGiven> = {}): FiguresGiven {
  return {
    place: '昆仑路街道',
    monthKey: '2026-10',
    window: OCTOBER.window,
    communityId: null,
    frozen: TWO,
    before: { monthKey: '2026-09', frozen: [] },
    yearBefore: { monthKey: '2025-10', frozen: [] },
    issues: null,
    issuesBefore: null,
    burden: null,
    fewest: 8,
    nameOf: (id) => id,
    ...changes,
  };
}

describe('figures of a month', () => {
  test('count each ticket once: by the communities, where it lies', () => {
    expect(monthFigures(given()).now).toMatchObject({
      opened: 7,
      finished: 6,
      solved: { good: 3, of: 4 },
      satisfied: { good: 2, of: 2 },
      onTime: null,
    });
  });

  test('or by the people, where no community is scored', () => {
    expect(monthFigures(given({ frozen: TWO.slice(2) })).now).toMatchObject({ opened: 4, finished: 4 });
  });

  test('of one community are its own', () => {
    const of = monthFigures(given({ communityId: 'hubin' }));
    expect(of.now.opened).toBe(2);
    expect(of.communities).toEqual([]);
  });

  test('name a month before only where it was counted', () => {
    expect(monthFigures(given()).before).toBeNull();
    const before = { monthKey: '2026-09', frozen: [frozen(SUBJECTS.yanguang, { opened: 9 })] };
    const of = monthFigures(given({ before }));
    expect(of.before).toMatchObject({ monthKey: '2026-09', counted: { opened: 9 } });
    expect(of.communities).toMatchObject([
      { name: '阳光社区', before: { opened: 9 } },
      { name: '湖滨社区', before: null },
    ]);
  });
});

describe('what people came with', () => {
  const all = issues({ 电梯: 9, 停水: 7, 门禁: 5, 漏水: 4, 物业其他: 3, 供暖: 2 });

  test('is the five most frequent, under the name that says something', () => {
    const of = monthFigures(given({ issues: all }));
    expect(of.issues.map(({ name }) => name)).toEqual(['电梯', '停水', '门禁', '漏水', '物业服务']);
    expect(of.issues[0]?.before).toBeNull();
  });

  test('with how often it came the month before, if anybody counted then', () => {
    const before = { monthKey: '2026-09', frozen: TWO };
    const of = monthFigures(given({ issues: all, issuesBefore: issues({ 电梯: 4 }), before }));
    expect(of.issues.slice(0, 2).map((one) => one.before)).toEqual([4, 0]);
  });
});

test('burden is how many were prompted how often, and nobody is named', () => {
  const burden = new Map([
    ['limei', 12],
    ['sunyan', 0],
    ['wugang', 3],
  ]);
  expect(monthFigures(given({ burden })).burden).toEqual({ people: 2, prompts: 15, most: 12 });
  expect(monthFigures(given({ burden: new Map() })).burden).toBeNull();
});
