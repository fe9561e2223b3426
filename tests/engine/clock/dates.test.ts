import { describe, expect, test } from 'vitest';
import { daysNamed, spanOf, untilDay } from '../../../src/engine/clock/dates.ts';
import { clockText, dayText } from '../../../src/engine/time.ts';

const zone = 'Asia/Shanghai';
/** A Tuesday. */
const now = Date.parse('2026-05-12T11:12:00+08:00');
const context = { zone, now };

function until(text: string, at = now): string {
  const found = untilDay(text, { zone, now: at });
  return found.ok ? dayText(Math.floor((found.value + 8 * 3_600_000) / 86_400_000)) : found.refusal.code;
}

function days(text: string): string {
  const found = daysNamed(text, context);
  return found.ok ? `${dayText(found.value.first)}..${dayText(found.value.last)}` : found.refusal.code;
}

describe('a new date in words', () => {
  test.each([
    ['5月15日', '2026-05-15'],
    ['缓到5月15日', '2026-05-15'],
    ['等配件,缓到五月十五号', '2026-05-15'],
    ['15号', '2026-05-15'],
    ['十五日', '2026-05-15'],
    ['11号', '2026-06-11'],
    ['今天', '2026-05-12'],
    ['明天', '2026-05-13'],
    ['后天', '2026-05-14'],
    ['大后天', '2026-05-15'],
    ['周五', '2026-05-15'],
    ['周二', '2026-05-12'],
    ['周一', '2026-05-18'],
    ['下周一', '2026-05-18'],
    ['下周五', '2026-05-22'],
    ['下下周三', '2026-05-27'],
    ['本周日', '2026-05-17'],
    ['星期天', '2026-05-17'],
    ['3天后', '2026-05-15'],
    ['三天后', '2026-05-15'],
    ['两周后', '2026-05-26'],
    ['十天以后', '2026-05-22'],
    ['2026-06-01', '2026-06-01'],
    ['2026年6月1日', '2026-06-01'],
    ['6/1', '2026-06-01'],
    ['到5月20日', '2026-05-20'],
    ['1月5日', 'date-in-past'],
  ])('%s means %s', (text, day) => {
    expect(until(text)).toBe(day);
  });

  test('the date after 「到」 wins over the others named on the way', () => {
    expect(until('5月18日来人看,延到5月20日,5月19日先围挡')).toBe('2026-05-20');
  });

  test('without 「到」 the last date named counts', () => {
    expect(until('明天订货,周五装好')).toBe('2026-05-15');
  });

  test('in December a January date is next year, and a 31st skips the months without one', () => {
    expect(until('1月5日', Date.parse('2026-12-20T09:00:00+08:00'))).toBe('2027-01-05');
    expect(until('31号', Date.parse('2026-06-02T09:00:00+08:00'))).toBe('2026-07-31');
  });

  test('the end of the day is meant, as the zone has it', () => {
    const found = untilDay('明天', context);
    expect(found.ok && clockText(zone, found.value, now)).toBe('明天 23:59');
  });

  test.each(['过几天', '等通知', '3号楼', '12号单', '6号线', '128', '2月30日', '13月1日', ''])(
    '「%s」 is no date, and an example is given',
    (text) => {
      const found = untilDay(text, context);
      expect(found).toMatchObject({ ok: false, refusal: { code: 'date-unclear', text } });
      expect(!found.ok && found.refusal.code === 'date-unclear' && found.refusal.example).toContain(
        '5月15日',
      );
    },
  );

  test('a day that has passed is said to have passed', () => {
    expect(until('5月10日')).toBe('date-in-past');
    expect(until('本周一')).toBe('date-in-past');
  });
});

describe('days of leave in words', () => {
  test.each([
    ['5月12日至13日', '2026-05-12..2026-05-13'],
    ['5月12日到5月14日', '2026-05-12..2026-05-14'],
    ['12号13号请两天假', '2026-05-12..2026-05-13'],
    ['12号、13号家里有事', '2026-05-12..2026-05-13'],
    ['5月30日至2日', '2026-05-30..2026-06-02'],
    ['明天', '2026-05-13..2026-05-13'],
    ['周四到周五', '2026-05-14..2026-05-15'],
    ['明天和后天', '2026-05-13..2026-05-14'],
    ['明天请三天假', '2026-05-13..2026-05-15'],
    ['5月13日休息2天', '2026-05-13..2026-05-14'],
    ['两天后请一天', '2026-05-14..2026-05-14'],
    ['请两天假', 'date-unclear'],
    ['5月14日到5月12日', 'date-unclear'],
    ['5月1日至3日', 'date-in-past'],
  ])('%s: %s', (text, expected) => {
    expect(days(text)).toBe(expected);
  });

  test('leave runs from the first midnight to the last minute', () => {
    const found = daysNamed('5月13日至14日', context);
    if (!found.ok) throw new Error('not understood');
    const span = spanOf(found.value, zone);
    expect([clockText(zone, span.from, now), clockText(zone, span.until, now)]).toEqual([
      '明天 00:00',
      '5月14日 23:59',
    ]);
  });
});

test('a hostile text is read in linear time', () => {
  const started = performance.now();
  untilDay('到'.repeat(4000), context);
  untilDay('1'.repeat(4000), context);
  untilDay('十'.repeat(4000), context);
  expect(performance.now() - started).toBeLessThan(2000);
});
