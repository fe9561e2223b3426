import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatError } from '../../../src/app/errors.ts';
import type { LarkApi, LarkSend } from '../../../src/chat/lark/api.ts';
import { larkCodeOf } from '../../../src/chat/lark/errors.ts';
import { apiFor, type RecordedLog, recordedLog } from '../../support/fake-lark/client.ts';
import { FAULT, type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';

let lark: FakeLark;
let log: RecordedLog;
let api: LarkApi;
let room: string;

beforeEach(async () => {
  lark = await startFakeLark();
  log = recordedLog();
  api = apiFor(lark, { log, timeoutMs: 2000 });
  room = lark.addChat({ name: '幸福里一期', members: [{ openId: 'ou_zhang', name: '张三' }] });
});

afterEach(() => lark.stop());

function text(words: string, more: Partial<LarkSend> = {}): LarkSend {
  const content = JSON.stringify({ text: words });
  return { to: { chatId: room }, msgType: 'text', content, uuid: `uuid-${words}`, ...more };
}

async function refusalOf(work: Promise<unknown>): Promise<ChatError> {
  // cast: every call promises to throw nothing else; a test that gets something else fails on its fields.
  return work.then(
    () => Promise.reject(new Error('it was taken')),
    (error: unknown) => error as ChatError,
  );
}

describe('what the bot says', () => {
  test('goes to a group, and to a person alone', async () => {
    const { messageId } = await api.send(text('已受理 #1'));
    await api.send(text('验证码 123456', { to: { openId: 'ou_zhang' } }));
    expect(lark.said().map((one) => [one.chatId, one.text])).toEqual([
      [room, '已受理 #1'],
      ['oc_p2p_ou_zhang', '验证码 123456'],
    ]);
    expect(lark.said()[0]?.messageId).toBe(messageId);
  });

  test('answers a message', async () => {
    const { messageId } = lark.say({ chat: room, from: 'ou_zhang', text: '路灯坏了', unpushed: true });
    await api.send(text('已受理 #1', { replyTo: messageId }));
    expect(lark.said().map((one) => one.replyTo)).toEqual([messageId]);
  });

  test('is said once under one uuid, whatever became of the first answer', async () => {
    lark.faults.next('create', FAULT.cut('after'));
    const lost = await refusalOf(api.send(text('只说一次')));
    expect(lost).toMatchObject({ code: 'unreachable', retryable: true });
    lark.faults.next('create', FAULT.serverFault('after'));
    await refusalOf(api.send(text('只说一次')));
    const { messageId } = await api.send(text('只说一次'));
    expect(lark.said().map((one) => one.messageId)).toEqual([messageId]);
    expect(lark.sendCalls()).toBe(3);
  });

  test('changes in a card that was sent', async () => {
    const card = { msgType: 'interactive', content: '{"schema":"2.0","a":1}' } as const;
    const { messageId } = await api.send(text('卡片', card));
    await api.patch(messageId, '{"schema":"2.0","a":2}');
    expect(lark.said()[0]?.edits).toEqual(['{"schema":"2.0","a":2}']);
  });
});

describe('a failure', () => {
  test.each([
    [
      'the gateway’s limit',
      FAULT.gatewayLimit(3),
      { code: 'rate-limited', retryAfterMs: 3000, scope: 'network' },
    ],
    ['a wait of weeks, which is not believed', FAULT.gatewayLimit(9_999_999), { retryAfterMs: 600_000 }],
    ['a chat’s limit', FAULT.chatLimit, { code: 'rate-limited', retryAfterMs: null, scope: 'chat' }],
    ['a limit under HTTP 200', FAULT.messageLimit, { code: 'rate-limited', retryAfterMs: null }],
    ['a busy server', FAULT.badCode(2200), { code: 'unreachable', retryAfterMs: null }],
    ['5xx', FAULT.serverFault('before'), { code: 'unreachable', retryAfterMs: null }],
    ['a cut line', FAULT.cut('before'), { code: 'unreachable', retryAfterMs: null }],
    ['being out of the group', FAULT.notInChat, { code: 'not-in-room', retryAfterMs: null }],
    ['a message taken back', FAULT.withdrawn, { code: 'bad-message', retryAfterMs: null }],
    ['a card that Lark cannot draw', FAULT.cardRefused, { code: 'bad-message', retryAfterMs: null }],
    ['a missing permission', FAULT.badCode(99991672), { code: 'not-permitted', retryAfterMs: null }],
    ['a code nobody knows', FAULT.badCode(777), { code: 'unknown', retryAfterMs: null }],
  ])('%s', async (_what, fault, expected) => {
    lark.faults.next('create', fault);
    expect(await refusalOf(api.send(text('一')))).toMatchObject(expected);
    expect(lark.said()).toEqual([]);
    await api.send(text('一'));
    expect(lark.said()).toHaveLength(1);
  });

  test('is only waited for so long', async () => {
    const impatient = apiFor(lark, { timeoutMs: 500 });
    await impatient.botInfo();
    lark.faults.next('create', FAULT.hang('before'));
    expect(await refusalOf(impatient.send(text('一')))).toMatchObject({ code: 'unreachable' });
  });

  test('of the server as a whole is one to try again', async () => {
    await lark.stop();
    expect(await refusalOf(api.send(text('一')))).toMatchObject({ code: 'unreachable', retryable: true });
    lark = await startFakeLark();
  });

  test('keeps the platform’s code for who needs it', async () => {
    lark.faults.next('create', FAULT.cardRefused);
    expect(larkCodeOf(await refusalOf(api.send(text('一'))))).toBe(230099);
  });
});

describe('the token', () => {
  test('is asked for once, however many calls begin together', async () => {
    await Promise.all(['一', '二', '三', '四', '五'].map((words) => api.send(text(words))));
    expect(lark.tokensIssued()).toBe(1);
    expect(lark.said()).toHaveLength(5);
  });

  test('that is rejected is replaced, and the call made again', async () => {
    await api.send(text('一'));
    lark.revokeTokens();
    await api.send(text('二'));
    expect(lark.tokensIssued()).toBe(2);
    expect(lark.said().map((one) => one.text)).toEqual(['一', '二']);
  });

  test('that is rejected twice is a failure to be tried later', async () => {
    lark.faults.next('create', FAULT.tokenRejected, 2);
    expect(await refusalOf(api.send(text('一')))).toMatchObject({ code: 'unknown', retryable: true });
    expect(lark.calls('create')).toBe(2);
  });

  test('a wrong secret gives nothing up, and is written nowhere', async () => {
    const appSecret = 'quite-another-secret';
    const wrong = apiFor({ ...lark, appSecret }, { log });
    const refusal = await refusalOf(wrong.send(text('一')));
    expect(refusal).toMatchObject({ code: 'unreachable', retryable: true });
    expect(larkCodeOf(refusal)).toBe(10014);
    lark.faults.next('token', FAULT.cut('before'));
    await refusalOf(wrong.send(text('一')));
    expect(`${log.text()} ${refusal.stack} ${JSON.stringify(refusal.cause)}`).not.toContain(appSecret);
  });
});

describe('what the bot reads', () => {
  test('the history of a chat, page by page, oldest first', async () => {
    for (let index = 0; index < 60; index++) {
      lark.say({ chat: room, from: 'ou_zhang', text: `第${index}句`, unpushed: true, at: 1_000_000 + index });
    }
    const first = await api.listMessages({ chatId: room, startSec: 1000 });
    expect(first.items).toHaveLength(50);
    const second = await api.listMessages({ chatId: room, startSec: 1000, pageToken: first.nextToken ?? '' });
    expect(second.items).toHaveLength(10);
    expect(second.nextToken).toBeNull();
    expect(second.items.at(-1)).toMatchObject({ body: { content: '{"text":"第59句"}' } });
    expect((await api.listMessages({ chatId: room, startSec: 1001 })).items).toEqual([]);
  });

  test('a bad code on a page is a failure, not an end', async () => {
    lark.faults.next('list', FAULT.badCode(2200));
    expect(await refusalOf(api.listMessages({ chatId: room, startSec: 0 }))).toMatchObject({
      code: 'unreachable',
    });
  });

  test('who is in a chat, which chats there are, who it is itself, what it may do', async () => {
    expect(await api.listMembers(room)).toEqual({
      items: [{ openId: 'ou_zhang', name: '张三' }],
      nextToken: null,
    });
    expect(await api.listChats()).toEqual({
      items: [{ chatId: room, name: '幸福里一期' }],
      nextToken: null,
    });
    expect(await api.botInfo()).toEqual({ openId: lark.botOpenId, name: '邻里' });
    expect(await api.scopes()).toContainEqual({ name: 'im:message.group_msg', granted: true });
  });
});

describe('pictures', () => {
  test('go up whole', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
    const key = await api.uploadImage(bytes);
    expect(lark.world.images.get(key)).toEqual(Buffer.from(bytes));
  });

  test('that Lark does not take are a failure, not a null', async () => {
    lark.faults.next('image', FAULT.badCode(234001));
    expect(await refusalOf(api.uploadImage(new Uint8Array(9)))).toMatchObject({ code: 'unknown' });
  });

  test('that people sent come down whole; gone ones are null', async () => {
    const image = Uint8Array.from({ length: 70_000 }, (_, index) => index % 249);
    const { messageId } = lark.say({ chat: room, from: 'ou_zhang', image, unpushed: true });
    const content: unknown = JSON.parse(lark.world.messages.get(messageId)?.content ?? '{}');
    const key = String(Object.values(content ?? {})[0]);
    expect(await api.downloadImage(messageId, key)).toEqual(Buffer.from(image));
    expect(await api.downloadImage(messageId, 'img_v3_gone')).toBeNull();
    lark.faults.next('resource', FAULT.serverFault('before'));
    expect(await refusalOf(api.downloadImage(messageId, key))).toMatchObject({ code: 'unreachable' });
  });
});
