import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMembers, type LarkMembers } from '../../../src/chat/lark/members.ts';
import type { ChatEvent, InboundMessage } from '../../../src/chat/message.ts';
import { apiFor, recordedLog } from '../../support/fake-lark/client.ts';
import { FAULT, type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';

const NINE = Date.parse('2026-06-03T09:00:00+08:00');
const ZHANG = { openId: 'ou_zhang', name: '张阿姨' };

let lark: FakeLark;
let room: string;
let now: number;
let members: LarkMembers;

beforeEach(async () => {
  now = NINE;
  lark = await startFakeLark();
  room = lark.addChat({ name: '业主群', members: [ZHANG] });
  members = withPatience(5000);
});

afterEach(async () => {
  vi.useRealTimers();
  await members.settled();
  await lark.stop();
});

function withPatience(patienceMs: number): LarkMembers {
  return createMembers({
    api: apiFor(lark),
    clock: { now: () => now },
    log: recordedLog(),
    patienceMs,
  });
}

function from(senderId: string, chatId = room): InboundMessage {
  return {
    network: 'lark',
    messageId: 'om_1',
    chatId,
    chatKind: chatId.startsWith('dm:') ? 'private' : 'group',
    senderId,
    senderName: '',
    text: '你好',
    images: [],
    replyTo: null,
    mentionsBot: false,
    mentions: [],
    sentAt: NINE,
  };
}

const nameOf = async (senderId: string, chatId = room) =>
  (await members.named(from(senderId, chatId))).senderName;

function happened<Type extends ChatEvent['type']>(type: Type, more: object): ChatEvent {
  // cast: each test gives the fields of the type it names.
  return { network: 'lark', eventId: 'ev_1', chatId: room, at: NINE, type, ...more } as ChatEvent;
}

describe('who is speaking', () => {
  test('is asked for once a group, also by many at the same time', async () => {
    const names = await Promise.all([nameOf('ou_zhang'), nameOf('ou_zhang'), nameOf('ou_zhang')]);
    expect(names).toEqual(['张阿姨', '张阿姨', '张阿姨']);
    expect(await nameOf('ou_zhang')).toBe('张阿姨');
    expect(members.nameOf('ou_zhang')).toBe('张阿姨');
    expect(lark.calls('members')).toBe(1);
  });

  test('in a group of several pages is found on the last', async () => {
    const crowd = Array.from({ length: 250 }, (_, index) => ({
      openId: `ou_${index}`,
      name: `居民${index}`,
    }));
    const large = lark.addChat({ name: '大群', members: crowd });
    expect(await nameOf('ou_249', large)).toBe('居民249');
    expect(lark.calls('members')).toBe(3);
  });

  test('is not waited for long: the message goes on without a name, the next one has it', async () => {
    members = withPatience(1);
    lark.faults.next('members', FAULT.delay(60));
    expect(await nameOf('ou_zhang')).toBe('');
    await members.settled();
    expect(await nameOf('ou_zhang')).toBe('张阿姨');
    expect(lark.calls('members')).toBe(1);
  });

  test('is waited for once, however many speak meanwhile', async () => {
    vi.useFakeTimers();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const api = {
      async listMembers() {
        await answered;
        return { items: [ZHANG], nextToken: null };
      },
    };
    const slow = createMembers({ api, clock: { now: () => now }, log: recordedLog() });
    const first = slow.named(from('ou_zhang'));
    await vi.advanceTimersByTimeAsync(150);
    expect((await first).senderName).toBe('');
    // No time passes: each waiting in turn would let the network's three seconds run out.
    expect((await slow.named(from('ou_zhang'))).senderName).toBe('');
    answer();
    await slow.settled();
    expect((await slow.named(from('ou_zhang'))).senderName).toBe('张阿姨');
  });

  test('is asked for again only after a while, when Lark did not say', async () => {
    lark.faults.next('members', FAULT.serverFault('before'));
    expect(await nameOf('ou_zhang')).toBe('');
    expect(await nameOf('ou_zhang')).toBe('');
    expect(lark.calls('members')).toBe(1);
    now += 10 * 60_000;
    expect(await nameOf('ou_zhang')).toBe('张阿姨');
  });

  test('in a private chat is known from the groups, or not at all', async () => {
    expect(await nameOf('ou_zhang', 'dm:ou_zhang')).toBe('');
    expect(lark.calls('members')).toBe(0);
    await nameOf('ou_zhang');
    expect(await nameOf('ou_zhang', 'dm:ou_zhang')).toBe('张阿姨');
  });
});

describe('events about members', () => {
  test('bring names', async () => {
    await members.completed(happened('member-joined', { members: [{ accountId: 'ou_new', name: '小李' }] }));
    expect(await nameOf('ou_new')).toBe('小李');
    expect(lark.calls('members')).toBe(0);
  });

  test('an invitation fetches the group’s names before anybody speaks', async () => {
    await members.completed(happened('bot-joined', { chatName: '业主群', byId: null }));
    await members.settled();
    expect(members.nameOf('ou_zhang')).toBe('张阿姨');
  });

  test('a group that was seen comes with those in it', async () => {
    const seen = await members.completed(happened('room-seen', { chatName: '业主群', members: [] }));
    expect(seen).toMatchObject({ members: [{ accountId: 'ou_zhang', name: '张阿姨' }] });
  });

  test('a group whose members cannot be read is seen all the same', async () => {
    lark.faults.next('members', FAULT.badCode(99991672));
    const seen = await members.completed(happened('room-seen', { chatName: '业主群', members: [] }));
    expect(seen).toMatchObject({ type: 'room-seen', chatName: '业主群', members: [] });
  });
});
