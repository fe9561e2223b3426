import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { edgeOver, type Heard, launchHere } from '../../support/fake-wechat/edge.ts';
import { type Hands, handsOf } from '../../support/fake-wechat/hands.ts';
import { RepairedMock } from '../../support/fake-wechat/puppet.ts';
import { BOT, ROOMS } from '../../support/fake-wechat/world.ts';
import { until } from '../../support/until.ts';

const [OWNERS, WORK] = ROOMS;
const HOUR_MS = 3_600_000;

let puppet: RepairedMock;
let hands: Hands;
let edge: Heard;

async function heardSoFar(count: number): Promise<void> {
  await until(`${count} messages`, () => edge.messages.length >= count);
}

/** Everything said so far has been handed on: nothing of the room can come before this. */
async function settled(room = OWNERS): Promise<void> {
  const id = hands.says({ room, text: '完了' });
  await until('the last line', () => edge.messages.some(({ messageId }) => messageId === id));
  edge.messages.splice(
    edge.messages.findIndex(({ messageId }) => messageId === id),
    1,
  );
}

beforeEach(async () => {
  puppet = new RepairedMock();
  hands = handsOf(puppet);
  edge = edgeOver(launchHere(() => puppet));
  await edge.begin();
});

afterEach(async () => {
  await edge.chat.stop();
});

describe('a line', () => {
  test('comes with its room, speaker and time', async () => {
    const before = Date.now();
    const id = hands.says({ room: OWNERS, text: '三号楼电梯停了' });
    await heardSoFar(1);
    const [message] = edge.messages;
    expect(message).toEqual({
      network: 'wechat',
      messageId: id,
      chatId: OWNERS,
      chatKind: 'group',
      senderId: 'wxid_zhang',
      senderName: '张阿姨',
      text: '三号楼电梯停了',
      images: [],
      replyTo: null,
      mentionsBot: false,
      mentions: [],
      sentAt: message?.sentAt,
    });
    expect(message?.sentAt).toBeGreaterThanOrEqual(before);
  });

  test('is signed with the name in the room', async () => {
    puppet.world.rooms.get(OWNERS)?.aliases.set('wxid_zhang', '3-201 张');
    hands.says({ room: OWNERS, text: '在吗' });
    await heardSoFar(1);
    expect(edge.messages[0]?.senderName).toBe('3-201 张');
  });

  test('to the bot alone is a private chat, and is answered there', async () => {
    hands.whispers('绑定 123456');
    await heardSoFar(1);
    expect(edge.messages[0]).toMatchObject({ chatKind: 'private', chatId: 'dm:wxid_zhang' });
    await edge.chat.send({
      key: 'k1',
      network: 'wechat',
      chatId: 'dm:wxid_zhang',
      text: '已绑定',
      replyTo: null,
      mentions: [],
      ticketId: null,
    });
    expect(hands.seen()).toEqual([{ room: 'wxid_zhang', text: '已绑定', mentions: [], picture: null }]);
  });

  test('for the bot is told by its id, and by its name where puppets give none', async () => {
    hands.says({ room: OWNERS, text: '@邻里\u2005报修', mentions: [BOT.id, 'wxid_li'] });
    hands.says({ room: OWNERS, text: '@邻里 报修' });
    hands.says({ room: OWNERS, text: '@小邻\u2005报修', mentions: [BOT.id] });
    hands.says({ room: OWNERS, text: '@所有人 明天停水' });
    await heardSoFar(4);
    expect(edge.messages.map(({ text, mentionsBot }) => [text, mentionsBot])).toEqual([
      ['报修', true],
      ['报修', true],
      ['报修', true],
      ['明天停水', false],
    ]);
    expect(edge.messages[0]?.mentions).toEqual(['wxid_li']);
  });

  test('that quotes another says which, the bot’s own included', async () => {
    const first = hands.says({ room: OWNERS, text: '三号楼电梯停了' });
    await heardSoFar(1);
    const dashes = '- - - - - - - - - - - - - - -';
    hands.says({ room: OWNERS, text: `「张阿姨：三号楼电梯停了」\n${dashes}\n我家也是` });
    hands.says({ room: OWNERS, text: `「谁：早就没了」\n${dashes}\n对` });
    await heardSoFar(3);
    expect(edge.messages.slice(1).map(({ text, replyTo }) => [text, replyTo])).toEqual([
      ['我家也是', first],
      ['对', null],
    ]);
  });

  test('with a picture carries it; one that cannot be fetched is heard without', async () => {
    const picture = new TextEncoder().encode('img:1.png');
    hands.says({ room: OWNERS, text: '', picture });
    const gone = puppet.put({ to: OWNERS, from: 'wxid_zhang', text: '', picture });
    const stored = puppet.world.messages.get(gone);
    if (stored) stored.picture = null;
    hands.announces(gone);
    await heardSoFar(2);
    expect(edge.messages.map(({ images }) => images)).toEqual([['img:1.png'], []]);
  });

  test('whose picture is still being fetched is not lost when the bot stops', async () => {
    const fetch = puppet.messageFile.bind(puppet);
    let began = false;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    puppet.messageFile = async (id) => {
      began = true;
      await held;
      return fetch(id);
    };
    hands.says({ room: OWNERS, text: '', picture: new TextEncoder().encode('img:2.png') });
    await until('the fetching', () => began);
    const stopped = edge.chat.stop();
    letGo();
    await stopped;
    expect(edge.messages.map(({ images }) => images)).toEqual([['img:2.png']]);
  });

  test('that is a card of a shop is nobody’s words', async () => {
    hands.says({ room: OWNERS, text: '<msg><appmsg><title>拼团</title></appmsg></msg>' });
    await settled();
    expect(edge.messages).toEqual([]);
  });

  test('taken back is an event with the message’s id', async () => {
    const id = hands.says({ room: OWNERS, text: '说错了' });
    hands.recalls(id);
    await until('the recall', () => edge.events.some(({ type }) => type === 'recalled'));
    expect(edge.events[0]).toMatchObject({ type: 'recalled', messageId: id, chatId: OWNERS });
    expect(edge.messages).toHaveLength(1);
  });
});

describe('what the wire does to lines', () => {
  test('swapped ones are put in order, and stay two messages of two people', async () => {
    const now = Date.now();
    hands.says({ room: OWNERS, text: '第二', atMs: now - 5, from: 'wxid_li' });
    hands.says({ room: OWNERS, text: '第一', atMs: now - 10 });
    await heardSoFar(2);
    expect(edge.messages.map(({ text, senderId }) => [text, senderId])).toEqual([
      ['第一', 'wxid_zhang'],
      ['第二', 'wxid_li'],
    ]);
  });

  test('a replayed one keeps its id, so that it is known again', async () => {
    const id = hands.says({ room: OWNERS, text: '漏水' });
    hands.announces(id);
    hands.announces(id);
    await heardSoFar(3);
    expect(new Set(edge.messages.map(({ messageId }) => messageId))).toEqual(new Set([id]));
  });

  test('one that cannot be fetched disturbs nothing', async () => {
    hands.announces('ghost');
    hands.fails('no payload found for id owners@chatroom');
    await settled();
    expect(edge.messages).toEqual([]);
    expect(edge.statuses.at(-1)?.state).toBe('connected');
  });

  test('those of yesterday are left alone, late ones marked', async () => {
    hands.says({ room: OWNERS, text: '昨天的', atMs: Date.now() - 25 * HOUR_MS });
    hands.says({ room: OWNERS, text: '刚断线时的', atMs: Date.now() - HOUR_MS });
    await settled();
    expect(edge.messages.map(({ text, late }) => [text, late])).toEqual([['刚断线时的', true]]);
    expect(edge.counts.filter((name) => name === 'messages_stale')).toHaveLength(1);
  });

  test('seconds, milliseconds and nothing are all times', async () => {
    const seconds = Math.trunc(Date.now() / 1000) - 60;
    hands.says({ room: OWNERS, text: '秒', atMs: seconds });
    hands.says({ room: WORK, text: '无', atMs: 0 });
    await heardSoFar(2);
    const times = Object.fromEntries(edge.messages.map(({ text, sentAt }) => [text, sentAt]));
    expect(times['秒']).toBe(seconds * 1000);
    expect(Date.now() - (times['无'] ?? 0)).toBeLessThan(10_000);
  });

  test('what the bot could not keep at once is handed on again, and in order', async () => {
    await edge.chat.stop();
    puppet = new RepairedMock();
    hands = handsOf(puppet);
    edge = edgeOver(launchHere(() => puppet));
    let failures = 2;
    const kept: string[] = [];
    await edge.chat.start({
      message: async ({ text }) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error('the database is away');
        }
        kept.push(text);
      },
      event: async () => {},
      status: (status) => void edge.statuses.push(status),
    });
    await until('log-in', () => edge.statuses.at(-1)?.state === 'connected');
    const now = Date.now();
    hands.says({ room: OWNERS, text: '一', atMs: now - 2 });
    hands.says({ room: OWNERS, text: '二', atMs: now - 1 });
    await until('both', () => kept.length === 2);
    expect(kept).toEqual(['一', '二']);
    expect(edge.warnings).toHaveLength(2);
  });
});

describe('what happens in rooms', () => {
  test('who comes and goes is told by name', async () => {
    puppet.world.people.set('wxid_new', '新邻居');
    hands.joins(OWNERS, ['wxid_new']);
    await until('the join', () => edge.events.some(({ type }) => type === 'member-joined'));
    hands.leaves(OWNERS, ['wxid_new']);
    await until('the leaving', () => edge.events.some(({ type }) => type === 'member-left'));
    const joined = edge.events.find(({ type }) => type === 'member-joined');
    expect(joined).toMatchObject({
      chatId: OWNERS,
      members: [{ accountId: 'wxid_new', name: '新邻居' }],
    });
    expect(new Set(edge.events.map(({ eventId }) => eventId)).size).toBe(edge.events.length);
  });

  test('the bot’s own coming and going are its own events', async () => {
    hands.joins(WORK, [BOT.id], 'wxid_li');
    await until('the join', () => edge.events.some(({ type }) => type === 'bot-joined'));
    hands.leaves(WORK, [BOT.id]);
    await until('the leaving', () => edge.events.some(({ type }) => type === 'bot-left'));
    expect(edge.events.find(({ type }) => type === 'bot-joined')).toMatchObject({
      chatId: WORK,
      byId: 'wxid_li',
    });
  });

  test('a room is looked at after somebody has spoken in it, once, and again when it is renamed', async () => {
    const seen = () => edge.events.filter((event) => event.type === 'room-seen');
    hands.says({ room: OWNERS, text: '在吗' });
    hands.says({ room: OWNERS, text: '在的' });
    await until('a look', () => seen().length === 1);
    expect(seen()[0]).toMatchObject({
      chatId: OWNERS,
      chatName: '幸福里业主群',
      members: [
        { accountId: 'wxid_zhang', name: '张阿姨' },
        { accountId: 'wxid_li', name: '李师傅' },
      ],
    });
    hands.renames(OWNERS, '幸福里 3 号楼');
    await until('another look', () => seen().length === 2);
    expect(seen()[1]).toMatchObject({ chatName: '幸福里 3 号楼' });
  });

  test('nobody is looked up who has not spoken, until the slow look', async () => {
    await edge.chat.stop();
    puppet = new RepairedMock();
    hands = handsOf(puppet);
    const lookedUp = new Set<string>();
    const original = puppet.contactRawPayload.bind(puppet);
    puppet.contactRawPayload = (id) => {
      lookedUp.add(id);
      return original(id);
    };
    edge = edgeOver(
      launchHere(() => puppet),
      { lookMs: 60_000 },
    );
    await edge.begin();
    hands.says({ room: OWNERS, text: '一' });
    hands.says({ room: OWNERS, text: '二' });
    await heardSoFar(2);
    expect(lookedUp).toEqual(new Set([BOT.id, 'wxid_zhang']));
  });

  test('after a log-in with other ids, rooms and people show themselves by their names', async () => {
    const seen = () => edge.events.filter((event) => event.type === 'room-seen');
    hands.says({ room: OWNERS, text: '在吗' });
    await until('a look', () => seen().length === 1);
    hands.logsOut();
    await until('the log-out', () => edge.statuses.at(-1)?.reason === 'logged-out');
    hands.changesIds();
    hands.scans();
    await until('the log-in', () => edge.statuses.at(-1)?.state === 'connected');
    hands.says({ room: `new-${OWNERS}`, text: '路灯坏了', from: 'new-wxid_zhang' });
    await until('a look at the new room', () => seen().length === 2);
    const [before, after] = seen();
    expect(after?.chatId).toBe(`new-${OWNERS}`);
    expect(after).toMatchObject({ chatName: '幸福里业主群' });
    const namesOf = (event = before) =>
      event?.type === 'room-seen' ? event.members.map(({ name }) => name) : [];
    expect(namesOf(after)).toEqual(namesOf(before));
    expect(edge.messages.at(-1)).toMatchObject({ senderId: 'new-wxid_zhang', senderName: '张阿姨' });
  });

  test('an invitation is reported, not accepted', async () => {
    let accepted = false;
    puppet.roomInvitationAccept = async () => {
      accepted = true;
    };
    hands.invites();
    await until('a warning', () => edge.warnings.length > 0);
    await settled();
    expect(accepted).toBe(false);
  });
});
