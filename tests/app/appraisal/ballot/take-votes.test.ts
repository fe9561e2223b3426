import { describe, expect, test } from 'vitest';
import { resultsOf } from '../../../../src/app/appraisal/ballot/ballot-results.ts';
import { ballotsLeft, type VoterView } from '../../../../src/app/appraisal/ballot/ballot-shown.ts';
import { takeVotes } from '../../../../src/app/appraisal/ballot/take-votes.ts';
import { readVotes } from '../../../../src/engine/appraisal/ballot-words.ts';
import { indexOrganisation } from '../../../../src/engine/org/lookup.ts';
import { makeBallot, makeRule, OPENS } from '../../../engine/appraisal/ballots.ts';
import { SMALL_TOWN } from '../../../support/small-town.ts';

const namesake = { ...SMALL_TOWN.staff[4], id: 'sunyan-2', name: '王强' };
const directory = indexOrganisation({
  ...SMALL_TOWN,
  staff: [...SMALL_TOWN.staff, { accounts: [], posts: [], ...namesake }],
});
const of = (...subjectIds: string[]) => subjectIds.map((subjectId) => ({ voterId: 'xujing', subjectId }));

const STREET = makeBallot({
  id: 'street',
  number: 3,
  rule: makeRule({ name: '街道测评' }),
  tasks: of('chenhua', 'wugang'),
});
const GROUP = makeBallot({
  id: 'group',
  number: 4,
  rule: makeRule({ name: '考核组测评' }),
  tasks: of('chenhua'),
});
const SHORT = makeBallot({
  id: 'short',
  number: 5,
  rule: makeRule({ aspects: [{ id: 'all', name: '总体' }] }),
  tasks: of('wugang', 'wangqiang', 'sunyan-2'),
});

const view = (voted: readonly string[] = []): VoterView => ({
  ballots: [STREET, GROUP, SHORT],
  voterId: 'xujing',
  voted: new Set(voted),
  directory,
  now: OPENS,
});
const take = (text: string, voted: readonly string[] = []) => {
  const { taken, refusal } = takeVotes(readVotes(text) ?? [], view(voted));
  return { taken: taken.map(({ ballot, vote }) => `${ballot.id}:${vote.subjectId}`), refusal };
};

describe('whose ballot a typed vote is', () => {
  test('of two with the same person it asks which, and takes the one that is named', () => {
    expect(take('陈华 9 9 9 9 9')).toEqual({
      taken: [],
      refusal: {
        code: 'which-ballot',
        subject: '陈华',
        ballots: [
          { number: 3, name: '街道测评' },
          { number: 4, name: '考核组测评' },
        ],
      },
    });
    expect(take('4 陈华 9 9 9 9 9').taken).toEqual(['group:chenhua']);
  });

  test('is the one that is left, or the one with so many numbers', () => {
    expect(take('陈华 9 9 9 9 9', ['street xujing chenhua']).taken).toEqual(['group:chenhua']);
    expect(take('吴刚 9').taken).toEqual(['short:wugang']);
    expect(take('吴刚 9 9 9 9 9').taken).toEqual(['street:wugang']);
    expect(take('吴刚 9\n吴刚 9 9 9 9 9').taken).toEqual(['short:wugang', 'street:wugang']);
  });

  test('the same line twice counts once', () => {
    const { taken, refusal } = take('4 陈华 9 9 9 9 9\n4 陈华 1 1 1 1 1');
    expect(taken).toEqual(['group:chenhua']);
    expect(refusal).toMatchObject({ code: 'voted-before' });
  });

  test('of two who are called the same the community is said', () => {
    const names = ballotsLeft(view()).find(({ number }) => number === 5)?.names;
    expect(names).toEqual(['吴刚', '王强(阳光社区)', '王强(湖滨社区)']);
    expect(take('王强 9').refusal).toMatchObject({ code: 'ballot-not-yours' });
    expect(take('王强（湖滨社区） 9').taken).toEqual(['short:sunyan-2']);
  });

  test('a part of a name will do where only one has it', () => {
    expect(take('刚 9').taken).toEqual(['short:wugang']);
    expect(take('王 9').refusal).toMatchObject({ code: 'ballot-not-yours', subject: '王' });
  });
});

test('what ballots say of a month: turnout against voters, counts in the order of the aspects', () => {
  const counts = [
    { ballotId: 'street', subjectId: 'chenhua', aspectId: 'neng', value: 7, count: 1 },
    { ballotId: 'street', subjectId: 'chenhua', aspectId: 'de', value: 9, count: 1 },
  ];
  const turnout = [{ ballotId: 'street', voterId: 'xujing', subjectId: 'chenhua' }];
  const results = resultsOf([STREET, GROUP], { counts, turnout });
  expect(results.get('chenhua')).toEqual([
    {
      ballotId: 'street',
      ruleId: 'peers',
      voters: 1,
      voted: 1,
      counts: [
        { aspectId: 'de', value: 9, count: 1 },
        { aspectId: 'neng', value: 7, count: 1 },
      ],
    },
    { ballotId: 'group', ruleId: 'peers', voters: 1, voted: 0, counts: [] },
  ]);
  expect(results.get('wugang')).toMatchObject([{ voters: 1, voted: 0 }]);
});
