import { describe, expect, test } from 'vitest';
import { createPrivateChats } from '../../src/chat/lark/private-chats.ts';
import { createRecent } from '../../src/chat/recent.ts';

describe('what is remembered', () => {
  test('is what was used last', () => {
    const recent = createRecent<number>(2);
    recent.set('one', 1);
    recent.set('two', 2);
    expect(recent.get('one')).toBe(1);
    recent.set('three', 3);
    expect([recent.get('one'), recent.get('two'), recent.get('three')]).toEqual([1, undefined, 3]);
  });

  test('takes another value in place of the first', () => {
    const recent = createRecent<number>(2);
    recent.set('one', 1);
    recent.set('one', 11);
    recent.set('two', 2);
    expect(recent.get('one')).toBe(11);
    expect(recent.get('two')).toBe(2);
  });
});

describe('private chats', () => {
  test('are found by either name once heard from; groups have one name', () => {
    const chats = createPrivateChats();
    expect(chats.remoteOf('dm:ou_li')).toBeNull();
    chats.remember('dm:ou_li', 'oc_p2p');
    chats.remember('oc_group', 'oc_group');
    expect(chats.remoteOf('dm:ou_li')).toBe('oc_p2p');
    expect(chats.localOf('oc_p2p')).toBe('dm:ou_li');
    expect(chats.remoteOf('oc_group')).toBe('oc_group');
    expect(chats.localOf('oc_group')).toBe('oc_group');
  });
});
