import { describe, expect, test } from 'vitest';
import { isBareVote, readVotes } from '../../../src/engine/appraisal/ballot-words.ts';

describe('a typed vote', () => {
  test.each([
    ['王芳 9 8 9 10 9', '王芳', [9, 8, 9, 10, 9]],
    ['王芳:9,8,9,10,9', '王芳', [9, 8, 9, 10, 9]],
    ['王芳,９ ８ ９ １０ ９', '王芳', [9, 8, 9, 10, 9]],
    ['@王芳 9分 8分 9分', '王芳', [9, 8, 9]],
    ['王芳、9、8', '王芳', [9, 8]],
    ['阳光社区 9/8/9', '阳光社区', [9, 8, 9]],
    ['王芳', '王芳', []],
  ])('「%s」', (text, name, values) => {
    expect(readVotes(text)).toEqual([{ ballotNumber: null, name, values }]);
  });

  test('may name the ballot by its number', () => {
    expect(readVotes('3 王芳 9 8')).toEqual([{ ballotNumber: 3, name: '王芳', values: [9, 8] }]);
  });

  test('may name the ballot once, on a line above all', () => {
    expect(readVotes('3\n王芳 9 8\n2 李梅 8 8')).toEqual([
      { ballotNumber: 3, name: '王芳', values: [9, 8] },
      { ballotNumber: 2, name: '李梅', values: [8, 8] },
    ]);
    expect(readVotes('3')).toBeNull();
  });

  test('comes in several lines', () => {
    expect(readVotes('王芳 9 8\n\n李梅 8 8; 赵磊 7 7')?.map(({ name }) => name)).toEqual([
      '王芳',
      '李梅',
      '赵磊',
    ]);
  });

  test.each(['9 8 9', '王芳 很好', '王芳 9 8 好', '王芳 -1 8', '王芳 8.5 9', '好'.repeat(21)])(
    '「%s」 is none',
    (text) => expect(readVotes(text)).toBeNull(),
  );

  test('without a command is one only if it is nothing else', () => {
    expect(isBareVote('王芳 9 8 9 10 9')).toBe(true);
    expect(isBareVote('王芳 9')).toBe(true);
    expect(isBareVote('王芳 9 8\n电梯坏了')).toBe(false);
    expect(isBareVote('王芳')).toBe(false);
    expect(isBareVote('')).toBe(false);
  });

  test('a hostile text takes no longer than its length', () => {
    expect(readVotes('1 '.repeat(5000))).toBeNull();
    expect(readVotes('甲 1\n'.repeat(5000))).toBeNull();
  });
});
