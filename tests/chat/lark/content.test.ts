import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderEdit, renderMessage, renderPicture, renderText } from '../../../src/chat/lark/content.ts';
import type { OutboundMessage } from '../../../src/chat/message.ts';

const MESSAGE: OutboundMessage = {
  key: 'a'.repeat(32),
  network: 'lark',
  chatId: 'oc_work',
  text: '#128 电梯故障,@李梅 请接单',
  replyTo: null,
  mentions: [],
  ticketId: null,
};

const CARD = {
  type: 'ticket',
  title: '#128',
  tone: 'plain',
  text: '电梯',
  fields: [],
  actions: [],
} as const;

function textOf(content: string): string {
  return (JSON.parse(content) as { text: string }).text;
}

const shown = (message: Partial<OutboundMessage>, names: Record<string, string> = {}) =>
  textOf(renderText({ ...MESSAGE, ...message }, { nameOf: (id) => names[id] ?? null })[0]?.content ?? '');

describe('a message of the bot', () => {
  test('is a text under its key', () => {
    expect(renderMessage(MESSAGE)).toEqual([
      { msgType: 'text', content: JSON.stringify({ text: MESSAGE.text }), uuid: MESSAGE.key },
    ]);
  });

  test('with a card is the card; as a text it can still be said', () => {
    const message = { ...MESSAGE, card: CARD };
    expect(renderMessage(message)).toMatchObject([{ msgType: 'interactive', uuid: MESSAGE.key }]);
    expect(renderText(message)).toMatchObject([{ msgType: 'text' }]);
    expect(renderMessage(message)[0]?.content).toBe(renderEdit(message));
  });

  test('whose card is too large is a text', () => {
    const message = { ...MESSAGE, card: { ...CARD, text: 'x'.repeat(40_000) } };
    expect(renderMessage(message)).toMatchObject([{ msgType: 'text' }]);
    expect(renderEdit(message)).toBeNull();
    expect(renderEdit(MESSAGE)).toBeNull();
  });

  test('that is a picture names what was uploaded', () => {
    expect(renderPicture(MESSAGE, 'img_1')).toEqual({
      msgType: 'image',
      content: '{"image_key":"img_1"}',
      uuid: MESSAGE.key,
    });
  });
});

describe('mentions', () => {
  test('stand where the name stands, once; who is called otherwise comes at the end', () => {
    expect(shown({ mentions: ['ou_li'], text: '@李梅 请接单,@李梅' }, { ou_li: '李梅' })).toBe(
      '<at user_id="ou_li">李梅</at> 请接单,@李梅',
    );
    expect(shown({ mentions: ['ou_li'], text: '@$& 请接单' }, { ou_li: '$&' })).toBe(
      '<at user_id="ou_li">$&</at> 请接单',
    );
    expect(shown({ mentions: ['ou_li', 'ou_wang'] }, { ou_wang: '王芳$&' })).toBe(
      '#128 电梯故障,@李梅 请接单\n<at user_id="ou_li"></at> <at user_id="ou_wang">王芳$&</at>',
    );
  });

  test('are needless in the person’s own chat', () => {
    expect(shown({ chatId: 'dm:ou_li', mentions: ['ou_li'], text: '好' }, { ou_li: '李梅' })).toBe('好');
  });

  test('of what is no id are none', () => {
    expect(shown({ mentions: ['"></at><at user_id="all'], text: '好' })).toBe('好');
  });

  test('come from the bot alone: what people wrote makes none, and no link', () => {
    const text = '<at user_id="all"></at><AT user_id="all"> [点我](http://evil) </at> <b>x</b> 3<5';
    const said = shown({ text });
    expect(said).not.toMatch(/<[a-z/!]/i);
    expect(said).not.toContain('](');
    expect(said).toContain('3<5');
    expect(shown({ mentions: ['ou_x'], text: '好' }, { ou_x: '<at user_id="all">' })).not.toContain(
      '<at user_id="all">',
    );
  });
});

describe('a long text', () => {
  const bytesOf = (content: string) => Buffer.byteLength(content);

  test('goes out in parts that fit, each under a key of its own that is the same every time', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `第${index}行"引号"`).join('\n');
    const parts = renderMessage({ ...MESSAGE, text });
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every(({ content }) => bytesOf(content) < 150_000)).toBe(true);
    expect(parts.map(({ uuid }) => uuid).slice(0, 3)).toEqual([
      MESSAGE.key,
      `${MESSAGE.key}-2`,
      `${MESSAGE.key}-3`,
    ]);
    expect(renderMessage({ ...MESSAGE, text })).toEqual(parts);
    expect(parts.map(({ content }) => textOf(content)).join('\n')).toBe(text);
  });

  test('never has a key that Lark would not take', () => {
    const text = 'x\n'.repeat(2000);
    const parts = renderText({ ...MESSAGE, key: 'k'.repeat(60), text }, { maxBytes: 100 });
    expect(parts.every(({ uuid }) => uuid.length <= 50)).toBe(true);
    expect(new Set(parts.map(({ uuid }) => uuid)).size).toBe(parts.length);
  });

  test.each([40, 45, 50, 55])('of one line is cut between characters, %d bytes to a part', (maxBytes) => {
    const parts = renderText({ ...MESSAGE, text: `x${'😀'.repeat(100)}` }, { maxBytes });
    expect(parts.map(({ content }) => textOf(content)).every((part) => part.isWellFormed())).toBe(true);
  });

  test('loses nothing and splits no character, however it is written', () => {
    const piece = fc.oneof(
      fc.constantFrom('😀', '"', '\n', '\\', '汉字', '\n\n'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 40, max: 200 }),
        (pieces, maxBytes) => {
          const text = pieces.join('').toWellFormed();
          const parts = renderText({ ...MESSAGE, text }, { maxBytes }).map(({ content }) => textOf(content));
          const plain = (value: string) => value.replaceAll(/[\n ]/g, '').replaceAll('＜', '<');
          expect(plain(parts.join(''))).toBe(plain(text));
          expect(parts.every((part) => part.isWellFormed())).toBe(true);
          expect(
            parts.every((part) => Buffer.byteLength(JSON.stringify(JSON.stringify(part))) <= maxBytes + 20),
          ).toBe(true);
        },
      ),
    );
  });
});
