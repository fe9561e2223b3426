import { describe, expect, test } from 'vitest';
import { answered } from '../../../commands/support/answer.ts';

describe('what a yes or no is about', () => {
  test.each([
    ['', null, null, ''],
    ['3', null, 3, ''],
    ['#3 先联系车主', null, 3, '先联系车主'],
    ['退单 3', 'return', 3, ''],
    ['退单3号单,先联系车主', 'return', 3, '先联系车主'],
    ['转派 11', 'transfer', 11, ''],
    ['缓办', 'pause', null, ''],
    ['延期 13 太久了', 'extension', 13, '太久了'],
    ['剔除 5', 'exclusion', 5, ''],
    ['请假 顾强 陆敏', 'leave', null, '顾强 陆敏'],
    ['请假', 'leave', null, ''],
    ['3号楼先看看', null, null, '3号楼先看看'],
    ['5月15日之前再说', null, null, '5月15日之前再说'],
  ])('「%s」', (text, ...[about, number, rest]) => {
    expect(answered(text)).toEqual({ about, number, rest });
  });
});
