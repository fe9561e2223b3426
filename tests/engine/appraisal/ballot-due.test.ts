import { describe, expect, test } from 'vitest';
import {
  ballotTimes,
  isDueToClose,
  isDueToOpen,
  nextBallotMoment,
  remindersDue,
} from '../../../src/engine/appraisal/ballot-due.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/engine/glossary.ts';
import { CLOSES, makeBallot, makeRule, OPENS } from './ballots.ts';

const OCTOBER = {
  from: Date.parse('2026-10-01T00:00:00+08:00'),
  until: Date.parse('2026-11-01T00:00:00+08:00'),
};
const EARLY = `before:${2 * DAY_MS}`;
const LATE = `before:${3 * HOUR_MS}`;

describe('the life of a ballot', () => {
  test('opens days before the month’s end and closes at its minute of the day after', () => {
    expect(ballotTimes(makeRule(), OCTOBER, 'Asia/Shanghai')).toEqual({ opensAt: OPENS, closesAt: CLOSES });
    const later = ballotTimes(makeRule({ closesDaysAfter: 2 }), OCTOBER, 'Asia/Shanghai');
    expect(later.closesAt).toBe(CLOSES + 2 * DAY_MS);
  });

  test('is opened late rather than never, but not once it is over', () => {
    const times = { opensAt: OPENS, closesAt: CLOSES };
    expect(isDueToOpen(times, OPENS - 1)).toBe(false);
    expect(isDueToOpen(times, OPENS)).toBe(true);
    expect(isDueToOpen(times, CLOSES - 1)).toBe(true);
    expect(isDueToOpen(times, CLOSES)).toBe(false);
  });

  test('reminds at each of its moments once, and no more when it is over', () => {
    const ballot = makeBallot();
    expect(remindersDue(ballot, CLOSES - 2 * DAY_MS - 1)).toEqual([]);
    expect(remindersDue(ballot, CLOSES - 2 * DAY_MS)).toEqual([EARLY]);
    expect(remindersDue({ ...ballot, reminded: [EARLY] }, CLOSES - 4 * HOUR_MS)).toEqual([]);
    expect(remindersDue(ballot, CLOSES - HOUR_MS)).toEqual([EARLY, LATE]);
    expect(remindersDue(ballot, CLOSES)).toEqual([]);
    expect(remindersDue(makeBallot({ status: 'closed' }), CLOSES - HOUR_MS)).toEqual([]);
  });

  test('does not remind of what nobody had been told', () => {
    const rule = makeRule({ remindBeforeMs: [30 * DAY_MS] });
    expect(remindersDue(makeBallot({ rule }), CLOSES - HOUR_MS)).toEqual([]);
  });

  test('closes when its time has come', () => {
    expect(isDueToClose(makeBallot(), CLOSES - 1)).toBe(false);
    expect(isDueToClose(makeBallot(), CLOSES)).toBe(true);
    expect(isDueToClose(makeBallot({ status: 'closed' }), CLOSES)).toBe(false);
  });

  test('its next moment is the first at which anything is due', () => {
    const reminded: string[] = [];
    let ballot = makeBallot();
    const moments: number[] = [];
    for (let at = OPENS; at <= CLOSES; at += 5 * MINUTE_MS) {
      const next = nextBallotMoment(ballot);
      const keys = remindersDue(ballot, at);
      if (keys.length > 0 || isDueToClose(ballot, at)) {
        expect(next).toBe(at);
        moments.push(at);
      } else expect(next).toBeGreaterThan(at);
      reminded.push(...keys);
      ballot = { ...ballot, reminded: [...reminded] };
    }
    expect(moments).toEqual([CLOSES - 2 * DAY_MS, CLOSES - 3 * HOUR_MS, CLOSES]);
    expect(nextBallotMoment({ ...ballot, status: 'closed' })).toBeNull();
  });
});
