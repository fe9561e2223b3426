import { describe, expect, it } from 'vitest';
import { MONTH_STATES } from '../../../src/engine/appraisal/month.ts';
import { MONTH_MOVES, type MonthMove, moveRefusal } from '../../../src/engine/appraisal/month-moves.ts';
import { local, OCTOBER } from '../../support/make-fact.ts';
import { makeMonth, makeMonthContext } from '../../support/make-month.ts';

const MOVES = Object.keys(MONTH_MOVES) as MonthMove[];

function codes(move: MonthMove, now = local('11-04 10:00')) {
  const context = { ...makeMonthContext(), now };
  return MONTH_STATES.map((state) => {
    const published = MONTH_STATES.indexOf(state) >= MONTH_STATES.indexOf('published');
    const month = makeMonth({ state, publishedAt: published ? local('11-03 09:00') : null });
    return moveRefusal(month, move, context)?.code ?? 'may';
  });
}

describe('what people may do with a month', () => {
  it.each<[MonthMove, string[]]>([
    [
      'enter',
      [
        'may',
        'may',
        'entry-too-late',
        'entry-too-late',
        'entry-too-late',
        'entry-too-late',
        'entry-too-late',
      ],
    ],
    ['close', ['may', 'may', 'month-past', 'month-past', 'month-past', 'month-past', 'month-frozen']],
    [
      'publish',
      [
        'month-not-ready',
        'month-not-ready',
        'month-not-ready',
        'may',
        'month-past',
        'month-past',
        'month-frozen',
      ],
    ],
    [
      'appeal',
      [
        'month-not-ready',
        'month-not-ready',
        'month-not-ready',
        'month-not-ready',
        'may',
        'may',
        'month-frozen',
      ],
    ],
    [
      'review',
      [
        'month-not-ready',
        'month-not-ready',
        'month-not-ready',
        'month-not-ready',
        'may',
        'may',
        'month-frozen',
      ],
    ],
  ])('%s, from open to frozen', (move, expected) => {
    expect(codes(move)).toEqual(expected);
  });

  it('nothing is left of a frozen month to move', () => {
    expect(MOVES.map((move) => codes(move).at(-1))).not.toContain('may');
  });

  it('closing by hand waits for the last instant of the window', () => {
    const context = { ...makeMonthContext(), now: OCTOBER.until - 1 };
    expect(moveRefusal(makeMonth(), 'close', context)).toEqual({
      code: 'month-not-over',
      monthKey: '2026-10',
      untilText: '明天 00:00',
    });
    expect(moveRefusal(makeMonth(), 'close', { ...context, now: OCTOBER.until })).toBeNull();
  });

  it('an appeal is taken up to the last minute and says when that was', () => {
    const month = makeMonth({ state: 'appealed', publishedAt: local('11-03 09:00') });
    const context = { ...makeMonthContext(), now: local('11-10 09:00') };
    expect(moveRefusal(month, 'appeal', context)).toBeNull();
    expect(moveRefusal(month, 'appeal', { ...context, now: local('11-10 09:01') })).toEqual({
      code: 'appeal-too-late',
      monthKey: '2026-10',
      untilText: '今天 09:00',
    });
    expect(moveRefusal(month, 'review', { ...context, now: local('11-20') })).toBeNull();
  });
});
