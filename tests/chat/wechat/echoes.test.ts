import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createEchoes, type Echoes } from '../../../src/chat/wechat/echoes.ts';
import { createSorter } from '../../../src/chat/wechat/order.ts';
import { createRoomLooks } from '../../../src/chat/wechat/rooms.ts';

const wanted = (text: string, since = 0) => ({ chatId: 'r', text, isPicture: false, since });
const heard = (remoteId: string, text: string) => ({ chatId: 'r', remoteId, text, isPicture: false });

describe('echoes', () => {
  let now: number;
  let echoes: Echoes;

  beforeEach(() => {
    now = 1000;
    echoes = createEchoes(() => now);
  });

  test('one echo answers for one message', () => {
    echoes.hear(heard('m1', '已受理 #1'));
    expect(echoes.take(wanted('已受理 #1'))).toBe('m1');
    expect(echoes.take(wanted('已受理 #1'))).toBeNull();
  });

  test('names before the text and other spaces do not matter', () => {
    echoes.hear(heard('m1', '@张阿姨\u2005@李\u2005已受理  #1\r\n请稍候 '));
    expect(echoes.take(wanted('已受理 #1\n请稍候'))).toBe('m1');
  });

  test('another room, another text, a picture or an older echo is no answer', () => {
    echoes.hear(heard('m1', '已受理 #12'));
    expect(echoes.take(wanted('已受理 #1'))).toBeNull();
    expect(echoes.take({ ...wanted('已受理 #12'), chatId: 'other' })).toBeNull();
    expect(echoes.take({ ...wanted(''), isPicture: true })).toBeNull();
    expect(echoes.take(wanted('已受理 #12', 1001))).toBeNull();
    expect(echoes.take(wanted('已受理 #12', 1000))).toBe('m1');
  });

  test('a joined message answers for each of its parts, once', () => {
    echoes.hear(heard('m1', '已受理 #1\n李师傅接单\n已受理 #2'));
    expect(echoes.take(wanted('李师傅接单\n已受理 #2'))).toBe('m1');
    expect(echoes.take(wanted('已受理 #1'))).toBe('m1');
    expect(echoes.take(wanted('已受理 #1'))).toBeNull();
  });

  test('an echo whose id the gateway gave answers nothing, whichever comes first', () => {
    echoes.known('m1');
    echoes.hear(heard('m1', '好'));
    echoes.hear(heard('m2', '好'));
    echoes.known('m2');
    expect(echoes.take(wanted('好'))).toBeNull();
  });

  test('handed on again at a log-in, an echo does not count again', () => {
    echoes.hear(heard('m1', '好'));
    expect(echoes.take(wanted('好'))).toBe('m1');
    echoes.hear(heard('m1', '好'));
    expect(echoes.take(wanted('好'))).toBeNull();
  });

  test('are forgotten after an hour', () => {
    echoes.hear(heard('m1', '好'));
    now += 3_600_001;
    echoes.hear(heard('m2', '坏'));
    expect(echoes.take(wanted('好'))).toBeNull();
  });

  test('waiting ends with the echo, or without one', async () => {
    const found = echoes.wait(wanted('好'), 5000);
    echoes.hear(heard('m0', '不好'));
    echoes.hear(heard('m1', '好'));
    expect(await found).toBe('m1');
    expect(await echoes.wait(wanted('好'), 1)).toBeNull();
  });
});

describe('the order of lines', () => {
  test('is that of their times, and of their coming where these are equal', () => {
    const out: string[] = [];
    const sorter = createSorter<{ atMs: number; text: string }>(10_000, (chatId, item) =>
      out.push(`${chatId}:${item.text}`),
    );
    sorter.put('r', { atMs: 2000, text: 'c' });
    sorter.put('q', { atMs: 9000, text: 'x' });
    sorter.put('r', { atMs: 1000, text: 'a' });
    sorter.put('r', { atMs: 1000, text: 'b' });
    expect(out).toEqual([]);
    sorter.flush();
    expect(out).toEqual(['r:a', 'r:b', 'r:c', 'q:x']);
    sorter.flush();
    expect(out).toHaveLength(4);
  });

  test('holds lines for its time and no longer', () => {
    vi.useFakeTimers();
    try {
      const out: number[] = [];
      const sorter = createSorter<{ atMs: number }>(300, (_, item) => out.push(item.atMs));
      sorter.put('r', { atMs: 2 });
      vi.advanceTimersByTime(299);
      sorter.put('r', { atMs: 1 });
      expect(out).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(out).toEqual([1, 2]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('looks at rooms', () => {
  test('come one after the other, once a log-in and when something has changed', () => {
    vi.useFakeTimers();
    try {
      const looked: string[] = [];
      const looks = createRoomLooks(1000, (roomId) => looked.push(roomId));
      looks.spokenIn('a');
      looks.spokenIn('b');
      looks.spokenIn('a');
      expect(looked).toEqual([]);
      vi.advanceTimersByTime(1000);
      expect(looked).toEqual(['a']);
      vi.advanceTimersByTime(5000);
      expect(looked).toEqual(['a', 'b']);
      looks.spokenIn('a');
      looks.changed('b');
      vi.advanceTimersByTime(5000);
      expect(looked).toEqual(['a', 'b', 'b']);
      looks.restart();
      looks.spokenIn('a');
      looks.stop();
      vi.advanceTimersByTime(5000);
      expect(looked).toHaveLength(3);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
