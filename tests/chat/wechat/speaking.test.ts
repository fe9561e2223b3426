import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asChatError } from '../../../src/app/errors.ts';
import { edgeOver, type Heard, launchHere, outbound } from '../../support/fake-wechat/edge.ts';
import { type Hands, handsOf } from '../../support/fake-wechat/hands.ts';
import { RepairedMock } from '../../support/fake-wechat/puppet.ts';
import { ROOMS } from '../../support/fake-wechat/world.ts';
import { until } from '../../support/until.ts';

const [OWNERS] = ROOMS;

let puppet: RepairedMock;
let hands: Hands;
let edge: Heard;

const texts = () => hands.seen().map(({ text }) => text);
const codeOf = (sending: Promise<unknown>) =>
  sending.then(
    () => 'sent',
    (error: unknown) => asChatError(error).code,
  );

beforeEach(async () => {
  puppet = new RepairedMock();
  hands = handsOf(puppet);
  edge = edgeOver(
    launchHere(() => puppet),
    { sendMs: 400, echoMs: 400 },
  );
  await edge.begin();
});

afterEach(async () => {
  await edge.chat.stop();
});

describe('the id of what was said', () => {
  test('is the gateway’s', async () => {
    const { remoteId } = await edge.chat.send(outbound(OWNERS, '已受理 #1'));
    expect(puppet.world.messages.get(remoteId)?.text).toBe('已受理 #1');
  });

  test('or the echo’s, from puppets that give none', async () => {
    hands.set({ withoutIds: true });
    const { remoteId } = await edge.chat.send(outbound(OWNERS, '已受理 #1'));
    expect(puppet.world.messages.get(remoteId)?.text).toBe('已受理 #1');
  });

  test('or made up, when there is no echo either', async () => {
    hands.set({ withoutIds: true, withoutEchoes: true });
    const { remoteId } = await edge.chat.send(outbound(OWNERS, '已受理 #1', { key: 'k1' }));
    expect(remoteId).toBe('sent:k1');
    expect(texts()).toEqual(['已受理 #1']);
  });
});

test('people are called by name, with their ids', async () => {
  await edge.chat.send(outbound(OWNERS, '请接单', { mentions: ['wxid_li', 'nobody'] }));
  expect(hands.seen()).toEqual([
    { room: OWNERS, text: '@李师傅\u2005请接单', mentions: ['wxid_li'], picture: null },
  ]);
});

describe('a text that the network would not take', () => {
  test('may be said again', async () => {
    hands.set({ failSends: 1 });
    const message = outbound(OWNERS, '已受理 #1');
    expect(await codeOf(edge.chat.send(message))).toBe('unknown');
    expect(await codeOf(edge.chat.send(message))).toBe('sent');
    expect(texts()).toEqual(['已受理 #1']);
  });

  test('but was taken is settled by its echo', async () => {
    hands.set({ failAfterSends: 1 });
    expect(await codeOf(edge.chat.send(outbound(OWNERS, '已受理 #1')))).toBe('sent');
    expect(texts()).toEqual(['已受理 #1']);
  });

  test('with names before it, too', async () => {
    hands.set({ failAfterSends: 1 });
    expect(await codeOf(edge.chat.send(outbound(OWNERS, '请接单', { mentions: ['wxid_li'] })))).toBe('sent');
    expect(texts()).toHaveLength(1);
  });
});

describe('an answer that does not come', () => {
  test('is made good by the echo', async () => {
    hands.set({ slowMs: 3000 });
    expect(await codeOf(edge.chat.send(outbound(OWNERS, '已受理 #1')))).toBe('sent');
  });

  test('leaves the text unsure where there are no echoes; coming late, it still counts', async () => {
    hands.set({ slowMs: 1000, withoutEchoes: true });
    const send = puppet.messageSendText.bind(puppet);
    let answered = false;
    puppet.messageSendText = async (to, text, mentions) => {
      const id = await send(to, text, mentions);
      answered = true;
      return id;
    };
    const message = outbound(OWNERS, '已受理 #1');
    expect(await codeOf(edge.chat.send(message))).toBe('uncertain');
    await until('the late answer', () => answered);
    hands.says({ room: OWNERS, text: '嗯' });
    await until('what came after it', () => edge.messages.length === 1);
    expect(await codeOf(edge.chat.send(message))).toBe('sent');
    expect(texts()).toEqual(['已受理 #1']);
  });

  test('an echo remembered from before settles an unsure message without a word', async () => {
    hands.set({ failAfterSends: 1, withoutIds: true });
    await edge.chat.send(outbound(OWNERS, '第一条'));
    // The account's echo of something said before this process knew of it.
    const id = puppet.put({ to: OWNERS, from: puppet.world.self.id, text: '重启前说的' });
    puppet.emit('message', { messageId: id });
    hands.says({ room: OWNERS, text: '嗯' });
    await until('what came after the echo', () => edge.messages.length === 1);
    const { remoteId } = await edge.chat.send(outbound(OWNERS, '重启前说的', { uncertain: true }));
    expect(remoteId).toBe(id);
    expect(texts()).toEqual(['第一条']);
  });

  test('the echo of a message that was answered for is no answer for another', async () => {
    await edge.chat.send(outbound(OWNERS, '已受理'));
    hands.says({ room: OWNERS, text: '嗯' });
    await until('what came after the echo', () => edge.messages.length === 1);
    await edge.chat.send(outbound(OWNERS, '已受理', { uncertain: true }));
    expect(texts()).toEqual(['已受理', '已受理']);
  });

  test('and an unsure one without an echo is said again', async () => {
    await edge.chat.send(outbound(OWNERS, '重启前说的', { uncertain: true }));
    expect(texts()).toEqual(['重启前说的']);
  });
});

describe('a picture', () => {
  const picture = (rest = {}) => outbound(OWNERS, '', { picture: 'img:1.png', ...rest });

  test('is sent once', async () => {
    const message = picture();
    const first = await edge.chat.send(message);
    expect(await edge.chat.send(message)).toEqual(first);
    expect(hands.seen()).toEqual([{ room: OWNERS, text: '', mentions: [], picture: 9 }]);
  });

  test('that failed after it was shown is settled by its echo', async () => {
    hands.set({ failAfterSends: 1 });
    expect(await codeOf(edge.chat.send(picture()))).toBe('sent');
    expect(hands.seen()).toHaveLength(1);
  });

  test('has more time than a text', async () => {
    hands.set({ slowMs: 1200, withoutEchoes: true });
    expect(await codeOf(edge.chat.send(picture()))).toBe('sent');
  });

  test('is never tried twice, whatever is not known of it', async () => {
    hands.set({ failAfterSends: 1, withoutEchoes: true });
    const message = picture();
    expect(await codeOf(edge.chat.send(message))).toBe('uncertain');
    expect(await codeOf(edge.chat.send(message))).toBe('uncertain');
    expect(await codeOf(edge.chat.send(picture({ uncertain: true })))).toBe('uncertain');
    expect(hands.seen()).toHaveLength(1);
  });
});

describe('a file', () => {
  const SHEET = 'report:rankings/kunlun/2026-10/1/all.xlsx';
  const file = (rest = {}) => outbound(OWNERS, '', { picture: SHEET, ...rest });

  test('goes out under its own name, once', async () => {
    const message = file();
    const first = await edge.chat.send(message);
    expect(await edge.chat.send(message)).toEqual(first);
    expect(puppet.world.files).toEqual(['排名.xlsx']);
    expect(hands.seen()).toMatchObject([{ text: '', picture: SHEET.length }]);
  });

  test('that failed after it was sent is settled by its echo, though WeChat calls it no picture', async () => {
    hands.set({ failAfterSends: 1 });
    expect(await codeOf(edge.chat.send(file()))).toBe('sent');
    expect(hands.seen()).toHaveLength(1);
  });
});

describe('a long text', () => {
  test('is said in pieces, and answered for by the first', async () => {
    const { remoteId } = await edge.chat.send(outbound(OWNERS, `${'一'.repeat(1500)}\n${'二'.repeat(1500)}`));
    expect(texts().map((text) => text[0])).toEqual(['一', '二']);
    expect(puppet.world.messages.get(remoteId)?.text[0]).toBe('一');
  });

  test('its first part is not said again when the second one failed', async () => {
    const message = outbound(OWNERS, `${'一'.repeat(1500)}\n${'二'.repeat(1500)}`);
    const send = puppet.messageSendText.bind(puppet);
    let calls = 0;
    puppet.messageSendText = (to, text, mentions) => {
      calls += 1;
      if (calls === 2) hands.set({ failSends: 1 });
      return send(to, text, mentions);
    };
    expect(await codeOf(edge.chat.send(message))).toBe('unknown');
    expect(await codeOf(edge.chat.send(message))).toBe('sent');
    expect(texts().map((text) => text[0])).toEqual(['一', '二']);
  });
});

describe('what goes to one room', () => {
  test('goes a while apart, the pieces of a long text too', async () => {
    const pieceMs = 80;
    await edge.chat.stop();
    edge = edgeOver(
      launchHere(() => puppet),
      { pieceMs },
    );
    await edge.begin();
    const moments: number[] = [];
    const send = puppet.messageSendText.bind(puppet);
    puppet.messageSendText = (to, text, mentions) => {
      moments.push(performance.now());
      return send(to, text, mentions);
    };
    await edge.chat.send(outbound(OWNERS, '长'.repeat(4000)));
    await edge.chat.send(outbound(OWNERS, '短'));
    expect(texts().map((text) => text.length)).toEqual([1900, 1900, 200, 1]);
    const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? at));
    // What is on its way to the puppet takes a moment that is not always the same.
    for (const gap of gaps) expect(gap).toBeGreaterThan(pieceMs / 2);
  });
});

describe('logged out', () => {
  test('nothing is tried', async () => {
    hands.set({ needsScan: true });
    hands.logsOut();
    await until('the log-out', () => edge.statuses.at(-1)?.reason === 'logged-out');
    const message = outbound(OWNERS, '已受理 #1');
    expect(await codeOf(edge.chat.send(message))).toBe('unreachable');
    hands.showsCode();
    await until('a code', () => edge.statuses.at(-1)?.qrcode !== undefined);
    hands.scans();
    await until('the log-in', () => edge.statuses.at(-1)?.state === 'connected');
    expect(await codeOf(edge.chat.send(message))).toBe('sent');
    expect(texts()).toEqual(['已受理 #1']);
  });
});

test('the limits are those of a careful person', () => {
  expect(edge.chat.limits).toMatchObject({ joins: true, perDay: 300 });
  expect(edge.chat.limits?.sharedByProcesses).toBeUndefined();
  expect(edge.chat).toMatchObject({ idempotent: false });
  expect(edge.chat.history).toBeUndefined();
  expect(edge.chat.limits?.messagesOf?.('短')).toBe(1);
  expect(edge.chat.limits?.messagesOf?.('长'.repeat(4000))).toBe(3);
});
