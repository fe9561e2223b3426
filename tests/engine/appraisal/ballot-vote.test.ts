import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BallotTask } from '../../../src/engine/appraisal/ballot.ts';
import {
  type Cast,
  castVote,
  tasksLeft,
  unfinished,
  votedKey,
} from '../../../src/engine/appraisal/ballot-vote.ts';
import { CLOSES, makeBallot, makeRule, OPENS } from './ballots.ts';

const NOBODY = new Set<string>();
const NINES = [9, 8, 9, 10, 9];
const cast = (voterId: string, subjectId: string, values: readonly number[] = NINES): Cast => ({
  voterId,
  subject: { id: subjectId, name: subjectId },
  values,
});

describe('a vote', () => {
  const now = OPENS;

  test('has one number an aspect', () => {
    const vote = castVote(makeBallot(), cast('limei', 'wangqiang'), { voted: NOBODY, now });
    expect(vote).toEqual({
      ok: true,
      value: {
        ballotId: 'kunlun 2026-10 peers',
        voterId: 'limei',
        subjectId: 'wangqiang',
        values: { de: 9, neng: 8, qin: 9, ji: 10, lian: 9 },
      },
    });
  });

  test.each([
    [[9, 8, 9, 10]],
    [[9, 8, 9, 10, 11]],
    [[9, 8, 9, 10, 9, 9]],
    [[9, 8, 9, 10, 8.5]],
    [[9, 8, 9, 10, -1]],
    [[]],
  ])('%j is refused, and what was given is not repeated', (values) => {
    expect(castVote(makeBallot(), cast('limei', 'wangqiang', values), { voted: NOBODY, now })).toEqual({
      ok: false,
      refusal: {
        code: 'votes-wrong',
        subject: 'wangqiang',
        aspects: ['德', '能', '勤', '绩', '廉'],
        most: 10,
      },
    });
  });

  test('is given once', () => {
    const voted = new Set([
      votedKey({ ballotId: makeBallot().id, voterId: 'limei', subjectId: 'wangqiang' }),
    ]);
    const again = castVote(makeBallot(), cast('limei', 'wangqiang'), { voted, now });
    expect(again).toMatchObject({ refusal: { code: 'voted-before' } });
    expect(tasksLeft(makeBallot(), 'limei', voted)).toEqual([]);
    expect(unfinished(makeBallot(), voted)).toEqual([{ voterId: 'wangqiang', subjectId: 'limei' }]);
  });

  test('comes neither before the ballot opens nor after it closed', () => {
    for (const [ballot, at] of [
      [makeBallot(), OPENS - 1],
      [makeBallot(), CLOSES],
      [makeBallot({ status: 'closed' }), OPENS],
    ] as const) {
      const late = castVote(ballot, cast('limei', 'wangqiang'), { voted: NOBODY, now: at });
      expect(late).toMatchObject({ refusal: { code: 'ballot-closed' } });
    }
  });

  const people = ['a', 'b', 'c', 'd'];
  const person = fc.constantFrom(...people);
  const tasks: readonly BallotTask[] = people.flatMap((voterId) =>
    people.filter((id) => id !== voterId && id !== 'd').map((subjectId) => ({ voterId, subjectId })),
  );

  test('whatever people try, nobody votes twice, for themselves or in another’s place, and counts add up to the turnout', () => {
    const rule = makeRule();
    const ballot = makeBallot({ rule, tasks });
    const values = fc.array(fc.integer({ min: -2, max: 12 }), { minLength: 4, maxLength: 6 });
    const attempts = fc.array(fc.record({ voter: person, subject: person, values }), { maxLength: 60 });
    fc.assert(
      fc.property(attempts, (tries) => {
        const voted = new Set<string>();
        const counts = new Map<string, number>();
        for (const { voter, subject, values: given } of tries) {
          const result = castVote(ballot, cast(voter, subject, given), { voted, now });
          if (!result.ok) continue;
          const key = votedKey(result.value);
          expect(voted.has(key)).toBe(false);
          expect(voter).not.toBe(subject);
          expect(tasks).toContainEqual({ voterId: voter, subjectId: subject });
          voted.add(key);
          for (const [aspect, value] of Object.entries(result.value.values)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(rule.most);
            counts.set(`${subject} ${aspect}`, (counts.get(`${subject} ${aspect}`) ?? 0) + 1);
          }
        }
        for (const subject of people) {
          const turnout = [...voted].filter((key) => key.endsWith(` ${subject}`)).length;
          for (const { id } of rule.aspects) expect(counts.get(`${subject} ${id}`) ?? 0).toBe(turnout);
        }
        expect(unfinished(ballot, voted)).toHaveLength(tasks.length - voted.size);
      }),
      { numRuns: 100 },
    );
  });
});
