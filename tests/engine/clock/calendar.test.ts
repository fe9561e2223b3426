import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMs,
  addSpan,
  elapsed,
  isQuiet,
  isWorkingTime,
  nextLoud,
  nextWorking,
  spanMs,
  uncoveredYear,
} from '../../../src/engine/clock/calendar.ts';
import type { CalendarPolicy, Span } from '../../../src/engine/clock/calendar-types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/engine/glossary.ts';

const calendar: CalendarPolicy = {
  zone: 'Asia/Shanghai',
  workingParts: [
    { fromMinute: 540, toMinute: 720 },
    { fromMinute: 840, toMinute: 1080 },
  ],
  workingWeekdays: [1, 2, 3, 4, 5],
  extraHolidays: [],
  extraWorkdays: [],
  quietParts: [
    { fromMinute: 720, toMinute: 840 },
    { fromMinute: 1200, toMinute: 480 },
  ],
};

/** `2026-06-02 10:30` in Shanghai. */
function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
}

function shown(instant: number): string {
  return new Date(instant + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ');
}

function working(amount: number, unit: Span['unit']): Span {
  return { amount, unit, calendar: 'working' };
}

describe('working days', () => {
  it.each([
    ['2026-01-01', false, 'New Year'],
    ['2026-01-04', true, 'a Sunday worked for New Year'],
    ['2026-02-14', true, 'a Saturday worked for Spring Festival'],
    ['2026-02-17', false, 'Spring Festival'],
    ['2026-02-28', true, 'a Saturday worked for Spring Festival'],
    ['2026-04-06', false, 'the Monday of Tomb-sweeping'],
    ['2026-05-09', true, 'a Saturday worked for Labour Day'],
    ['2026-06-02', true, 'an ordinary Tuesday'],
    ['2026-06-06', false, 'an ordinary Saturday'],
    ['2026-06-19', false, 'Dragon Boat, a Friday'],
    ['2026-09-20', true, 'a Sunday worked for National Day'],
    ['2026-10-10', true, 'a Saturday worked for National Day'],
    ['2027-01-01', true, 'a Friday of a year without data: only the week counts'],
    ['2027-01-02', false, 'a Saturday of a year without data'],
  ])('%s: %s (%s)', (day, expected) => {
    expect(isWorkingTime(calendar, at(`${day} 10:00`))).toBe(expected);
  });

  it('are the policy’s own before the statutory ones', () => {
    const own = { ...calendar, extraHolidays: ['2026-06-02'], extraWorkdays: ['2026-10-01'] };
    expect(isWorkingTime(own, at('2026-06-02 10:00'))).toBe(false);
    expect(isWorkingTime(own, at('2026-10-01 10:00'))).toBe(true);
  });

  it('are local days: Sunday evening in London is a working Monday in Shanghai', () => {
    const early = { ...calendar, workingParts: [{ fromMinute: 360, toMinute: 720 }] };
    expect(isWorkingTime(early, Date.parse('2026-06-07T23:00:00Z'))).toBe(true);
  });

  it('of a year without data are reported as soon as deadlines can reach it', () => {
    expect(uncoveredYear(calendar, at('2026-06-02 10:00'))).toBeNull();
    expect(uncoveredYear(calendar, at('2026-11-21 10:00'))).toBe(2027);
    expect(uncoveredYear(calendar, at('2027-03-01 10:00'))).toBe(2027);
  });

  it('that never come are an error and not an endless search', () => {
    const idle = { ...calendar, workingWeekdays: [], extraWorkdays: [] };
    expect(() => addSpan(idle, at('2027-03-01 10:00'), working(1, 'hour'))).toThrow('without working days');
  });
});

describe('adding a span', () => {
  it.each<[string, Span, string, string]>([
    ['2026-06-02 10:30', working(2, 'day'), '2026-06-04 10:30', 'whole working days keep the time of day'],
    ['2026-06-05 10:30', working(1, 'day'), '2026-06-08 10:30', 'a weekend lies between'],
    [
      '2026-06-06 10:30',
      working(1, 'day'),
      '2026-06-09 09:00',
      'from a Saturday it starts on Monday morning',
    ],
    ['2026-06-02 20:00', working(1, 'day'), '2026-06-04 09:00', 'in the evening it starts the next morning'],
    ['2026-06-02 12:30', working(1, 'day'), '2026-06-03 14:00', 'at noon it starts in the afternoon'],
    ['2026-02-13 15:00', working(1, 'day'), '2026-02-14 15:00', 'a make-up Saturday counts'],
    ['2026-02-14 15:00', working(1, 'day'), '2026-02-24 15:00', 'the Spring Festival does not'],
    ['2026-09-30 10:00', working(2, 'day'), '2026-10-09 10:00', 'nor does the National Day'],
    ['2026-06-02 10:30', working(2, 'hour'), '2026-06-02 14:30', 'the lunch break does not count'],
    ['2026-06-02 10:00', working(2, 'hour'), '2026-06-02 12:00', 'ends with the part, not after the break'],
    ['2026-06-05 17:30', working(1, 'hour'), '2026-06-08 09:30', 'the rest falls on Monday'],
    ['2026-06-06 03:00', working(90, 'minute'), '2026-06-08 10:30', 'nothing counts before Monday'],
    ['2026-06-02 10:30', working(15, 'day'), '2026-06-24 10:30', 'fifteen, over Dragon Boat'],
    [
      '2026-06-06 23:50',
      { amount: 10, unit: 'minute', calendar: '24h' },
      '2026-06-07 00:00',
      'never stands still',
    ],
    [
      '2026-06-06 10:00',
      { amount: 2, unit: 'day', calendar: '24h' },
      '2026-06-08 10:00',
      'whatever the weekday',
    ],
  ])('%s + %j = %s: %s', (from, span, expected) => {
    expect(shown(addSpan(calendar, at(from), span))).toBe(expected);
  });

  it('backwards finds when that much working time was left', () => {
    const reminded = addMs(calendar, 'working', { from: at('2026-06-08 09:30'), ms: -HOUR_MS });
    expect(shown(reminded)).toBe('2026-06-05 17:30');
  });

  it('counts local hours over a change to summer time', () => {
    const berlin = { ...calendar, zone: 'Europe/Berlin' };
    const friday = Date.parse('2026-03-27T09:00:00+01:00');
    expect(addSpan(berlin, friday, working(1, 'day'))).toBe(Date.parse('2026-03-30T09:00:00+02:00'));
  });
});

describe('elapsed time', () => {
  it('is working time on the working calendar and plain time on the other', () => {
    const span = { from: at('2026-06-05 17:00'), to: at('2026-06-08 10:00') };
    expect(elapsed(calendar, 'working', span)).toBe(2 * HOUR_MS);
    expect(elapsed(calendar, '24h', span)).toBe(65 * HOUR_MS);
  });

  it('is negative backwards', () => {
    const span = { from: at('2026-06-08 10:00'), to: at('2026-06-05 17:00') };
    expect(elapsed(calendar, 'working', span)).toBe(-2 * HOUR_MS);
  });

  it('of a working day is as long as its parts', () => {
    expect(spanMs(calendar, working(2, 'day'))).toBe(14 * HOUR_MS);
    expect(spanMs(calendar, { amount: 2, unit: 'day', calendar: '24h' })).toBe(2 * DAY_MS);
  });
});

describe('quiet hours', () => {
  it.each([
    ['2026-06-02 07:59', true, '2026-06-02 08:00'],
    ['2026-06-02 08:00', false, '2026-06-02 08:00'],
    ['2026-06-02 11:59', false, '2026-06-02 11:59'],
    ['2026-06-02 12:00', true, '2026-06-02 14:00'],
    ['2026-06-02 14:00', false, '2026-06-02 14:00'],
    ['2026-06-02 20:00', true, '2026-06-03 08:00'],
    ['2026-06-06 23:59', true, '2026-06-07 08:00'],
  ])('at %s: %s, loud again from %s', (text, quiet, loud) => {
    expect(isQuiet(calendar, at(text))).toBe(quiet);
    expect(shown(nextLoud(calendar, at(text)))).toBe(loud);
  });

  it('that adjoin are one long silence', () => {
    const joined = {
      ...calendar,
      quietParts: [
        { fromMinute: 480, toMinute: 600 },
        { fromMinute: 1200, toMinute: 480 },
      ],
    };
    expect(shown(nextLoud(joined, at('2026-06-02 21:00')))).toBe('2026-06-03 10:00');
  });
});

const START = at('2026-01-01 00:00');
const instants = fc.integer({ min: 0, max: 360 * 24 * 60 }).map((minute) => START + minute * MINUTE_MS);
const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Urumqi');

describe('for any moment and zone', () => {
  it('what was added is what has elapsed', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 100_000 }), zones, (from, minutes, zone) => {
        const local = { ...calendar, zone };
        const ms = minutes * MINUTE_MS;
        const to = addMs(local, 'working', { from, ms });
        expect(elapsed(local, 'working', { from, to })).toBe(ms);
        const back = addMs(local, 'working', { from: to, ms: -ms });
        expect(elapsed(local, 'working', { from: back, to })).toBe(ms);
      }),
      { numRuns: 60 },
    );
  });

  it('so many working days are so many working days long, and end in working time', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 }), (from, days) => {
        const to = addSpan(calendar, from, working(days, 'day'));
        expect(elapsed(calendar, 'working', { from, to })).toBe(days * 7 * HOUR_MS);
        expect(isWorkingTime(calendar, to)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('a later start or a longer span never ends earlier', () => {
    const units = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const);
    const spans = fc.record({
      amount: fc.integer({ min: 1, max: 60 }),
      unit: units,
      calendar: fc.constant('working' as const),
    });
    fc.assert(
      fc.property(instants, instants, spans, (a, b, span) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const end = addSpan(calendar, first, span);
        expect(end).toBeLessThanOrEqual(addSpan(calendar, second, span));
        expect(end).toBeLessThanOrEqual(addSpan(calendar, first, { ...span, amount: span.amount + 1 }));
      }),
      { numRuns: 60 },
    );
  });

  it('the next loud and the next working moment are what they say and never in the past', () => {
    fc.assert(
      fc.property(instants, zones, (from, zone) => {
        const local = { ...calendar, zone };
        expect(isQuiet(local, nextLoud(local, from))).toBe(false);
        expect(nextLoud(local, from)).toBeGreaterThanOrEqual(from);
        expect(isWorkingTime(local, nextWorking(local, from))).toBe(true);
        expect(nextWorking(local, from)).toBeGreaterThanOrEqual(from);
      }),
      { numRuns: 60 },
    );
  });
});
