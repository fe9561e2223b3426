import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives } from '../../../src/engine/intake/alternatives.ts';
import { partsOf } from '../../../src/engine/intake/demands.ts';
import { blankEnumerators, enumerators } from '../../../src/engine/intake/enumeration.ts';
import { read } from '../../../src/engine/intake/read.ts';
import { count, has, signsOf } from '../../../src/engine/intake/signs.ts';
import { fold, numeral, plain, weightOf } from '../../../src/engine/intake/text.ts';
import { LIST_WEIGHTS, weigh } from '../../../src/engine/intake/weights.ts';
import { findWords, wordsOf } from '../../../src/engine/intake/words.ts';
import { hexiang, policy } from './neighbourhood.ts';

const listed = (text: string, list: string) =>
  findWords(fold(text), wordsOf(policy))
    .filter((hit) => hit.list === list)
    .map(({ word }) => word);

describe('folding', () => {
  it('full-width is half-width, capitals are small, indices stay', () => {
    expect(fold('\uff13\uff03楼 \uff21座')).toBe('3#楼 a座');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(text).length === text.length));
  });

  it('mentions, links and picture codes carry no words', () => {
    expect(plain('@邻里 电梯坏了[捂脸]').trim()).toBe('电梯坏了');
    expect(plain('看 https://a.example/停水 吧')).not.toContain('example');
    expect(weightOf(plain('[捂脸]😀 !!'))).toBe(0);
  });

  it.each([
    ['12', 12],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二十一', 21],
    ['九', 9],
    ['几', null],
    ['', null],
  ])('the numeral %s is %s', (written, number) => {
    expect(numeral(written)).toBe(number);
  });
});

describe('words', () => {
  it('of one list only the longest at a spot', () => {
    expect(listed('煤气泄漏', 'critical')).toEqual(['煤气泄漏']);
    expect(listed('楼道灯不亮', 'object')).toEqual(['楼道灯']);
  });

  it('is none across the end of another word', () => {
    const words = (text: string) => signsOf(text, policy).hits.map(({ word }) => word);
    expect(words('上户口要什么')).toContain('户口');
    expect(words('窗户口那里漏风')).not.toContain('户口');
    expect(words('9号楼下水道堵了')).not.toContain('楼下');
  });

  it('a gap holds up to six characters', () => {
    expect(listed('希望尽快解决', 'request')).toContain('希望');
    expect(listed('望贵处尽快解决', 'request')).toContain('望…解决');
    expect(listed('望各位领导有空时一起来解决', 'request')).not.toContain('望…解决');
  });

  it('each of several gaps has to be filled: half of a danger is none', () => {
    expect(listed('他坐在天台的最外边', 'critical')).toContain('坐在…天台…边');
    expect(listed('坐在天台上喝茶,风景真好', 'critical')).toEqual([]);
    expect(listed('电线昨天掉到了地上', 'critical')).toContain('电线…掉…地');
    expect(read('下水道堵了,厨房返水', hexiang).demands[0]?.category).toEqual(['物业服务', '下水道']);
  });

  it('a way of speaking hides the danger word in it, not the rest of the text', () => {
    expect(has(signsOf('这家火锅店火爆', policy), 'critical')).toBe(false);
    expect(has(signsOf('累死了,有人触电', policy), 'critical')).toBe(true);
    expect(has(signsOf('灶打不着火', policy), 'critical')).toBe(false);
    expect(has(signsOf('灶打不着火', policy), 'problem')).toBe(true);
  });

  it('the same word twice counts once', () => {
    expect(count(signsOf('坏了坏了坏了', policy), 'problem')).toBe(1);
  });

  it('every weighted list is in the lexicon, every category has words', () => {
    for (const list of Object.keys(LIST_WEIGHTS))
      expect(policy.lexicon[list]?.length ?? 0, list).toBeGreaterThan(0);
    const bare = policy.categories.filter(({ words }) => words.length === 0).map(({ level2 }) => level2);
    expect(bare).toEqual(['其他事项']);
  });

  it('further words of a list count less and not without end', () => {
    expect([0, 1, 2, 3, 9].map((words) => weigh([2, 0.5, 2], words))).toEqual([0, 2, 2.5, 3, 3]);
  });
});

describe('enumerations', () => {
  it.each([
    ['1.电梯坏了 2.灯不亮', 2],
    ['1、电梯坏了;2、灯不亮;3、门坏了', 3],
    ['(1)电梯 (2)灯', 2],
    ['有两点:一是电梯坏了,二是灯不亮', 2],
    ['两样嘢:一系大堂灯唔着,二系垃圾房好臭', 2],
    ['一来电梯老坏,二来楼道没灯', 2],
    ['第一个是门禁,一个是路灯', 0],
    ['1.6号楼门禁;2.8号楼灯', 2],
    ['三件事 一 井盖松了 二 路灯灭了 三 凉亭漏雨', 3],
    ['想说:一,水压小;二,门铃哑了', 2],
    ['①扶手断了②地砖翘了', 2],
    ['1.5匹空调', 0],
    ['一 个人去的', 0],
    ['3.5元 2.5元', 0],
    ['第一次来', 0],
    ['2.灯不亮', 0],
  ])('%s has %i items', (text, items) => {
    expect(enumerators(text)).toHaveLength(items);
  });

  it.each([
    ['6栋扶手断了 顺便说一声 7栋的地漏堵了', 2],
    ['单元门锁坏了,对了 车棚灯也不亮', 2],
    ['条渠塞咗 仲有 天台门关唔到', 2],
    ['顺便问问有没有人去买菜', 1],
  ])('%s is %i parts: in chat a space ends a clause', (text, parts) => {
    expect(partsOf(text)).toHaveLength(parts);
  });

  it('blanking item numbers keeps every index', () => {
    expect(blankEnumerators('1.6号楼;2.8号楼')).toBe('  6号楼;  8号楼');
  });

  it('parts cover the text in order and never overlap', () => {
    const piece = fc.constantFrom(
      '1.',
      '2.',
      '电梯坏了',
      ';',
      '。',
      '另外',
      '还有',
      '灯不亮',
      '\n',
      '一是',
      '二是',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((all) => all.join('')),
        (text) => {
          let last = 0;
          for (const { at, end } of partsOf(text)) {
            expect(at).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThanOrEqual(at);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});

describe('a listed word with alternatives', () => {
  it.each([
    ['停水', ['停水']],
    ['(冇|没)水', ['冇水', '没水']],
    ['夹(到|)(手|脚)', ['夹到手', '夹到脚', '夹手', '夹脚']],
    ['(灯|门)…(坏|灭)', ['灯…坏', '灯…灭', '门…坏', '门…灭']],
  ])('%s stands for %j', (word, words) => {
    expect(alternatives(word)).toEqual(words);
  });

  it('that would stand for thousands stands for none: the policy file is then refused', () => {
    const many = `(${Array.from({ length: 60 }, (_, i) => `a${i}`).join('|')})`;
    expect(alternatives(many + many)).toEqual([]);
  });

  it('is found in a text under each of its forms', () => {
    expect(listed('后院条渠冇电,屋里木有气', 'problem')).toEqual(['冇电', '木有气']);
  });
});
