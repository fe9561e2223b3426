import { describe, expect, test } from 'vitest';
import type { Ranking } from '../../../src/engine/appraisal/sheet.ts';
import { aGroup, aPolicy, aSubject, entry, facts, frozen, metric, scored, written } from './scoring-kit.ts';

/** Everybody starts with 100 points in one item and loses so many. */
const policy = aPolicy({ items: [written('discipline', 'full', { points: '100' })] });

function ranked(lost: Readonly<Record<string, number>>, by = policy): Ranking | undefined {
  const subjects = Object.keys(lost).map((id) => frozen(id));
  const entries = Object.entries(lost).map(([subjectId, points], at) =>
    entry(at + 1, { subjectId, points: String(-points) }),
  );
  return scored(by, { subjects, entries }).rankings[0];
}

const places = (ranking: Ranking | undefined) =>
  ranking?.ranks.map(({ name, place, tied }) => `${place ?? '-'} ${name}${tied ? ' =' : ''}`);

describe('competition ranking', () => {
  test('equal totals share a place and the next is that many further down', () => {
    expect(places(ranked({ d: 9, b: 3, c: 3, a: 0, e: 9 }))).toEqual([
      '1 a',
      '2 b =',
      '2 c =',
      '4 d =',
      '4 e =',
    ]);
  });

  test('those with equal totals stand by name, then by id, however they came in', () => {
    const subjects = ['2', '1', '3'].map((id) =>
      frozen(id, { subject: aSubject(id, { name: id === '3' ? '安' : '李' }) }),
    );
    const { rankings } = scored(policy, { subjects });
    expect(rankings[0]?.ranks.map(({ subjectId }) => subjectId)).toEqual(['3', '1', '2']);
  });

  test('is by group, in the order of the policy', () => {
    const groups = [aGroup('heads'), aGroup('workers'), aGroup('empty')];
    const subjects = [frozen('a'), frozen('b', { subject: aSubject('b', { groupId: 'heads' }) })];
    const { rankings } = scored({ ...policy, groups }, { subjects });
    expect(rankings.map(({ groupId, ranks }) => [groupId, ranks.length])).toEqual([
      ['heads', 1],
      ['workers', 1],
    ]);
  });
});

describe('without a place', () => {
  test('is everybody of a small group', () => {
    const ranking = ranked({ a: 0, b: 1 }, { ...policy, groups: [aGroup('workers', 3)] });
    expect(ranking?.ranks.map(({ place, unranked, total }) => [place, unranked, total])).toEqual([
      [null, 'small-group', '100'],
      [null, 'small-group', '99'],
    ]);
  });

  const rates = { ...aPolicy().rates, fewest: 8 };
  const solved = metric('solved', { metric: 'solved-rate', scoring: { type: 'share' }, shrink: false });

  test('is who has few cases, where rates are scored', () => {
    const subjects = [
      frozen('few', { facts: facts({ 'solved-yes': 7 }) }),
      frozen('many', { facts: facts({ 'solved-yes': 4, 'solved-no': 4 }) }),
    ];
    const { rankings } = scored(aPolicy({ items: [solved], rates }), { subjects });
    expect(places(rankings[0])).toEqual(['1 many', '- few']);
    expect(rankings[0]?.ranks[1]?.unranked).toBe('few-cases');
    expect(places(ranked({ a: 0, b: 1 }, { ...policy, rates }))).toEqual(['1 a', '2 b']);
  });

  test('is who has no data', () => {
    const { rankings } = scored(aPolicy({ items: [solved] }), { subjects: [frozen('a')] });
    expect(rankings[0]?.ranks).toMatchObject([{ place: null, unranked: 'no-data', total: null }]);
  });
});

describe('a difference that chance explains', () => {
  test('is none between two who answer for the same tickets', () => {
    const solved = metric('solved', { metric: 'solved-rate', scoring: { type: 'share' }, shrink: false });
    const policyOfBoth = aPolicy({ items: [solved, written('discipline', 'full')] });
    const shared = (tickets: number[]) =>
      facts({ 'solved-yes': 9, 'solved-no': 1 }, { 'solved-no': tickets });
    const close = (other: number[]) => {
      const subjects = [frozen('a', { facts: shared([7]) }), frozen('b', { facts: shared(other) })];
      const entries = [entry(1, { subjectId: 'b', points: '-1' })];
      return scored(policyOfBoth, { subjects, entries }).rankings[0]?.ranks[1]?.closeToNext;
    };
    expect(close([7])).toBe(false);
    expect(close([8])).toBe(true);
  });

  test('to the next one above is said, a clear one is not', () => {
    const items = [metric('solved', { metric: 'solved-rate', scoring: { type: 'share' }, shrink: false })];
    const of = (id: string, yes: number, no: number) =>
      frozen(id, { facts: facts({ 'solved-yes': yes, 'solved-no': no }) });
    const subjects = [of('first', 95, 5), of('second', 93, 7), of('third', 30, 70)];
    const { rankings } = scored(aPolicy({ items }), { subjects });
    expect(rankings[0]?.ranks.map(({ name, closeToNext }) => [name, closeToNext])).toEqual([
      ['first', false],
      ['second', true],
      ['third', false],
    ]);
  });
});
