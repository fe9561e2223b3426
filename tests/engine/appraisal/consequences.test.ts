import { describe, expect, it } from 'vitest';
import { proposals, seriesLength, unfounded } from '../../../src/engine/appraisal/consequences.ts';
import type { ConsequenceCondition, ConsequenceRule } from '../../../src/engine/appraisal/policy.ts';
import { makeProposal } from '../../support/make-appraisal.ts';
import { makeScores, type Totals } from '../../support/make-scores.ts';

function rule(when: ConsequenceCondition, groups: readonly string[] = ['heads']): ConsequenceRule {
  return { id: 'r', name: '规则', groups, when, measure: '定为不合格', answeredBy: 'street', origin: 'test' };
}

/** Who is proposed after these months, from August on. */
function proposed(when: ConsequenceCondition, ...heads: Totals[string][]): readonly string[] {
  const series = heads.map((totals, index) =>
    makeScores(`2026-${String(8 + index).padStart(2, '0')}`, { heads: totals }),
  );
  return proposals({ consequences: [rule(when)] }, series).map(({ subjectId }) => subjectId);
}

const LAST_TWICE = { type: 'last', months: 2 } as const;

describe('last two months running', () => {
  it.each<[string, Totals[string][], string[]]>([
    ['once is not twice', [{ wu: '80', chen: '90' }], []],
    [
      'twice is',
      [
        { wu: '80', chen: '90' },
        { wu: '70', chen: '95' },
      ],
      ['wu'],
    ],
    [
      'not the other way round',
      [
        { wu: '80', chen: '90' },
        { wu: '95', chen: '70' },
      ],
      [],
    ],
    [
      'a tie for last is last',
      [
        { wu: '80', chen: '90' },
        { wu: '70', chen: '70', li: '90' },
      ],
      ['wu'],
    ],
    [
      'where all are equal nobody is last',
      [
        { wu: '80', chen: '90' },
        { wu: '70', chen: '70' },
      ],
      [],
    ],
    ['alone nobody is last', [{ wu: '80' }, { wu: '70' }], []],
    [
      'without data nobody is ranked, so not last',
      [
        { wu: '80', chen: '90' },
        { wu: null, chen: '95' },
      ],
      [],
    ],
    [
      'only the last two months count',
      [
        { wu: '80', chen: '90' },
        { wu: '95', chen: '90' },
        { wu: '70', chen: '95' },
      ],
      [],
    ],
    [
      'who was not there in the first is not',
      [
        { chen: '90', li: '95' },
        { wu: '70', chen: '95' },
      ],
      [],
    ],
  ])('%s', (_what, months, expected) => {
    expect(proposed(LAST_TWICE, ...months)).toEqual(expected);
  });

  it('a month that is missing breaks the run', () => {
    const series = ['2026-08', '2026-10'].map((key) => makeScores(key, { heads: { wu: '70', chen: '90' } }));
    expect(proposals({ consequences: [rule(LAST_TWICE)] }, series)).toEqual([]);
  });

  it('runs on over the end of a year', () => {
    const series = ['2026-12', '2027-01'].map((key) => makeScores(key, { heads: { wu: '70', chen: '90' } }));
    expect(proposals({ consequences: [rule(LAST_TWICE)] }, series)).toHaveLength(1);
  });

  it('another group begins another run, and other groups are not meant', () => {
    const [august, september] = [
      makeScores('2026-08', { deputies: { wu: '70', chen: '90' } }),
      makeScores('2026-09', { heads: { wu: '70', chen: '90' }, deputies: { li: '60', he: '90' } }),
    ];
    const both = rule(LAST_TWICE, ['heads', 'deputies']);
    expect(proposals({ consequences: [both] }, [august, september])).toEqual([]);
    const once = proposals({ consequences: [rule({ type: 'last', months: 1 })] }, [august, september]);
    expect(once.map(({ subjectId }) => subjectId)).toEqual(['wu']);
  });

  it('says of which months and figures it comes, oldest first', () => {
    const series = ['2026-09', '2026-10'].map((key, index) =>
      makeScores(key, { heads: { wu: `7${index}`, chen: '90', li: '95' } }),
    );
    expect(proposals({ consequences: [rule(LAST_TWICE)] }, series)).toEqual([
      {
        monthKey: '2026-10',
        ruleId: 'r',
        ruleName: '规则',
        measure: '定为不合格',
        answeredBy: 'street',
        subjectId: 'wu',
        subjectName: 'wu',
        groupId: 'heads',
        because: [
          { monthKey: '2026-09', place: 3, members: 3, total: '70' },
          { monthKey: '2026-10', place: 3, members: 3, total: '71' },
        ],
      },
    ]);
  });

  it('is proposed once a month, and again when it runs on', () => {
    const months = ['2026-08', '2026-09', '2026-10'].map((key) =>
      makeScores(key, { heads: { wu: '70', chen: '90' } }),
    );
    const policy = { consequences: [rule(LAST_TWICE)] };
    const first = proposals(policy, months.slice(0, 2));
    expect(first).toHaveLength(1);
    expect(proposals(policy, months.slice(0, 2), first)).toEqual([]);
    expect(proposals(policy, months, first).map(({ monthKey }) => monthKey)).toEqual(['2026-10']);
  });
});

describe('among the first so large a share', () => {
  const names = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index));
  const twenty = Object.fromEntries(names.map((name, index) => [name, `${99 - index}`]));
  const top = (share: string, cap: number | null = null) => ({ type: 'top-share', share, cap }) as const;

  it.each<[string, ConsequenceCondition, Totals[string], string[]]>([
    ['15 % of twenty are three', top('0.15'), twenty, ['a', 'b', 'c']],
    [
      'of nineteen and a share of three tenths five, rounded down',
      top('0.299'),
      { ...twenty, t: null },
      ['a', 'b', 'c', 'd', 'e'],
    ],
    ['no more than there are posts for', top('0.15', 2), twenty, ['a', 'b']],
    [
      'who ties beyond the limit is out, all of them',
      top('0.15'),
      { ...twenty, c: '97', d: '97' },
      ['a', 'b'],
    ],
    ['a tie within it is in', top('0.15'), { ...twenty, b: '98', c: '98' }, ['a', 'b', 'c']],
    ['of a few people nobody', top('0.15'), { a: '90', b: '80' }, []],
  ])('%s', (...[, when, totals, expected]) => {
    expect(proposed(when, totals)).toEqual(expected);
  });
});

describe('below so many points', () => {
  const below = (of: 'total' | 'ballots', months: number) =>
    ({ type: 'below', of, points: '60', months }) as const;

  it.each<[string, ConsequenceCondition, Totals[string][], string[]]>([
    ['at the limit is not below', below('total', 1), [{ wu: '60', chen: '59.99' }], ['chen']],
    ['three months running', below('total', 3), [{ wu: '59' }, { wu: '58' }, { wu: '57' }], ['wu']],
    ['one good month breaks the run', below('total', 3), [{ wu: '59' }, { wu: '61' }, { wu: '57' }], []],
    ['no data is not below', below('total', 1), [{ wu: null }], []],
    ['by the ballots', below('ballots', 1), [{ wu: { total: '90', ballots: '55' } }], ['wu']],
    ['without a ballot not', below('ballots', 1), [{ wu: { total: '50', ballots: null } }], []],
  ])('%s', (...[, when, months, expected]) => {
    expect(proposed(when, ...months)).toEqual(expected);
  });

  it('of too few cases follows nothing', () => {
    const month = makeScores('2026-10', { heads: { wu: '50' } });
    const [ranking] = month.rankings;
    const [rank] = ranking?.ranks ?? [];
    if (ranking === undefined || rank === undefined) throw new Error('nobody is ranked');
    const few = { ...ranking, ranks: [{ ...rank, place: null, unranked: 'few-cases' as const }] };
    const policy = { consequences: [rule(below('total', 1))] };
    expect(proposals(policy, [{ ...month, rankings: [few] }])).toEqual([]);
  });

  it('names the figure it judged by', () => {
    const month = makeScores('2026-10', { heads: { wu: { total: '90', ballots: '55' } } });
    const [one] = proposals({ consequences: [rule(below('ballots', 1))] }, [month]);
    expect(one?.because).toEqual([{ monthKey: '2026-10', place: 1, members: 1, total: '55' }]);
  });
});

describe('proposals and later versions', () => {
  const policy = { consequences: [rule({ type: 'last', months: 1 })] };
  const open = makeProposal(1, { ruleId: 'r', subjectId: 'wu', monthKey: '2026-10' });

  it('one that an appeal took the ground from is found', () => {
    const before = makeScores('2026-10', { heads: { wu: '70', chen: '90' } });
    const after = makeScores('2026-10', { heads: { wu: '92', chen: '90' } });
    expect(unfounded([open], policy, [before])).toEqual([]);
    expect(unfounded([open], policy, [after])).toEqual([open]);
  });

  it('but what a person has answered, or another month proposed, stands', () => {
    const after = makeScores('2026-10', { heads: { wu: '92', chen: '90' } });
    const answered = { ...open, status: 'confirmed' as const };
    expect(unfounded([answered, { ...open, monthKey: '2026-09' }], policy, [after])).toEqual([]);
  });
});

it('a policy looks back as far as its longest rule', () => {
  const rules = [rule(LAST_TWICE), rule({ type: 'below', of: 'total', points: '60', months: 3 })];
  expect(seriesLength({ consequences: rules })).toBe(3);
  expect(seriesLength({ consequences: [] })).toBe(1);
});
