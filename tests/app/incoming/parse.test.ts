import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../commands/index.ts';
import { buildRegistry, parseCommand } from '../../../src/app/incoming/parse.ts';

const registry = buildRegistry(COMMANDS);
const parse = (text: string, certain = false) => parseCommand(text, registry, certain);

/** `name|rest`, `?near` or `talk`. */
function seen(text: string, certain = false): string {
  const parsed = parse(text, certain);
  if (parsed.type === 'command') return `${parsed.command.name}|${parsed.rest}`;
  return parsed.type === 'mistyped' ? `?${parsed.near.join(',')}` : 'talk';
}

describe('a command stands at the front of a line', () => {
  it.each([
    ['接单 128', '接单|128'],
    ['接单128', '接单|128'],
    ['接单#128', '接单|#128'],
    ['接单＃128', '接单|＃128'],
    ['接单:128', '接单|128'],
    ['接单：128', '接单|128'],
    ['接单\n128', '接单|128'],
    ['接单', '接单|'],
    ['报事 3栋电梯坏了', '报事|3栋电梯坏了'],
    ['报事:3栋电梯坏了', '报事|3栋电梯坏了'],
    ['查 1', '查|1'],
    ['TAKE 5', '接单|5'],
    ['认领 5', '接单|5'],
  ])('%s', (text, expected) => {
    expect(seen(text)).toBe(expected);
  });

  it.each(['麻烦你们接单 128', '我想报事 电梯坏了', '3号楼查 1', '', '  '])(
    'not further on: 「%s」',
    (text) => {
      expect(seen(text)).toBe('talk');
    },
  );
});

describe('a word is only a command when the sentence ends it', () => {
  it.each(['查一下我的单', '评价一下这家店', '催得紧', '报事的人多', '撤回来吧', '接单的师傅到了'])(
    '「%s」 is talk',
    (text) => {
      expect(seen(text)).toBe('talk');
      expect(seen(text, true)).toBe('talk');
    },
  );

  it('a comma makes talk of it, unless it is surely said to the bot', () => {
    expect(seen('批准,好好照顾他')).toBe('talk');
    expect(seen('批准,好好照顾他', true)).toBe('批准|好好照顾他');
    expect(seen('接单!', true)).toBe('接单|');
    expect(seen('接单!')).toBe('talk');
    expect(seen('/接单。128')).toBe('接单|128');
  });

  it('a command that takes nothing is talk when something follows', () => {
    expect(seen('待办')).toBe('待办|');
    expect(seen('待办 事项明天讨论')).toBe('talk');
  });
});

describe('a slash', () => {
  it.each([
    ['/接单 128', '接单|128'],
    ['／接单 128', '接单|128'],
    ['/ 接单 128', '接单|128'],
    ['/take 128', '接单|128'],
    ['/接蛋', '?接单'],
  ])('%s means the bot', (text, expected) => {
    expect(seen(text)).toBe(expected);
  });

  it('before talk stays talk', () => {
    expect(seen('/今天电梯又坏了')).toBe('talk');
  });
});

describe('the longest name wins', () => {
  it('however many commands begin alike', () => {
    for (const { word, command } of registry.words) {
      const rest = command.params.length === 0 ? '' : ' 128';
      const parsed = parse(`${word}${rest}`);
      expect(parsed, word).toMatchObject({ type: 'command', word });
      expect(parsed.type === 'command' && parsed.command.name).toBe(command.name);
    }
  });

  it('no two commands share a word', () => {
    expect(registry.byName.size).toBe(registry.words.length);
  });
});

describe('a slip of the finger', () => {
  it.each([
    ['接蛋 128', '接单'],
    ['班结 12', '办结'],
    ['转排 #12 王强', '转派'],
    ['请接单 128', '接单'],
  ])('with a number behind it is answered: %s', (text, near) => {
    const parsed = parse(text);
    expect(parsed).toMatchObject({ type: 'mistyped', near: expect.arrayContaining([near]) });
  });

  it('is none in a sentence that a number happens to stand in', () => {
    expect(seen('我满75了还能不能办', true)).toBe('talk');
  });

  it('alone is only answered when it was surely meant for the bot', () => {
    expect(seen('接蛋')).toBe('talk');
    expect(seen('接蛋', true)).toContain('接单');
  });

  it.each(['买菜 12', '早上好', '好 12', '3 个人', '二维码 1234567', '吃饭去了'])(
    'far from any command is talk: %s',
    (text) => {
      expect(seen(text)).toBe('talk');
    },
  );
});

describe('any line at all', () => {
  it('is taken in some way, at once, and a command’s rest never begins with a mark', () => {
    const word = fc.constantFrom(
      ...registry.words.map((one) => one.word),
      '电梯',
      '王强',
      '#',
      '：',
      ' ',
      '，',
      '12',
    );
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(line, fc.boolean(), (text, certain) => {
        const parsed = parse(text, certain);
        expect(parsed.type === 'command' && /^[\s:：,，。!！]/.test(parsed.rest)).toBe(false);
      }),
    );
  });
});
