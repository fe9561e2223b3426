import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../commands/index.ts';
import { buildRegistry } from '../../../src/app/incoming/parse.ts';
import { keepable } from '../../../src/app/incoming/secrecy.ts';
import { heard } from './surroundings.ts';

const PRIVATE = { chatKind: 'private', chatId: 'dm:wx-limei', senderId: 'wx-limei' } as const;
const registry = buildRegistry(COMMANDS);
const kept = (message: Parameters<typeof heard>[0]) => keepable(heard(message), registry).text;

describe('of what people type', () => {
  it.each([
    '测评 王强 9 8 9 10 9',
    '/测评 王强 9 8',
    '评测 王强 9 8',
    '测评:王强 9 8',
    '测评 王强 很好 9',
    '王强 9 8 9 10 9',
    '王强 9',
    '王强,9分,8分',
    '李梅 9 8\n王强 7 7',
  ])('「%s」 is kept as its command alone', (text) => {
    expect(kept({ ...PRIVATE, text })).toBe('测评');
  });

  it.each(['王方 9 8 9', '测平 3', '3 王方 9'])('「%s」, nearly a vote, is not kept at all', (text) => {
    expect(kept({ ...PRIVATE, text })).toBe('');
  });

  it('a vote that slips out in a room is not kept either', () => {
    expect(kept({ senderId: 'wx-limei', chatId: 'yanguang-work', text: '测评 王强 9 8 9 10 9' })).toBe(
      '测评',
    );
  });

  it.each(['3号楼电梯坏了', '办结 1 修好了', '明天开会,王强 9 点到', '我来'])('「%s」 stays', (text) => {
    expect(kept({ ...PRIVATE, text })).toBe(text);
  });

  it('names and numbers in a room are talk and stay', () => {
    expect(kept({ senderId: 'wx-limei', chatId: 'yanguang-work', text: '王强 9 8' })).toBe('王强 9 8');
  });
});
