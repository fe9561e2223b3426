import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, hear, hearListed } from '../../../src/chat/lark/normalise.ts';
import type { ChatEvent, InboundMessage } from '../../../src/chat/message.ts';

const BOT = { openId: 'ou_bot' };
const NINE = Date.parse('2026-06-03T09:00:00+08:00');

const HEADER = {
  event_id: 'ev_1',
  token: 't',
  create_time: String(NINE),
  tenant_key: 'tk',
  app_id: 'cli_0123456789abcdef',
};

const person = (openId: string) => ({
  open_id: openId,
  union_id: openId.replace('ou', 'on'),
  user_id: '',
});

/** As the SDK hands it on: header and event in one. */
function received(message: object, sender: object = {}) {
  return {
    schema: '2.0',
    ...HEADER,
    event_type: 'im.message.receive_v1',
    sender: { sender_id: person('ou_zhang'), sender_type: 'user', tenant_key: 'tk', ...sender },
    message: {
      message_id: 'om_1',
      create_time: String(NINE),
      update_time: String(NINE),
      chat_id: 'oc_owners',
      chat_type: 'group',
      message_type: 'text',
      content: JSON.stringify({ text: '路灯不亮了' }),
      ...message,
    },
  };
}

function happened(type: string, event: object) {
  return { schema: '2.0', ...HEADER, event_type: type, chat_id: 'oc_owners', ...event };
}

function messageOf(data: unknown, bot: { openId: string | null } = BOT): InboundMessage {
  const heard = hear(data, bot);
  if (heard.kind !== 'message') throw new Error(`heard ${heard.kind}`);
  return heard.message;
}

function eventOf(data: unknown): ChatEvent {
  const heard = hear(data, BOT);
  if (heard.kind !== 'event') throw new Error(`heard ${heard.kind}`);
  return heard.event;
}

const content = (type: string, value: object) => ({ message_type: type, content: JSON.stringify(value) });

describe('a message of Lark', () => {
  test('in a group comes with who, where and when', () => {
    expect(messageOf(received({ parent_id: 'om_0', root_id: 'om_0' }))).toEqual({
      network: 'lark',
      messageId: 'om_1',
      chatId: 'oc_owners',
      chatKind: 'group',
      senderId: 'ou_zhang',
      senderName: '',
      text: '路灯不亮了',
      images: [],
      replyTo: 'om_0',
      mentionsBot: false,
      mentions: [],
      sentAt: NINE,
    });
  });

  test('to the bot alone has the person for its chat, so that answers go back the same way', () => {
    const data = received({ chat_type: 'p2p', chat_id: 'oc_secret' });
    expect(messageOf(data)).toMatchObject({ chatId: 'dm:ou_zhang', chatKind: 'private' });
    expect(hear(data, BOT)).toMatchObject({ remoteChatId: 'oc_secret' });
  });

  test('says the same with header and event apart, as a webhook brings it', () => {
    const { sender, message, event_type } = received({});
    const apart = { schema: '2.0', header: { ...HEADER, event_type }, event: { sender, message } };
    expect(messageOf(apart)).toEqual(messageOf(received({})));
  });

  test('has names for the keys of its mentions, and the bot’s own left out', () => {
    const mentions = [
      { key: '@_user_1', id: person('ou_bot'), name: '邻里', mentioned_type: 'bot' },
      { key: '@_user_2', id: person('ou_li'), name: '李梅', mentioned_type: 'user' },
      { key: '@_user_10', id: person('ou_wang'), name: '王芳', mentioned_type: 'user' },
    ];
    const text = '@_user_1 派给 @_user_2 和 @_user_10,别给 @_user_3';
    expect(messageOf(received({ ...content('text', { text }), mentions }))).toMatchObject({
      text: '派给 @李梅 和 @王芳,别给 @_user_3',
      mentionsBot: true,
      mentions: ['ou_li', 'ou_wang'],
    });
  });

  test('to everybody mentions nobody', () => {
    const mentions = [{ key: '@_all', id: {}, name: '所有人' }];
    const message = messageOf(received({ ...content('text', { text: '@_all 停水了' }), mentions }));
    expect(message).toMatchObject({ text: '@所有人 停水了', mentionsBot: false, mentions: [] });
  });

  test('takes another bot for itself only while it does not know who it is', () => {
    const mentions = [{ key: '@_user_1', id: person('ou_other'), name: '天气', mentioned_type: 'bot' }];
    const data = received({ ...content('text', { text: '@_user_1 明天呢' }), mentions });
    expect(messageOf(data)).toMatchObject({ mentionsBot: false, text: '@天气 明天呢' });
    expect(messageOf(data, { openId: null })).toMatchObject({ mentionsBot: true });
  });

  test('of rich text is its words and its pictures', () => {
    const post = {
      title: '报修',
      content: [
        [
          { tag: 'at', user_id: '@_user_1', user_name: '邻里' },
          { tag: 'text', text: ' 3号楼', style: ['bold'] },
          { tag: 'a', text: '电梯', href: 'https://x' },
        ],
        [{ tag: 'img', image_key: 'img_1', width: 1, height: 1 }],
        [{ tag: 'media', file_key: 'f', image_key: 'img_2' }],
        [],
        [{ tag: 'text', text: '坏了' }],
      ],
    };
    const mentions = [{ key: '@_user_1', id: person('ou_bot'), name: '邻里' }];
    const expected = {
      text: '报修\n 3号楼电梯\n[视频]\n坏了',
      images: ['lark:om_1/img_1'],
      mentionsBot: true,
    };
    expect(messageOf(received({ ...content('post', post), mentions }))).toMatchObject(expected);
    expect(messageOf(received({ ...content('post', { zh_cn: post }), mentions }))).toMatchObject(expected);
  });

  test('that is a picture names it with its message: only so can it be fetched', () => {
    expect(messageOf(received(content('image', { image_key: 'img_v3_1' })))).toMatchObject({
      text: '',
      images: ['lark:om_1/img_v3_1'],
    });
  });

  test.each([
    ['file', { file_key: 'f', file_name: '合同.pdf' }, '[文件 合同.pdf]'],
    ['audio', { file_key: 'f', duration: 2000 }, '[语音]'],
    ['media', { file_key: 'f', image_key: 'i' }, '[视频]'],
    ['location', { name: '阳光花园', longitude: '116', latitude: '40' }, '[位置 阳光花园]'],
    ['merge_forward', { content: 'Merged and Forwarded Message' }, '[聊天记录]'],
    ['share_user', { user_id: 'ou_x' }, '[名片]'],
    ['share_chat', { chat_id: 'oc_x' }, '[群名片]'],
  ])('of type %s is a short mark', (type, value, mark) => {
    expect(messageOf(received(content(type, value))).text).toBe(mark);
  });

  test.each(['sticker', 'system', 'interactive', 'hongbao', 'todo', 'something_new'])(
    'of type %s is nothing for the bot',
    (type) => {
      expect(hear(received(content(type, { file_key: 'f' })), BOT)).toEqual({ kind: 'ignored' });
    },
  );

  test('of a bot is not heard, not even of this one', () => {
    expect(hear(received({}, { sender_type: 'app' }), BOT)).toEqual({ kind: 'ignored' });
    expect(hear(received({}, { sender_type: 'bot' }), BOT)).toEqual({ kind: 'ignored' });
  });
});

describe('a message out of a chat’s history', () => {
  const item = {
    message_id: 'om_1',
    root_id: 'om_0',
    parent_id: 'om_0',
    msg_type: 'text',
    create_time: String(NINE),
    update_time: String(NINE),
    deleted: false,
    updated: false,
    chat_id: 'oc_owners',
    sender: { id: 'ou_zhang', id_type: 'open_id', sender_type: 'user', tenant_key: 'tk' },
    body: { content: JSON.stringify({ text: '@_user_1 @_user_2 路灯不亮了' }) },
    mentions: [
      { key: '@_user_1', id: 'ou_bot', id_type: 'open_id', name: '邻里', tenant_key: 'tk' },
      { key: '@_user_2', id: 'ou_li', id_type: 'open_id', name: '李梅', tenant_key: 'tk' },
    ],
  };

  test('is the one that would have been heard, and late', () => {
    const mentions = [
      { key: '@_user_1', id: person('ou_bot'), name: '邻里', mentioned_type: 'bot' },
      { key: '@_user_2', id: person('ou_li'), name: '李梅', mentioned_type: 'user' },
    ];
    const live = messageOf(received({ content: item.body.content, mentions, parent_id: 'om_0' }));
    expect(hearListed(item, 'oc_owners', BOT)).toEqual({
      kind: 'message',
      message: { ...live, late: true },
      remoteChatId: 'oc_owners',
    });
  });

  test.each([
    ['deleted', { ...item, deleted: true }],
    ['a bot’s', { ...item, sender: { id: 'cli_1', id_type: 'app_id', sender_type: 'app' } }],
    ['anonymous', { ...item, sender: { id: '', id_type: '', sender_type: 'anonymous' } }],
    ['a notice', { ...item, msg_type: 'system', body: { content: '{"template":"x"}' } }],
    ['a card', { ...item, msg_type: 'interactive' }],
  ])('that is %s is left out', (_what, listed) => {
    expect(hearListed(listed, 'oc_owners', BOT)).toEqual({ kind: 'ignored' });
  });
});

describe('a pressed button', () => {
  const press = (more: object = {}) => ({
    schema: '2.0',
    ...HEADER,
    // Callbacks count microseconds.
    create_time: `${NINE}123`,
    event_type: 'card.action.trigger',
    token: 'c-1',
    operator: { tenant_key: 'tk', open_id: 'ou_li', user_id: '' },
    action: { value: { command: '接单 128', chat: 'oc_work' }, tag: 'button', timezone: 'Asia/Shanghai' },
    host: 'im_message',
    context: { open_message_id: 'om_card', open_chat_id: 'oc_work' },
    ...more,
  });

  test('is the command it stands for, said by who pressed it, about the card', () => {
    expect(messageOf(press())).toEqual({
      network: 'lark',
      messageId: 'ev_1',
      chatId: 'oc_work',
      chatKind: 'group',
      senderId: 'ou_li',
      senderName: '',
      text: '接单 128',
      images: [],
      replyTo: 'om_card',
      mentionsBot: true,
      pressed: true,
      mentions: [],
      sentAt: NINE,
    });
  });

  test('takes the words of its form along, on one line', () => {
    const action = {
      value: { command: '办结 128', chat: 'oc_work' },
      form_value: { words_0: ' 已更换\n指派 5 ' },
      name: 'send_0',
    };
    expect(messageOf(press({ action })).text).toBe('办结 128 已更换 指派 5');
  });

  test('on a card that was handed on to another group is said in that group', () => {
    const context = { open_message_id: 'om_card', open_chat_id: 'oc_owners' };
    expect(messageOf(press({ context }))).toMatchObject({ chatId: 'oc_owners', chatKind: 'group' });
  });

  test('in a private chat is said there, by that person alone', () => {
    const action = { value: { command: '满意 128', chat: 'dm:ou_li' } };
    expect(messageOf(press({ action }))).toMatchObject({ chatId: 'dm:ou_li', chatKind: 'private' });
    const other = press({ action, operator: { open_id: 'ou_other' } });
    expect(messageOf(other)).toMatchObject({ chatId: 'oc_work', senderId: 'ou_other' });
    // Handed on to a group it does not make that group the private chat.
    expect(hear(press({ action }), BOT)).toMatchObject({ remoteChatId: null });
  });

  test.each([
    ['no value of ours', { action: { value: { key: 'x' } } }],
    ['a value that is text', { action: { value: 'approve' } }],
    ['nobody who pressed', { operator: {} }],
  ])('with %s is unknown', (_what, more) => {
    expect(hear(press(more), BOT)).toEqual({ kind: 'unknown' });
  });
});

describe('what else happens in a chat', () => {
  test('the bot is invited', () => {
    const data = happened('im.chat.member.bot.added_v1', {
      operator_id: person('ou_li'),
      name: '阳光花园业主群',
    });
    expect(eventOf(data)).toEqual({
      type: 'bot-joined',
      network: 'lark',
      eventId: 'ev_1',
      chatId: 'oc_owners',
      at: NINE,
      chatName: '阳光花园业主群',
      byId: 'ou_li',
    });
  });

  test.each(['im.chat.member.bot.deleted_v1', 'im.chat.disbanded_v1'])('%s: the bot is out', (type) => {
    expect(eventOf(happened(type, { operator_id: person('ou_li') }))).toMatchObject({
      type: 'bot-left',
      chatId: 'oc_owners',
    });
  });

  test.each([
    ['im.chat.member.user.added_v1', 'member-joined'],
    ['im.chat.member.user.deleted_v1', 'member-left'],
    ['im.chat.member.user.withdrawn_v1', 'member-left'],
  ])('%s: %s', (type, expected) => {
    const users = [
      { name: '张阿姨', tenant_key: 'tk', user_id: person('ou_zhang') },
      { name: '外部', tenant_key: 'x', user_id: {} },
    ];
    expect(eventOf(happened(type, { users }))).toMatchObject({
      type: expected,
      members: [{ accountId: 'ou_zhang', name: '张阿姨' }],
    });
  });

  test('a message is taken back', () => {
    const later = NINE + 60_000;
    const data = happened('im.message.recalled_v1', { message_id: 'om_1', recall_time: String(later) });
    expect(eventOf(data)).toMatchObject({ type: 'recalled', messageId: 'om_1', at: later });
  });

  test('a group is renamed; other changes are of no matter', () => {
    const renamed = happened('im.chat.updated_v1', {
      before_change: { name: '业主群' },
      after_change: { name: '业主一群' },
    });
    expect(eventOf(renamed)).toMatchObject({ type: 'room-seen', chatName: '业主一群' });
    expect(hear(happened('im.chat.updated_v1', { after_change: { avatar: 'x' } }), BOT).kind).toBe('ignored');
  });
});

describe('whatever else comes', () => {
  test.each([
    null,
    undefined,
    'text',
    7,
    [],
    {},
    { header: null, event: null },
    happened('contact.user.updated_v3', {}),
    received({ create_time: 'yesterday' }),
    received({ message_id: 7 }),
    received({}, { sender_id: null }),
    happened('im.chat.member.user.added_v1', { users: 'all' }),
  ])('%j is unknown, and no fault', (data) => {
    expect(hear(data, BOT)).toEqual({ kind: 'unknown' });
  });

  test('content that is no JSON, or of another shape, is left', () => {
    for (const bad of ['', '{', 'null', '[]', '{"text":7}', '"text"']) {
      for (const type of ['text', 'post', 'image']) {
        expect(hear(received({ message_type: type, content: bad }), BOT)).toEqual({ kind: 'ignored' });
      }
    }
  });

  test('nothing that is sent makes it throw', () => {
    const anything = fc.dictionary(
      fc.constantFrom('sender', 'message', 'event', 'header', 'action', 'users', 'chat_id', 'event_id'),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), anything, (event_type, data) => {
        expect(() => hear({ ...HEADER, event_type, ...data }, BOT)).not.toThrow();
        expect(() => hearListed(data, 'oc_1', BOT)).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom('text', 'post', 'image', 'file'), fc.json(), (type, json) => {
        expect(() => hear(received({ message_type: type, content: json }), BOT)).not.toThrow();
      }),
    );
  });
});
