import { expect, test } from 'vitest';
import { pastDay } from '../../../src/engine/clock/past-day.ts';
import { dayText } from '../../../src/engine/time.ts';

const zone = 'Asia/Shanghai';
const day = (text: string, now: string) => {
  const found = pastDay(text, { zone, now: Date.parse(`${now}T09:00:00+08:00`) });
  return found === null ? null : dayText(found);
};

test.each([
  ['9月3日迟到20分钟', '2026-11-22', '2026-09-03'],
  ['昨天没到岗', '2026-11-22', '2026-11-21'],
  ['前天没到岗', '2026-11-22', '2026-11-20'],
  ['上周五例会迟到', '2026-11-22', '2026-11-13'],
  ['3号会议迟到', '2026-11-22', '2026-11-03'],
  ['25号没到岗', '2026-11-22', '2026-10-25'],
  ['31号值班脱岗', '2026-12-01', '2026-10-31'],
  ['周五例会迟到', '2026-11-22', '2026-11-20'],
  ['12月30日值班脱岗', '2027-01-05', '2026-12-30'],
  ['31号值班脱岗', '2027-01-05', '2026-12-31'],
  ['3月1日的事', '2026-11-22', '2026-03-01'],
  ['6月1日说起,6月3日又犯', '2026-11-22', '2026-06-01'],
])('「%s」 on %s is %s', (text, now, wanted) => {
  expect(day(text, now)).toBe(wanted);
});

test.each([
  ['明天', '2026-11-22', '2026-11-23'],
  ['下周五', '2026-11-22', '2026-11-27'],
  ['12月1日', '2026-11-22', '2026-12-01'],
  ['2026年12月1日', '2026-11-22', '2026-12-01'],
])('a day ahead stays ahead: 「%s」', (text, now, wanted) => {
  expect(day(text, now)).toBe(wanted);
});

test('no day is none', () => expect(day('态度生硬', '2026-11-22')).toBeNull());
