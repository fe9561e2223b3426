import { expect, test } from 'vitest';
import type { Rank } from '../../../src/engine/appraisal/sheet.ts';
import { meanRanking } from '../../../src/engine/appraisal/span.ts';

/** Only whether there is a place matters, not which. */
const rank = (subjectId: string, total: string | null, place: number | null = total === null ? null : 1) =>
  ({ subjectId, name: subjectId, total, place }) as Rank;
const rounding = { rule: 'half-up', places: 2 } as const;

test('several months are ranked by the mean of those that there are; none is not nothing', () => {
  const months = [
    [rank('a', '90'), rank('b', '80'), rank('c', null)],
    [rank('a', '85'), rank('b', '95')],
    [rank('b', null), rank('a', null), rank('d', '87.5'), rank('c', null)],
  ];
  expect(meanRanking(months, rounding)).toEqual([
    { place: 1, subjectId: 'a', name: 'a', mean: '87.5', totals: ['90', '85', null] },
    { place: 1, subjectId: 'b', name: 'b', mean: '87.5', totals: ['80', '95', null] },
    { place: 1, subjectId: 'd', name: 'd', mean: '87.5', totals: [null, null, '87.5'] },
    { place: null, subjectId: 'c', name: 'c', mean: null, totals: [null, null, null] },
  ]);
});

test('a mean is rounded by the policy’s rule', () => {
  const [row] = meanRanking([[rank('a', '1')], [rank('a', '1')], [rank('a', '0')]], rounding);
  expect(row?.mean).toBe('0.67');
});

test('who had too few cases in every month stands below without a place, whatever the mean', () => {
  const months = [
    [rank('a', '90'), rank('b', '99', null)],
    [rank('a', '80', null), rank('b', '99', null)],
  ];
  expect(meanRanking(months, rounding).map(({ name, place, mean }) => [name, place, mean])).toEqual([
    ['a', 1, '85'],
    ['b', null, '99'],
  ]);
});
