import { type ServerType, serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Chat, LinkStatus, Receiver } from '../../../src/app/ports.ts';
import type { TicketCard } from '../../../src/chat/card.ts';
import type { ChatEvent, InboundMessage, OutboundMessage } from '../../../src/chat/message.ts';
import { chatContract, type EdgeUnderTest } from '../../contracts/chat.contract.ts';
import { type LarkChatParts, larkChatFor, WEBHOOK_KEYS } from '../../support/fake-lark/chat.ts';
import { BOT_OPEN_ID, FAULT, type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';
import { receiverOf } from '../../support/receiver.ts';
import { until } from '../../support/until.ts';

let lark: FakeLark;
let open: Chat[];
let web: ServerType | null;

beforeEach(async () => {
  lark = await startFakeLark({ ackTimeoutMs: 1000, pushAgainMs: [20, 20, 20] });
  open = [];
  web = null;
});

afterEach(async () => {
  await Promise.all(open.map((chat) => chat.stop()));
  if (web && 'closeAllConnections' in web) web.closeAllConnections();
  web?.close();
  await lark.stop();
});

interface Bot {
  chat: Chat;
  heard: InboundMessage[];
  events: ChatEvent[];
  statuses: LinkStatus[];
}

async function startBot(given: LarkChatParts = {}, receive: Partial<Receiver> = {}): Promise<Bot> {
  const chat = larkChatFor(lark, given);
  const bot: Bot = { chat, heard: [], events: [], statuses: [] };
  open.push(chat);
  await chat.start(
    receiverOf({
      message: async (message) => void bot.heard.push(message),
      event: async (event) => void bot.events.push(event),
      status: (status) => bot.statuses.push(status),
      ...receive,
    }),
  );
  await until('connected', () => bot.statuses.at(-1)?.state === 'connected');
  return bot;
}

const ZHANG = { openId: 'ou_zhang', name: '张三' };

function room(name = '一期'): string {
  return lark.addChat({ name, members: [ZHANG, { openId: 'ou_li', name: '李梅' }] });
}

function out(chatId: string, given: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    key: 'k1',
    network: 'lark',
    chatId,
    text: '已受理 #1',
    replyTo: null,
    mentions: [],
    ticketId: null,
    ...given,
  };
}

const CARD: TicketCard = {
  type: 'ticket',
  title: '#1 路灯',
  tone: 'waiting',
  text: '已受理 #1',
  fields: [{ label: '地点', value: '3号楼' }],
  actions: [{ label: '接单', command: '接单 1', style: 'primary' }],
};

describe('what people say', () => {
  test('is heard with who said it, where, and when', async () => {
    const { heard } = await startBot();
    const chat = room();
    const said = lark.say({
      chat,
      from: 'ou_zhang',
      text: '@_user_1 路灯坏了',
      mentions: [{ openId: BOT_OPEN_ID, name: '邻里' }],
    });
    await said.outcome;
    expect(heard).toMatchObject([
      {
        network: 'lark',
        messageId: said.messageId,
        chatId: chat,
        chatKind: 'group',
        senderId: 'ou_zhang',
        senderName: '张三',
        text: '路灯坏了',
        mentionsBot: true,
      },
    ]);
  });

  test('by two people at the same moment stays two messages of two people', async () => {
    const { heard } = await startBot();
    const chat = room();
    const one = lark.say({ chat, from: 'ou_zhang', text: '给李四 10 元' });
    const two = lark.say({ chat, from: 'ou_li', text: '给我 10 元' });
    await Promise.all([one.outcome, two.outcome]);
    expect(heard.map(({ senderId, text }) => [senderId, text])).toEqual([
      ['ou_zhang', '给李四 10 元'],
      ['ou_li', '给我 10 元'],
    ]);
  });

  test('keeps its order in a room, while its first names are still looked up', async () => {
    lark.faults.next('members', FAULT.delay(60));
    const { heard } = await startBot();
    const chat = room();
    const texts = Array.from({ length: 20 }, (_, index) => `第${index}句`);
    await Promise.all(texts.map((text) => lark.say({ chat, from: 'ou_zhang', text }).outcome));
    expect(heard.map(({ text }) => text)).toEqual(texts);
    expect(heard[0]?.senderName).toBe('张三');
  });

  test('keeps its order between somebody known and somebody new', async () => {
    const { heard } = await startBot();
    await lark.say({ chat: room(), from: 'ou_zhang', text: '先来' }).outcome;
    const chat = lark.addChat({ name: '三期', members: [ZHANG, { openId: 'ou_new', name: '新来的' }] });
    lark.faults.next('members', FAULT.delay(40));
    const fromNew = lark.say({ chat, from: 'ou_new', text: '一' });
    const fromKnown = lark.say({ chat, from: 'ou_zhang', text: '二' });
    await Promise.all([fromNew.outcome, fromKnown.outcome]);
    expect(heard.slice(1).map(({ text, senderName }) => [text, senderName])).toEqual([
      ['一', '新来的'],
      ['二', '张三'],
    ]);
  });

  test('does not wait for what was said before to be committed', async () => {
    const held: (() => void)[] = [];
    await startBot({}, { message: () => new Promise((resolve) => held.push(resolve)) });
    const chat = room();
    const all = ['一', '二', '三'].map((text) => lark.say({ chat, from: 'ou_zhang', text }));
    await until('all three handed on', () => held.length === 3);
    for (const release of held) release();
    expect((await Promise.all(all.map(({ outcome }) => outcome))).every(({ acked }) => acked)).toBe(true);
  });

  test('is brought again when it could not be kept', async () => {
    let tries = 0;
    await startBot(
      {},
      {
        message: async () => {
          tries += 1;
          if (tries === 1) throw new Error('the database is away');
        },
      },
    );
    const said = lark.say({ chat: room(), from: 'ou_zhang', text: '路灯坏了' });
    expect(await said.outcome).toMatchObject({ acked: true });
    expect(tries).toBe(2);
  });

  test('doubled by Lark has one id, under one event or two', async () => {
    const { heard } = await startBot();
    for (const doubled of ['same-event', 'other-event'] as const) {
      const said = lark.say({ chat: room(), from: 'ou_zhang', text: doubled, doubled });
      await Promise.all([said.outcome, said.again?.outcome]);
      expect(heard.filter(({ text }) => text === doubled).map(({ messageId }) => messageId)).toEqual([
        said.messageId,
        said.messageId,
      ]);
    }
  });

  test('alone with the bot is answered to that person', async () => {
    const { chat, heard } = await startBot();
    await lark.say({ from: 'ou_zhang', text: '我的' }).outcome;
    expect(heard).toMatchObject([{ chatId: 'dm:ou_zhang', chatKind: 'private' }]);
    await chat.send(out('dm:ou_zhang'));
    expect(lark.said()).toMatchObject([{ chatId: 'oc_p2p_ou_zhang', text: '已受理 #1' }]);
  });

  test('alone with the bot can be read again, and taken back, under that person’s name', async () => {
    const { chat, heard, events } = await startBot();
    await lark.say({ from: 'ou_zhang', text: '我的' }).outcome;
    const { messageId } = lark.say({ from: 'ou_zhang', text: '断线时说的', unpushed: true });
    const missed: unknown[] = [];
    for await (const message of chat.history?.('dm:ou_zhang', 0) ?? []) missed.push(message);
    expect(missed).toMatchObject([
      { ...heard[0], late: true },
      { messageId, chatId: 'dm:ou_zhang', chatKind: 'private', text: '断线时说的' },
    ]);
    await lark.recall(messageId).outcome;
    expect(events).toMatchObject([{ type: 'recalled', chatId: 'dm:ou_zhang', messageId }]);
  });
});

describe('what happens besides', () => {
  test('is told: joining, leaving, taking back, another name', async () => {
    const { events } = await startBot();
    const chat = lark.addChat({ name: '二期', members: [ZHANG], botInside: false });
    await lark.botAdded(chat, 'ou_zhang').outcome;
    await lark.memberJoined(chat, [{ openId: 'ou_wang', name: '王五' }]).outcome;
    await lark.memberLeft(chat, [{ openId: 'ou_wang', name: '王五' }], 'withdrawn').outcome;
    const { messageId } = lark.say({ chat, from: 'ou_zhang', text: '说错了' });
    await lark.recall(messageId).outcome;
    await lark.renamed(chat, '二期业主').outcome;
    await lark.botRemoved(chat, 'ou_zhang').outcome;
    expect(events).toMatchObject([
      { type: 'bot-joined', chatName: '二期', byId: 'ou_zhang', chatId: chat },
      { type: 'member-joined', members: [{ accountId: 'ou_wang', name: '王五' }] },
      { type: 'member-left', members: [{ accountId: 'ou_wang', name: '王五' }] },
      { type: 'recalled', messageId },
      { type: 'room-seen', chatName: '二期业主', members: [{ accountId: 'ou_zhang', name: '张三' }] },
      { type: 'bot-left' },
    ]);
  });

  test('a button comes as the command it stands for, from who pressed it', async () => {
    const { chat, heard } = await startBot();
    const { remoteId } = await chat.send(out(room(), { card: CARD }));
    const content = lark.said()[0]?.content ?? '';
    const value = JSON.parse(/"value":(\{[^}]*接单 1[^}]*\})/.exec(content)?.[1] ?? '{}');
    const pressed = lark.press({ messageId: remoteId, from: 'ou_li', value });
    expect(await pressed.outcome).toMatchObject({ acked: true });
    expect(heard).toMatchObject([
      { messageId: pressed.eventId, senderId: 'ou_li', text: '接单 1', replyTo: remoteId },
    ]);
    // What a press is answered with cannot reply to the press: it is no message.
    await chat.send(out(lark.said()[0]?.chatId ?? '', { key: 'k2', replyTo: pressed.eventId }));
    expect(lark.said().map(({ replyTo }) => replyTo)).toEqual([null, null]);
    expect(lark.calls('reply')).toBe(0);
  });

  test('what nobody knows is let pass and counted', async () => {
    const counted: string[] = [];
    const meter = {
      count: (name: string, labels?: Readonly<Record<string, string>>) =>
        void counted.push(`${name} ${labels?.['network']}`),
      observe: () => {},
    };
    const { heard } = await startBot({ meter });
    const strange = lark.event('im.message.receive_v1', { message: 7 });
    expect(await strange.outcome).toMatchObject({ acked: true });
    expect(counted).toEqual(['events_unknown lark']);
    expect(heard).toEqual([]);
  });
});

describe('what the bot says', () => {
  test('is a card where there is one, and changes in place', async () => {
    const { chat } = await startBot();
    const message = out(room(), { card: CARD });
    const { remoteId } = await chat.send(message);
    expect(lark.said()).toMatchObject([{ msgType: 'interactive', messageId: remoteId }]);
    await chat.edit?.(remoteId, { ...message, card: { ...CARD, title: '#1 办结' } });
    expect(lark.said()[0]?.edits.map((content) => content.includes('#1 办结'))).toEqual([true]);
  });

  test('is the text when Lark cannot draw the card, once however often it is tried', async () => {
    const { chat } = await startBot();
    const message = out(room(), { card: CARD });
    lark.faults.next('create', FAULT.cardRefused);
    const first = await chat.send(message);
    lark.faults.next('create', FAULT.cardRefused);
    const again = await chat.send(message);
    expect(lark.said()).toMatchObject([{ msgType: 'text', text: '已受理 #1' }]);
    expect(again).toEqual(first);
  });

  test('calls people in its place who have not spoken yet, and asks for their names once', async () => {
    const { chat } = await startBot();
    const chatId = room();
    const text = '@李梅 #1 有补充:1 张照片';
    await chat.send(out(chatId, { text, mentions: ['ou_li'] }));
    await chat.send(out(chatId, { key: 'k2', text, mentions: ['ou_li', 'ou_nobody'] }));
    expect(lark.said().map((one) => one.text)).toEqual([
      '<at user_id="ou_li">李梅</at> #1 有补充:1 张照片',
      '<at user_id="ou_li">李梅</at> #1 有补充:1 张照片\n<at user_id="ou_nobody"></at>',
    ]);
    expect(lark.calls('members')).toBe(1);
  });

  test('stands by itself when what it answers was taken back', async () => {
    const { chat } = await startBot();
    const chatId = room();
    const { messageId } = lark.say({ chat: chatId, from: 'ou_zhang', text: '算了', unpushed: true });
    lark.recall(messageId);
    await chat.send(out(chatId, { replyTo: messageId }));
    expect(lark.said()).toMatchObject([{ chatId, text: '已受理 #1', replyTo: null }]);
  });

  test('goes on where it broke off: a long text is whole and nothing of it double', async () => {
    const { chat } = await startBot();
    const chatId = room();
    const { messageId } = lark.say({ chat: chatId, from: 'ou_zhang', text: '说说', unpushed: true });
    const long = out(chatId, { text: `${'漏水了\n'.repeat(20_000)}完`, replyTo: messageId });
    lark.faults.next('create', FAULT.cut('after'));
    await expect(chat.send(long)).rejects.toMatchObject({ code: 'unreachable' });
    await chat.send(long);
    const parts = lark.said();
    expect(parts.map(({ replyTo }) => replyTo)).toEqual([messageId, null]);
    expect(parts.map(({ text }) => text).join('\n')).toBe(long.text);
  });

  test('shows a picture, and one that Lark does not hold any more is refused for good', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)]);
    const pictures = {
      save: async () => null,
      read: async (ref: string) => (ref === 'img:a.png' ? png : null),
    };
    const { chat } = await startBot({ pictures });
    await chat.send(out(room(), { text: '', picture: 'img:a.png' }));
    expect(lark.said()).toMatchObject([{ msgType: 'image' }]);
    expect([...lark.world.images.values()]).toEqual([png]);
    const gone = chat.send(out(room(), { key: 'k2', text: '', picture: 'lark:om_1/img_1' }));
    await expect(gone).rejects.toMatchObject({ code: 'bad-message', retryable: false });
  });
});

describe('files', () => {
  const SHEET = 'report:rankings/kunlun/2026-10/1/all.xlsx';
  const bytes = Buffer.from('PK and what a sheet is made of');
  const pictures = {
    save: async () => null,
    read: async () => null,
    file: async (reference: string) => (reference === SHEET ? { name: '10月排名.xlsx', bytes } : null),
  };

  test('are uploaded once under their names, and sent as messages of their own', async () => {
    const { chat } = await startBot({ pictures });
    const [here, there] = [room(), room()];
    await chat.send(out(here, { text: '', picture: SHEET }));
    await chat.send(out(there, { key: 'k2', text: '', picture: SHEET }));
    expect(lark.said()).toMatchObject([{ msgType: 'file' }, { msgType: 'file' }]);
    expect([...lark.world.files]).toEqual([
      [JSON.parse(lark.said()[0]?.content ?? '{}').file_key, { name: '10月排名.xlsx', bytes }],
    ]);
  });

  test('are said once, though the first answer was lost', async () => {
    const { chat } = await startBot({ pictures });
    const message = out(room(), { text: '', picture: SHEET });
    lark.faults.next('create', FAULT.cut('after'));
    await expect(chat.send(message)).rejects.toMatchObject({ code: 'unreachable' });
    await chat.send(message);
    expect(lark.said()).toHaveLength(1);
  });

  test('that nobody can make any more are refused for good, an upload that failed is tried again', async () => {
    const { chat } = await startBot({ pictures });
    const gone = out(room(), { text: '', picture: SHEET.replace('/1/', '/9/') });
    await expect(chat.send(gone)).rejects.toMatchObject({ code: 'bad-message', retryable: false });
    lark.faults.next('file', FAULT.serverFault('before'));
    const message = out(room(), { key: 'k2', text: '', picture: SHEET });
    await expect(chat.send(message)).rejects.toMatchObject({ retryable: true });
    await chat.send(message);
    expect(lark.said()).toMatchObject([{ msgType: 'file' }]);
  });
});

describe('after an outage', () => {
  test('what was said meanwhile is in the history, and comes as late', async () => {
    const chatId = room();
    const since = Date.now() - 60_000;
    for (const text of ['一', '二']) lark.say({ chat: chatId, from: 'ou_zhang', text, unpushed: true });
    const { chat } = await startBot();
    await chat.send(out(chatId));
    const read: InboundMessage[] = [];
    for await (const message of chat.history?.(chatId, since) ?? []) read.push(message);
    expect(read.map(({ text, late, senderName }) => [text, late, senderName])).toEqual([
      ['一', true, '张三'],
      ['二', true, '张三'],
    ]);
  });

  test('the line says when it is there again', async () => {
    const { statuses } = await startBot();
    lark.socket.terminateAll();
    await until('lost and found', () =>
      statuses
        .map(({ state }) => state)
        .join()
        .endsWith('degraded,connected'),
    );
  });
});

describe('by webhook', () => {
  let webhookUrl = '';

  async function startWebhookBot(given: LarkChatParts = {}, receive: Partial<Receiver> = {}): Promise<Bot> {
    const bot = await startBot({ ...given, mode: 'webhook' }, receive);
    const route = bot.chat.routes?.[0];
    const handle = async (request: Request) =>
      (await route?.handle(request)) ?? new Response(null, { status: 404 });
    const port = await new Promise<number>((resolve) => {
      web = serve({ fetch: handle, hostname: '127.0.0.1', port: 0 }, (info) => resolve(info.port));
    });
    webhookUrl = `http://127.0.0.1:${port}/chat/lark/event`;
    lark.useWebhook({ url: webhookUrl, ...WEBHOOK_KEYS });
    return bot;
  }

  test('the same is heard, and acknowledged after it was kept', async () => {
    let tries = 0;
    const heard: InboundMessage[] = [];
    await startWebhookBot(
      {},
      {
        message: async (message) => {
          tries += 1;
          if (tries === 1) throw new Error('the database is away');
          heard.push(message);
        },
      },
    );
    const said = lark.say({ chat: room(), from: 'ou_zhang', text: '路灯坏了' });
    expect(await said.outcome).toMatchObject({ acked: true });
    expect(said.pushes()).toBe(2);
    expect(heard).toMatchObject([{ text: '路灯坏了', senderName: '张三' }]);
    expect(lark.socket.made).toBe(0);
  });

  test('buttons are pressed the same way, and garbage does no harm', async () => {
    const { chat, heard } = await startWebhookBot();
    const { remoteId } = await chat.send(out(room(), { card: CARD }));
    const post = (body: string) => fetch(webhookUrl, { method: 'POST', body });
    for (const garbage of ['{"encrypt":"AAAA"}', '{', '', 'null'])
      expect((await post(garbage)).status).toBe(400);
    const value = { command: '接单 1', chat: lark.said()[0]?.chatId };
    expect(await lark.press({ messageId: remoteId, from: 'ou_li', value }).outcome).toMatchObject({
      acked: true,
    });
    expect(heard).toMatchObject([{ text: '接单 1', senderId: 'ou_li' }]);
  });

  test('the history is read again before Lark has given up pushing; over a line there is no need', async () => {
    const every = (given: LarkChatParts) => larkChatFor(lark, given).rereadEveryMs ?? null;
    expect([every({ mode: 'webhook' }), every({})]).toEqual([6 * 3_600_000, null]);
  });

  test('a wrong secret is noticed without a line', async () => {
    const statuses: LinkStatus[] = [];
    const wrong = larkChatFor({ ...lark, appSecret: 'quite-another-secret' }, { mode: 'webhook' });
    open.push(wrong);
    await wrong.start(receiverOf({ status: (status) => statuses.push(status) }));
    await until('noticed', () => statuses.length > 0);
    expect(statuses).toEqual([{ state: 'down', reason: 'wrong-secret', detail: '10014' }]);
  });
});

describe('at the end', () => {
  test('what is under way is finished and acknowledged, and nothing else taken', async () => {
    let release = () => {};
    let begun = false;
    const { chat } = await startBot(
      {},
      {
        message: () =>
          new Promise((resolve) => {
            begun = true;
            release = resolve;
          }),
      },
    );
    const said = lark.say({ chat: room(), from: 'ou_zhang', text: '慢慢来' });
    await until('begun', () => begun);
    begun = false;
    let stopped = false;
    const stopping = chat.stop().then(() => (stopped = true));
    const late = lark.say({ chat: room(), from: 'ou_zhang', text: '还在吗' });
    await until('turned away', () => late.pushes() > 1);
    expect([stopped, begun]).toEqual([false, false]);
    release();
    await stopping;
    expect(await said.outcome).toMatchObject({ acked: true });
    expect(await late.outcome).toMatchObject({ acked: false });
  });

  test('no line, no timer and no call is left, whatever state it was in', async () => {
    const { chat } = await startBot();
    const away = larkChatFor({ ...lark, url: 'http://127.0.0.1:1' });
    await away.start(receiverOf());
    await Promise.all([chat.stop(), away.stop()]);
    await until('no line', () => lark.socket.open === 0);
    const calls = lark.calls('endpoint') + lark.calls('bot');
    const said = lark.say({ chat: room(), from: 'ou_zhang', text: '还在吗' });
    expect(await said.outcome).toMatchObject({ acked: false });
    expect(lark.calls('endpoint') + lark.calls('bot')).toBe(calls);
  });
});

const far: FakeLark[] = [];

afterEach(async () => {
  await Promise.all(far.splice(0).map((server) => server.stop()));
});

chatContract('lark', async (): Promise<EdgeUnderTest> => {
  const server = await startFakeLark({ ackTimeoutMs: 2000, pushAgainMs: [] });
  far.push(server);
  const groups = ['一期', '二期'].map((name) => server.addChat({ name, members: [ZHANG] }));
  const [first = '', second = ''] = groups;
  return {
    chat: connectedAtStart(larkChatFor(server)),
    rooms: [first, second],
    can: { reply: true, pictures: false },
    seen: () => server.said().map(({ chatId, text }) => ({ room: chatId, text })),
    personSays: async ({ room: chat, text, replyTo }) => {
      await server.say({ chat, from: 'ou_zhang', text, ...(replyTo ? { replyTo } : {}) }).outcome;
    },
  };
});

/** An edge starts before its line stands; people speak when it does. */
function connectedAtStart(chat: Chat): Chat {
  return {
    ...chat,
    async start(receiver) {
      let state: LinkStatus['state'] = 'starting';
      const status = (one: LinkStatus) => {
        state = one.state;
        receiver.status(one);
      };
      await chat.start({ ...receiver, status });
      await until('connected', () => state === 'connected');
    },
  };
}
