import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursNamed, timesIn } from '../../../src/engine/knowledge/hours.ts';
import { localInstant } from '../../../src/engine/time.ts';

const zone = 'Asia/Shanghai';
/** A Wednesday. */
const now = Date.parse('2026-06-03T10:00:00+08:00');

/** `06-05 09:00` of that year. */
function at(text: string): number {
  const [, month, day, hour, minute] = /(\d+)-(\d+) (\d+):(\d+)/.exec(text)?.map(Number) ?? [];
  return localInstant(zone, {
    year: 2026,
    month: month ?? 0,
    day: day ?? 0,
    hour: hour ?? 0,
    minute: minute ?? 0,
  });
}

const CASES: readonly (readonly [text: string, from: string, until: string])[] = [
  ['6月5日9:00-17:00 阳光花园1-6号楼停水', '06-05 09:00', '06-05 17:00'],
  ['明天上午9点到下午5点半停电检修', '06-04 09:00', '06-04 17:30'],
  ['今天下午2点到5点清洗水箱', '06-03 14:00', '06-03 17:00'],
  ['6月5日22:00至6月6日6:00燃气碰口', '06-05 22:00', '06-06 06:00'],
  ['周五22:00-6:00停水', '06-05 22:00', '06-06 06:00'],
  ['6月8日至6月12日每天9:00-17:00更换电梯', '06-08 09:00', '06-12 17:00'],
  ['6月5-7日小区绿化打药', '06-05 00:00', '06-07 23:59'],
  ['1-6号楼明天停水一天', '06-04 00:00', '06-04 23:59'],
  ['3号、4号、5号楼后天停电,9-17点', '06-05 09:00', '06-05 17:00'],
  ['水管爆了正在抢修,预计今天18点前恢复', '06-03 10:00', '06-03 18:00'],
  ['即日起至6月10日办理居民医保登记', '06-03 10:00', '06-10 23:59'],
  ['明天14:00在活动室义诊', '06-04 14:00', '06-04 23:59'],
  ['明天下午三点开居民议事会', '06-04 15:00', '06-04 23:59'],
  ['6月5日停水一天,请提前蓄水。阳光社区 2026年6月3日', '06-05 00:00', '06-05 23:59'],
];

describe('when something lasts', () => {
  test.each(CASES)('「%s」', (text, from, until) => {
    expect(hoursNamed(text, { zone, now })).toEqual({ from: at(from), until: at(until) });
  });

  test.each(['单元门禁改造,请到居委会换卡', '咨询电话8451-0110', '电梯限载13人', '办事要3-5个工作日'])(
    '「%s」 names no day and no hour',
    (text) => {
      expect(hoursNamed(text, { zone, now })).toBeNull();
    },
  );

  test('a year that turns is followed', () => {
    const hours = hoursNamed('12月30日到2027年1月2日放假', { zone, now: at('12-29 09:00') });
    expect(hours?.until).toBe(Date.parse('2027-01-02T23:59:00+08:00'));
  });

  test('an hour beyond the day is none', () => {
    expect(timesIn('比分30:15,房号99点')).toEqual([]);
  });

  test('property: the end is never before the beginning when one day and two hours are named', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(hour, hour, (from, until) => {
        const hours = hoursNamed(`6月5日${from}:00-${until}:00停水`, { zone, now });
        expect(hours && hours.until - hours.from).toBeGreaterThan(0);
        expect(hours && hours.until - hours.from).toBeLessThanOrEqual(24 * 3_600_000);
      }),
    );
  });

  test('property: whatever is written, it answers, and soon', () => {
    const words = fc.constantFrom(
      '6月',
      '5日',
      '-',
      '1',
      '2',
      ':',
      '00',
      '点',
      '下午',
      '到',
      '号',
      '楼',
      '、',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 400 }), (parts) => {
        const hours = hoursNamed(parts.join(''), { zone, now });
        expect(hours === null || Number.isFinite(hours.until)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
