import { describe, expect, it } from 'vitest';
import { compareScores } from '../../../src/engine/appraisal/compare.ts';
import type { ScoreLine } from '../../../src/engine/appraisal/sheet.ts';
import { makeSheet } from '../../support/make-appraisal.ts';
import { makeScores, type Totals } from '../../support/make-scores.ts';

function compared(before: Totals[string], after: Totals[string]) {
  return compareScores(makeScores('2026-10', { staff: before }), makeScores('2026-10', { staff: after }));
}

function line(got: string | null, itemId = 'attendance'): ScoreLine {
  const [first] = makeSheet().lines;
  if (first === undefined) throw new Error('a sheet has a line');
  return { ...first, itemId, got };
}

describe('two versions of a month', () => {
  it('that are the same have nobody who moved', () => {
    const same = { wu: '90', chen: '80' };
    expect(compared(same, same)).toEqual({
      moves: [],
      groups: [{ groupId: 'staff', groupName: 'staff', members: 2, moved: 0, pairs: 1, kept: 1 }],
    });
  });

  it('say who moved, by how many places and points, in the new order', () => {
    const { moves } = compared({ wu: '90', chen: '80', li: '70' }, { wu: '90', chen: '80', li: '85.5' });
    expect(moves).toMatchObject([
      {
        name: 'li',
        from: { place: 3, total: '70' },
        to: { place: 2, total: '85.5' },
        places: 1,
        points: '15.5',
      },
      {
        name: 'chen',
        from: { place: 2, total: '80' },
        to: { place: 3, total: '80' },
        places: -1,
        points: '0',
      },
    ]);
  });

  it('show the lines behind it, also those that only one of them has', () => {
    const before = { wu: { total: '90', lines: [line('9'), line('5', 'old')] } };
    const after = { wu: { total: '91', lines: [line('10'), line(null, 'new')] } };
    expect(compared(before, after).moves[0]?.lines).toEqual([
      { itemId: 'attendance', name: '出勤', from: { got: '9', of: '10' }, to: { got: '10', of: '10' } },
      { itemId: 'new', name: '出勤', from: null, to: { got: null, of: '10' } },
      { itemId: 'old', name: '出勤', from: { got: '5', of: '10' }, to: null },
    ]);
  });

  it('find a line that changed where total and place did not', () => {
    const change = (got: string) => ({ wu: { total: '90', lines: [line(got)] } });
    expect(compared(change('9'), change('8')).moves).toHaveLength(1);
  });

  it('name who is scored in one of them only', () => {
    const { moves } = compared({ wu: '90', chen: '80' }, { wu: '90', li: '70' });
    expect(moves.map(({ name, from, to, places }) => [name, from, to, places])).toEqual([
      ['li', null, { place: 2, total: '70' }, null],
      ['chen', { place: 2, total: '80' }, null, null],
    ]);
  });

  it('count no places between groups', () => {
    const before = makeScores('2026-10', { staff: { wu: '90' }, heads: { chen: '80' } });
    const after = makeScores('2026-10', { staff: {}, heads: { wu: '90', chen: '80' } });
    expect(compareScores(before, after).moves).toMatchObject([
      { name: 'wu', groupId: 'heads', places: null, points: '0' },
      { name: 'chen', places: -1 },
    ]);
  });

  it('without a total there are no points won', () => {
    expect(compared({ wu: null }, { wu: '70' }).moves[0]).toMatchObject({ places: null, points: null });
  });
});

describe('how stable an order is', () => {
  it.each([
    [{ a: '4', b: '3', c: '2', d: '1' }, { a: '1', b: '2', c: '3', d: '4' }, 4, 0, 'turned round'],
    [{ a: '4', b: '3', c: '2', d: '1' }, { a: '3', b: '4', c: '2', d: '1' }, 2, 5, 'two of them changed'],
    [
      { a: '4', b: '3', c: '2', d: '1' },
      { a: '40', b: '30', c: '20', d: '10' },
      0,
      6,
      'other points, same order',
    ],
    [{ a: '4', b: '4', c: '2', d: '1' }, { a: '4', b: '3', c: '2', d: '1' }, 1, 5, 'a tie came apart'],
  ] as [Totals[string], Totals[string], number, number, string][])('%j to %j', (...given) => {
    const [before, after, moved, kept] = given;
    expect(compared(before, after).groups[0]).toMatchObject({ members: 4, pairs: 6, moved, kept });
  });

  it('is asked only of those who are ranked in both', () => {
    expect(compared({ a: '4', b: '3', c: null }, { a: '4', c: '3', d: '2' }).groups[0]).toMatchObject({
      members: 1,
      pairs: 0,
      kept: 0,
    });
  });
});
