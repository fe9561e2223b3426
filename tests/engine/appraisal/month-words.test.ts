import { describe, expect, test } from 'vitest';
import { monthsIn } from '../../../src/engine/appraisal/month-words.ts';

const now = Date.parse('2026-11-22T09:00:00+08:00');
const context = { rule: { type: 'calendar-month' }, zone: 'Asia/Shanghai', now } as const;
const asked = (text: string) => monthsIn(text, context);

describe('months in words', () => {
  test.each([
    ['上个月的排名', ['2026-10']],
    ['上月', ['2026-10']],
    ['上上个月', ['2026-09']],
    ['这个月怎么样', ['2026-11']],
    ['9月', ['2026-09']],
    ['九月份的分', ['2026-09']],
    ['12月', ['2025-12']],
    ['十二月', ['2025-12']],
    ['去年9月', ['2025-09']],
    ['2026年9月', ['2026-09']],
    ['2026-09', ['2026-09']],
    ['2025年12月份', ['2025-12']],
  ])('%s', (text, keys) => {
    expect(asked(text)).toMatchObject({ keys, span: 'month' });
  });

  test.each([
    ['三季度怎么样', ['2026-07', '2026-08', '2026-09']],
    ['第3季度', ['2026-07', '2026-08', '2026-09']],
    ['上季度', ['2026-07', '2026-08', '2026-09']],
    ['本季度', ['2026-10', '2026-11']],
    ['去年四季度', ['2025-10', '2025-11', '2025-12']],
    ['Q1', ['2026-01', '2026-02', '2026-03']],
  ])('%s is a quarter, as far as it has come', (text, keys) => {
    expect(asked(text)).toMatchObject({ keys, span: 'quarter' });
  });

  test('a year is its months so far', () => {
    expect(asked('今年的情况')?.keys).toHaveLength(11);
    expect(asked('去年')).toMatchObject({ span: 'year', rest: '' });
  });

  test('a day is no month, and talk without months names none', () => {
    for (const text of ['9月3日迟到', '九月三号', '没有月份', '3号楼', '下周一'])
      expect(asked(text)).toBeNull();
  });

  test('what lies ahead is named and has no months', () => {
    expect(asked('2027年3月')).toMatchObject({ keys: [] });
  });

  test('the rest stays for other words', () => {
    expect(asked('第二网格三季度怎么样')?.rest).toBe('第二网格 怎么样');
    expect(asked('按时率 10月 王芳')?.rest).toBe('按时率 王芳');
  });

  test('with a window from the 19th the month after has begun on the 22nd', () => {
    const rule = { type: 'from-day', day: 19 } as const;
    expect(monthsIn('本月', { ...context, rule })?.keys).toEqual(['2026-12']);
    expect(monthsIn('上个月', { ...context, rule })?.keys).toEqual(['2026-11']);
  });
});
