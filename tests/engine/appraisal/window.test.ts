import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WindowRule } from '../../../src/engine/appraisal/policy.ts';
import {
  isMonthKey,
  isWithin,
  keyAt,
  keysBetween,
  nextKey,
  previousKey,
  windowOf,
  yearBefore,
} from '../../../src/engine/appraisal/window.ts';

const ZONE = 'Asia/Shanghai';
const CALENDAR: WindowRule = { type: 'calendar-month' };
const FROM_19: WindowRule = { type: 'from-day', day: 19 };

function at(text: string): number {
  return Date.parse(text);
}

describe('a month by its key', () => {
  it.each<[WindowRule, string, [string, string], string]>([
    [CALENDAR, '2026-10', ['2026-10-01T00:00:00+08:00', '2026-11-01T00:00:00+08:00'], 'a calendar month'],
    [CALENDAR, '2026-12', ['2026-12-01T00:00:00+08:00', '2027-01-01T00:00:00+08:00'], 'the last of a year'],
    [CALENDAR, '2028-02', ['2028-02-01T00:00:00+08:00', '2028-03-01T00:00:00+08:00'], 'a leap February'],
    [FROM_19, '2026-10', ['2026-09-19T00:00:00+08:00', '2026-10-19T00:00:00+08:00'], 'the 19th to the 18th'],
    [
      FROM_19,
      '2027-01',
      ['2026-12-19T00:00:00+08:00', '2027-01-19T00:00:00+08:00'],
      'over the end of a year',
    ],
    [
      FROM_19,
      '2026-12',
      ['2026-11-19T00:00:00+08:00', '2026-12-19T00:00:00+08:00'],
      'ends before the year does',
    ],
  ])('%j %s is %j: %s', (rule, key, [from, until]) => {
    expect(windowOf(rule, ZONE, key)).toEqual({ from: at(from), until: at(until) });
  });

  it.each(['2026-13', '2026-00', '2026-1', '202610', '', '2026-10-01'])('%j is no month', (text) => {
    expect(isMonthKey(text)).toBe(false);
    expect(() => windowOf(CALENDAR, ZONE, text)).toThrow('not a month');
  });
});

describe('the month of an instant', () => {
  it.each<[WindowRule, string, string, string]>([
    [CALENDAR, '2026-10-31T23:59:59.999+08:00', '2026-10', 'the last millisecond of a month is still in it'],
    [CALENDAR, '2026-11-01T00:00:00.000+08:00', '2026-11', 'midnight begins the next'],
    [CALENDAR, '2026-10-31T15:59:59.999Z', '2026-10', 'whatever zone it is told in'],
    [CALENDAR, '2026-12-31T23:59:59.999+08:00', '2026-12', 'the last of a year'],
    [CALENDAR, '2027-01-01T00:00:00.000+08:00', '2027-01', 'the first of the next'],
    [FROM_19, '2026-10-18T23:59:59.999+08:00', '2026-10', 'the 18th ends a month'],
    [FROM_19, '2026-10-19T00:00:00.000+08:00', '2026-11', 'the 19th begins the next'],
    [FROM_19, '2026-12-19T00:00:00.000+08:00', '2027-01', 'which may be named after the next year'],
  ])('%j at %s is %s: %s', (rule, instant, key) => {
    expect(keyAt(rule, ZONE, at(instant))).toBe(key);
  });

  it('lies in the window of its key and in no other, in any zone', () => {
    const zones = fc.constantFrom(ZONE, 'Europe/Berlin', 'America/St_Johns', 'Africa/Casablanca');
    const rules = fc.oneof(
      fc.constant(CALENDAR),
      fc.integer({ min: 2, max: 28 }).map((day): WindowRule => ({ type: 'from-day', day })),
    );
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(zones, rules, instants, (zone, rule, instant) => {
        const key = keyAt(rule, zone, instant);
        const { from, until } = windowOf(rule, zone, key);
        expect(isWithin({ from, until }, instant)).toBe(true);
        expect(windowOf(rule, zone, nextKey(key)).from).toBe(until);
        expect(windowOf(rule, zone, previousKey(key)).until).toBe(from);
        expect(keyAt(rule, zone, from)).toBe(key);
        expect(keyAt(rule, zone, until)).toBe(nextKey(key));
      }),
    );
  });
});

describe('months in a row', () => {
  it('run over the end of a year', () => {
    expect(nextKey('2026-12')).toBe('2027-01');
    expect(previousKey('2027-01')).toBe('2026-12');
    expect(yearBefore('2026-02')).toBe('2025-02');
    expect(keysBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(keysBetween('2026-10', '2026-10')).toEqual(['2026-10']);
    expect(keysBetween('2026-11', '2026-10')).toEqual([]);
  });
});
