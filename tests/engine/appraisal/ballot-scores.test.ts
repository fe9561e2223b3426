import { describe, expect, test } from 'vitest';
import {
  averageOf,
  ballotParts,
  combinedBallots,
  heard,
} from '../../../src/engine/appraisal/ballot-scores.ts';
import { text } from '../../../src/engine/appraisal/decimal.ts';
import { quotient } from '../../../src/engine/appraisal/fraction.ts';
import { aBallot, aPolicy, frozen, votes } from './scoring-kit.ts';

const five = { voters: 6, voted: 5 };

describe('what a ballot gives', () => {
  test('each aspect counts the same, however many voted on it', () => {
    // 德 (8·3 + 10·2) ÷ 5 = 8.8, 能 6; (8.8 + 6) ÷ 2 = 7.4
    const result = votes('peers', five, [
      ['de', 8, 3],
      ['de', 10, 2],
      ['neng', 6, 1],
    ]);
    expect(text(quotient(averageOf(aBallot('peers'), result, null) ?? never()))).toBe('7.4');
    expect(text(quotient(averageOf(aBallot('peers'), result, 'de') ?? never()))).toBe('8.8');
    expect(averageOf(aBallot('peers'), votes('peers', five, []), null)).toBeNull();
  });

  test('the highest and lowest votes are left out only where the rule says so, and never all', () => {
    const result = votes('peers', five, [
      ['de', 0, 1],
      ['de', 8, 3],
      ['de', 10, 1],
    ]);
    expect(text(quotient(averageOf(aBallot('peers'), result, 'de') ?? never()))).toBe('6.8');
    expect(text(quotient(averageOf(aBallot('peers', { trim: 1 }), result, 'de') ?? never()))).toBe('8');
    expect(text(quotient(averageOf(aBallot('peers', { trim: 3 }), result, 'de') ?? never()))).toBe('6.8');
  });

  test('it counts with enough votes and enough of those asked', () => {
    const rule = aBallot('peers', { quorum: { fewest: 3, share: '0.5' } });
    expect(heard(rule, { voters: 6, voted: 3 })).toBe(true);
    expect(heard(rule, { voters: 7, voted: 3 })).toBe(false);
    expect(heard(rule, { voters: 3, voted: 2 })).toBe(false);
    expect(heard(aBallot('x', { quorum: { fewest: 0, share: '0' } }), { voters: 3, voted: 0 })).toBe(false);
  });
});

describe('several ballots', () => {
  const policy = aPolicy({
    ballots: [
      aBallot('peers', { weight: '0.6' }),
      aBallot('street', { weight: '0.2' }),
      aBallot('self', { weight: '0.2' }),
      aBallot('heads', { groups: ['heads'] }),
      aBallot('for-an-item', { weight: '0' }),
    ],
  });
  const ballots = [
    votes('peers', five, [['de', 9, 5]]),
    votes('street', { voters: 9, voted: 1 }, [['de', 1, 1]]),
    votes('self', { voters: 2, voted: 2 }, [['de', 5, 2]]),
  ];
  const parts = ballotParts(policy, frozen('limei', { ballots }));

  test('one without quorum shows nothing but its turnout', () => {
    expect(parts.map(({ ruleId, got, voted, voters }) => [ruleId, got, voted, voters])).toEqual([
      ['peers', '90', 5, 6],
      ['street', null, 1, 9],
      ['self', '50', 2, 2],
    ]);
  });

  test('its weight is shared by the others', () => {
    // (90 · 0.6 + 50 · 0.2) ÷ 0.8
    expect(text(combinedBallots(parts) ?? never())).toBe('80');
    expect(combinedBallots(parts.filter(({ got }) => got === null))).toBeNull();
  });
});

function never(): never {
  throw new Error('nothing was heard');
}
