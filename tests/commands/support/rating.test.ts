import { describe, expect, test } from 'vitest';
import { answersIn } from '../../../commands/support/rating.ts';

describe('the three questions are kept apart', () => {
  test.each([
    ['满意', [null, null, 'satisfied', '']],
    ['很满意', [null, null, 'satisfied', '']],
    ['基本满意', [null, null, 'basically', '']],
    ['不满意 只修了一半', [null, null, 'dissatisfied', '只修了一半']],
    ['满意 满意', [null, null, 'satisfied', '']],
    ['满意 比上次满意多了', [null, null, 'satisfied', '比上次满意多了']],
    ['不太满意', [null, null, 'dissatisfied', '']],
    ['解决了', [null, true, null, '']],
    ['没解决', [null, false, null, '']],
    ['没人联系我', [false, null, null, '']],
    ['联系过', [true, null, null, '']],
    ['联系过 解决了 基本满意 就是慢了点', [true, true, 'basically', '就是慢了点']],
    ['没联系,没解决,不满意', [false, false, 'dissatisfied', '']],
    ['联系过了,没修好,不满意', [true, false, 'dissatisfied', '']],
    ['今天天气不错', [null, null, null, '今天天气不错']],
  ])('「%s」', (text, [contacted, solved, satisfied, rest]) => {
    expect(answersIn(String(text))).toEqual({ contacted, solved, satisfied, text: rest });
  });

  test('what is not said is never taken for a yes', () => {
    const { contacted, solved } = answersIn('满意,谢谢');
    expect([contacted, solved]).toEqual([null, null]);
  });
});
