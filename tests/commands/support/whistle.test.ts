import { describe, expect, test } from 'vitest';
import { departmentIn, isDepartment, stageIn } from '../../../commands/support/whistle.ts';
import type { Whistle } from '../../../src/engine/ticket/ticket.ts';

const whistle = (department: string, resolvedAt: number | null = null): Whistle => ({
  department,
  by: 'p1',
  at: 0,
  reason: '栏杆断了',
  respondedAt: null,
  arrivedAt: null,
  resolvedAt,
  score: null,
});

describe('the answer of a department', () => {
  test.each([
    ['已出发,预计16:00到场', 'responded'],
    ['收到', 'responded'],
    ['已到场', 'arrived'],
    ['人到了,先拉警戒带', 'arrived'],
    ['栏杆已焊好,处理完了', 'resolved'],
    ['还没到场', 'responded'],
  ])('「%s」 means %s', (text, stage) => {
    expect(stageIn(text)).toBe(stage);
  });

  test('a department is known with or without its level', () => {
    expect(isDepartment(whistle('区园林所'), '园林所')).toBe(true);
    expect(isDepartment(whistle('园林所'), '区园林所')).toBe(true);
    expect(isDepartment(whistle('区园林所'), '环卫所')).toBe(false);
  });

  test('only a department still awaited is meant', () => {
    const whistles = [whistle('区园林所', 5), whistle('市燃气公司')];
    expect(departmentIn(whistles, '园林所到场')).toBeUndefined();
    expect(departmentIn(whistles, '燃气公司到场')?.department).toBe('市燃气公司');
  });
});
