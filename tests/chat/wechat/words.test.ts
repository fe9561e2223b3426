import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorLine } from '../../../src/chat/wechat/masks.ts';
import {
  mentioning,
  takeOutName,
  withoutAddress,
  withoutEverybody,
} from '../../../src/chat/wechat/mentions.ts';
import { isMarkup, readQuote } from '../../../src/chat/wechat/quotes.ts';
import { createSaidLately } from '../../../src/chat/wechat/said-lately.ts';
import { splitText } from '../../../src/chat/wechat/split.ts';

const DASHES = '- - - - - - - - - - - - - - -';

describe('a quotation', () => {
  test.each([
    ['full-width colon', `「张阿姨：路灯不亮了」\n${DASHES}\n+1`],
    ['half-width colon', `「张阿姨:路灯不亮了」\n${DASHES}\n+1`],
    ['dashes without spaces', '「张阿姨：路灯不亮了」\n——————————————————————\n+1'],
    [
      'as a card',
      '<msg><appmsg><title>+1</title><type>57</type><refermsg><svrid>77</svrid><content>路灯不亮了</content></refermsg></appmsg></msg>',
    ],
  ])('is taken apart: %s', (_how, text) => {
    expect(readQuote(text)).toMatchObject({ original: '路灯不亮了', text: '+1' });
  });

  test('of several lines, with brackets in it', () => {
    const read = readQuote(`「李师傅：第一行\n「修好」了\n第三行」\n${DASHES}\n谢谢\n师傅`);
    expect(read).toMatchObject({ original: '第一行\n「修好」了\n第三行', text: '谢谢\n师傅' });
  });

  test('in a card tells the id and undoes escapes', () => {
    const read = readQuote(
      '<msg><title><![CDATA[3 < 4]]></title><refermsg><svrid>7788</svrid><content>A &amp; B</content></refermsg></msg>',
    );
    expect(read).toEqual({ original: 'A & B', originalId: '7788', text: '3 < 4' });
  });

  test.each(['「只是引号」而已', '- - - - - -', '「张阿姨：没有分隔线」\n好的', '路灯不亮了'])(
    'is not seen in %s',
    (text) => {
      expect(readQuote(text)).toEqual({ original: null, originalId: null, text });
    },
  );

  test('of hostile length is read at once', () => {
    const before = performance.now();
    readQuote(`「${'：'.repeat(200_000)}`);
    readQuote(`「a：${'」\n- '.repeat(50_000)}`);
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('cards and system notes are nobody’s words', () => {
    expect(isMarkup('<msg><appmsg><title>拼团</title></appmsg></msg>')).toBe(true);
    expect(isMarkup('<?xml version="1.0"?><msg/>')).toBe(true);
    expect(isMarkup('<3 邻居们')).toBe(false);
  });
});

describe('names called', () => {
  test.each([
    ['picked from the list', '@邻里\u2005我家漏水', '我家漏水', true],
    ['typed by hand', '@邻里 我家漏水', '我家漏水', true],
    ['alone', '@邻里', '', true],
    ['in the middle', '麻烦 @邻里 看看', '麻烦  看看', true],
    ['somebody whose name begins the same', '@邻里中心 在吗', '@邻里中心 在吗', false],
    ['an address', '邮件 a@邻里', '邮件 a@邻里', false],
  ])('%s', (_how, ...[said, text, found]) => {
    expect(takeOutName(said, ['邻里'])).toEqual({ text, found });
  });

  test('a name of signs is no pattern', () => {
    expect(takeOutName('@(a+)+$ 好', ['(a+)+$'])).toEqual({ text: '好', found: true });
    expect(takeOutName('报修', [''])).toEqual({ text: '报修', found: false });
  });

  test('everybody is nobody', () => {
    expect(withoutEverybody('@所有人 明天停水')).toBe('明天停水');
    expect(withoutEverybody('@all\u2005明天停水')).toBe('明天停水');
    expect(withoutEverybody('@allen 明天停水')).toBe('@allen 明天停水');
  });

  test('an address is put before a text and taken off again', () => {
    expect(withoutAddress(mentioning(['张阿姨', '李'], '已受理\n#1'))).toBe('已受理\n#1');
    expect(mentioning([], '已受理')).toBe('已受理');
  });
});

describe('an error for people', () => {
  test('is one line without the token', () => {
    const error = new Error('16 UNAUTHENTICATED: Invalid Wechaty TOKEN "insecure_abc"\n    at /home/gateway');
    expect(errorLine(error, [])).toBe('16 UNAUTHENTICATED: Invalid Wechaty TOKEN ***');
    expect(errorLine('about puppet_secret123 today', ['puppet_secret123'])).toBe('about *** today');
  });

  test('of a puppet is the message in its JSON', () => {
    expect(errorLine('{"name":"Error","message":"14 UNAVAILABLE: gone\\nat x"}', [])).toBe(
      '14 UNAVAILABLE: gone',
    );
    expect(errorLine({ data: 'odd' }, [])).toBe('{"data":"odd"}');
  });
});

describe('a long text', () => {
  test('comes in pieces that make the whole and cut no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 6000 }), (text) => {
        const pieces = splitText(text);
        expect(pieces.every((piece) => piece.length <= 1900)).toBe(true);
        expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
        expect(pieces.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
      }),
      { numRuns: 60 },
    );
    expect(splitText('😀'.repeat(1500)).join('')).toBe('😀'.repeat(1500));
  });

  test('is cut where a line ends', () => {
    const line = '三号楼电梯停运'.repeat(20);
    const pieces = splitText(Array(20).fill(line).join('\n'));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.every((piece) => piece.split('\n').every((one) => one === line))).toBe(true);
  });

  test('short ones stay as they are', () => {
    expect(splitText('')).toEqual(['']);
    expect(splitText('好')).toEqual(['好']);
  });
});

describe('what was said lately', () => {
  test('is found by what is quoted of it, the newest first', () => {
    const recent = createSaidLately();
    recent.add('r', { id: 'a', text: '路灯 不亮了' });
    recent.add('r', { id: 'b', text: '路灯  不亮了' });
    recent.add('other', { id: 'c', text: '路灯 不亮了' });
    expect(recent.find('r', { original: '路灯\n不亮了', id: null })).toBe('b');
    expect(recent.find('r', { original: '随便什么', id: 'a' })).toBe('a');
    expect(recent.find('r', { original: '没说过的话', id: 'c' })).toBeNull();
    expect(recent.find('r', { original: '', id: null })).toBeNull();
  });

  test('also when WeChat has shortened it, but not by a word that begins many', () => {
    const recent = createSaidLately();
    recent.add('r', { id: 'a', text: '好像三号楼的电梯又坏了,麻烦看看' });
    expect(recent.find('r', { original: '好像三号楼的电梯…', id: null })).toBe('a');
    expect(recent.find('r', { original: '好像', id: null })).toBeNull();
  });

  test('does not grow for ever', () => {
    const recent = createSaidLately();
    for (let room = 0; room < 600; room += 1) recent.add(`r${room}`, { id: `${room}`, text: '在吗' });
    expect(recent.find('r0', { original: '在吗', id: null })).toBeNull();
    expect(recent.find('r599', { original: '在吗', id: null })).toBe('599');
  });
});
