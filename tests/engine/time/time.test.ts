import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockText,
  dayNumber,
  dayText,
  digest,
  instantOf,
  isZone,
  localDay,
  localInstant,
  minuteOfDay,
  weekdayOf,
} from '../../../src/engine/time.ts';

const SHANGHAI = 'Asia/Shanghai';
const BERLIN = 'Europe/Berlin';

describe('a digest', () => {
  it.each([
    [SHANGHAI, '2026-06-02T16:30:05Z', [2026, 6, 3, 0, 30, 5, 3], 'the next day in the east'],
    [SHANGHAI, '2026-12-31T16:00:00Z', [2027, 1, 1, 0, 0, 0, 5], 'the next year'],
    [SHANGHAI, '1988-07-01T00:00:00Z', [1988, 7, 1, 9, 0, 0, 5], 'China had summer time then'],
    ['America/New_York', '2026-06-07T02:00:00Z', [2026, 6, 6, 22, 0, 0, 6], 'the day before in the west'],
    ['Asia/Kathmandu', '2026-06-02T00:00:00Z', [2026, 6, 2, 5, 45, 0, 2], 'a zone of quarter hours'],
    [BERLIN, '2026-03-29T00:59:59Z', [2026, 3, 29, 1, 59, 59, 7], 'the last second of winter time'],
    [BERLIN, '2026-03-29T01:00:00Z', [2026, 3, 29, 3, 0, 0, 7], 'the first of summer time'],
    ['Africa/Casablanca', '2026-03-01T12:00:00Z', [2026, 3, 1, 12, 0, 0, 7], 'a shift for a month only'],
  ])('in %s at %s is %j: %s', (zone, at, [year, month, day, hour, minute, second, weekday]) => {
    const expected = { year, month, day, hour, minute, second, weekday };
    expect(digest(zone, Date.parse(at))).toEqual(expected);
  });

  it('agrees with Intl at any moment in any zone', () => {
    const zones = fc.constantFrom(SHANGHAI, BERLIN, 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Urumqi');
    const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const { year, month, day, hour, minute } = digest(zone, at);
        const shown = new Intl.DateTimeFormat('en-US', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'short',
          hourCycle: 'h23',
        }).format(at);
        const two = (value: number) => String(value).padStart(2, '0');
        expect(shown).toBe(`${month}/${day}/${two(year % 100)}, ${two(hour)}:${two(minute)}`);
      }),
    );
  });
});

describe('a local moment', () => {
  it('is found again from its digest, apart from seconds', () => {
    const zones = fc.constantFrom(SHANGHAI, 'Asia/Kathmandu', 'America/Phoenix');
    const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const at = minute * 60_000;
        expect(localInstant(zone, digest(zone, at))).toBe(at);
        expect(instantOf(zone, dayNumber(zone, at), minuteOfDay(zone, at))).toBe(at);
      }),
    );
  });

  it('that a shift doubles is the first, and one that it skips moves on', () => {
    const doubled = localInstant(BERLIN, { year: 2026, month: 10, day: 25, hour: 2, minute: 30 });
    expect(doubled).toBe(Date.parse('2026-10-25T02:30:00+02:00'));
    const skipped = localInstant(BERLIN, { year: 2026, month: 3, day: 29, hour: 2, minute: 30 });
    expect(skipped).toBe(Date.parse('2026-03-29T03:30:00+02:00'));
  });

  it('runs over into the next month or year', () => {
    const at = localInstant(SHANGHAI, { year: 2026, month: 13, day: 1, hour: 9, minute: 0 });
    expect(at).toBe(Date.parse('2027-01-01T09:00:00+08:00'));
  });
});

describe('days', () => {
  it('are local', () => {
    expect(localDay(SHANGHAI, Date.parse('2026-06-02T15:59:59Z'))).toBe('2026-06-02');
    expect(localDay(SHANGHAI, Date.parse('2026-06-02T16:00:00Z'))).toBe('2026-06-03');
  });

  it('have the weekday of their date, before 1970 too', () => {
    expect([dayText(0), weekdayOf(0)]).toEqual(['1970-01-01', 4]);
    expect([dayText(-4), weekdayOf(-4)]).toEqual(['1969-12-28', 7]);
    expect(weekdayOf(dayNumber(SHANGHAI, Date.parse('2026-06-03T00:00:00+08:00')))).toBe(3);
  });
});

describe('a time as people say it', () => {
  const now = Date.parse('2026-06-03T18:00:00+08:00');
  it.each([
    ['2026-06-03T20:14:00+08:00', '今天 20:14'],
    ['2026-06-04T09:00:00+08:00', '明天 09:00'],
    ['2026-06-02T23:59:00+08:00', '昨天 23:59'],
    ['2026-06-05T09:00:00+08:00', '6月5日 09:00'],
    ['2027-01-05T00:05:00+08:00', '2027年1月5日 00:05'],
  ])('%s is %s', (at, text) => {
    expect(clockText(SHANGHAI, Date.parse(at), now)).toBe(text);
  });

  it('tomorrow is the next local day, even minutes away and over the year’s end', () => {
    const late = Date.parse('2026-12-31T23:58:00+08:00');
    expect(clockText(SHANGHAI, late + 5 * 60_000, late)).toBe('明天 00:03');
  });
});

describe('zones', () => {
  it('are known to Intl or refused', () => {
    expect([SHANGHAI, 'Asia/Nowhere', ''].map(isZone)).toEqual([true, false, false]);
  });

  it('of the host change nothing', () => {
    const script = `
      import { clockText, digest, localInstant } from './src/engine/time.ts';
      import { isWorkingTime } from './src/engine/clock/calendar.ts';
      const zone = 'Asia/Shanghai';
      const calendar = { zone, workingParts: [{ fromMinute: 0, toMinute: 1440 }], workingWeekdays: [1], extraHolidays: [], extraWorkdays: [], quietParts: [] };
      const at = Date.UTC(2026, 1, 13, 16, 30);
      const moment = { year: 2026, month: 10, day: 10, hour: 9, minute: 0 };
      const worked = [at, localInstant(zone, moment)].map((one) => isWorkingTime(calendar, one));
      console.log(JSON.stringify([digest(zone, at), clockText(zone, at, at), worked]));`;
    const answers = ['America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'].map((TZ) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }).trim(),
    );
    expect(new Set(answers).size).toBe(1);
    // 2026-02-14 and 2026-10-10 are Saturdays worked for a holiday.
    expect(answers[0]).toContain('[true,true]');
  });
});
