import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionAndAnswer, type Wish, wishOf } from '../../../commands/support/knowledge-words.ts';
import { HOSTILE } from '../../support/hostile.ts';

const wish = (text: string): Wish => wishOf(text, (written) => /号楼/.test(written));
const CUT = '6月5日9:00-17:00 阳光花园1-6号楼停水,水管改造';

describe('what is wished', () => {
  test.each([
    ['', { verb: 'list' }],
    ['列表', { verb: 'list' }],
    ['3', { verb: 'show', number: 3 }],
    ['查看 #3', { verb: 'show', number: 3 }],
    ['撤下 3', { verb: 'withdraw', number: 3 }],
    ['撤下3号 发群', { verb: 'withdraw', number: 3, written: { post: true } }],
    ['作废 12', { verb: 'withdraw', number: 12 }],
    ['3 发群', { verb: 'post', number: 3 }],
    ['发群 3', { verb: 'post', number: 3 }],
    ['改 3 停水延到6月6日', { verb: 'change', number: 3, written: { text: '停水延到6月6日' } }],
    ['改3:停水延到6月6日', { verb: 'change', number: 3, written: { text: '停水延到6月6日' } }],
    ['改 3 有效至 6月8日', { verb: 'change', number: 3, written: { text: '', until: '6月8日' } }],
    ['撤下', { verb: 'unclear', word: '撤下' }],
    ['改', { verb: 'unclear', word: '改' }],
    ['发群', { verb: 'unclear', word: '发群' }],
    [CUT, { verb: 'add', written: { text: CUT, post: false, until: null } }],
    // A building is no number of a notice.
    ['3号楼明天停水', { verb: 'add', written: { text: '3号楼明天停水' } }],
    ['改造期间3号楼停水', { verb: 'add', written: { text: '改造期间3号楼停水' } }],
    ['取消明天的停水', { verb: 'add', written: { text: '取消明天的停水' } }],
  ])('「%s」', (text, expected) => {
    expect(wish(text)).toMatchObject(expected);
  });

  test('its parts stand in any order, before or behind the text', () => {
    const parts = ['来源 水务公司', '有效至 6月6日', '发群', '范围 第一网格'];
    for (const order of [parts, parts.toReversed()]) {
      expect(wish(`${CUT} ${order.join(' ')}`)).toMatchObject({
        verb: 'add',
        written: { text: CUT, source: '水务公司', until: '6月6日', post: true, scope: '第一网格' },
      });
    }
    expect(wish(`来源:水务公司 ${CUT}`)).toMatchObject({ written: { text: CUT, source: '水务公司' } });
  });

  test('words of the text itself are left in it', () => {
    const text = '停水范围:1-6号楼,水压来源不稳,请各家确认阀门,有效管理';
    expect(wish(text)).toMatchObject({
      verb: 'add',
      written: { text, scope: null, source: null, post: false },
    });
    expect(wish('明天停水,范围:1-6号楼')).toMatchObject({
      written: { text: '明天停水,范围:1-6号楼', scope: null },
    });
  });

  test('a place behind 范围 is asked for, known or not; buildings are text only behind a colon', () => {
    expect(wish('明天停水 范围 第九网格')).toMatchObject({
      written: { text: '明天停水', scope: '第九网格' },
    });
    expect(wish('明天停水 范围:第九网格')).toMatchObject({
      written: { text: '明天停水', scope: '第九网格' },
    });
    expect(wish('明天停水 范围 1-6号楼')).toMatchObject({ written: { text: '明天停水', scope: '1-6号楼' } });
  });

  test('a last day may have an hour, or be as late as can be', () => {
    expect(wish('停水 有效至 6月5日 18:00 发群')).toMatchObject({
      written: { until: '6月5日 18:00', post: true },
    });
    expect(wish('老年证怎么办 | 到大厅 长期有效')).toMatchObject({ written: { forever: true } });
    expect(wish('停水 有效期至6月5日')).toMatchObject({ written: { until: '6月5日' } });
  });
});

describe('a question and its answer', () => {
  const both = { question: '老年证怎么办', answer: '带身份证到大厅' };
  test.each([
    '老年证怎么办 | 带身份证到大厅',
    '老年证怎么办｜带身份证到大厅',
    '老年证怎么办?带身份证到大厅',
    '老年证怎么办\n带身份证到大厅',
    '问:老年证怎么办?\n答:带身份证到大厅',
    '问:老年证怎么办 答:带身份证到大厅',
  ])('「%s」', (text) => {
    expect(questionAndAnswer(text)).toEqual(both);
  });

  test.each(['老年证怎么办', '老年证怎么办?', '| 带身份证', ''])('「%s」 is not both', (text) => {
    expect(questionAndAnswer(text)).toBeNull();
  });
});

describe('whatever is written', () => {
  test.each(HOSTILE)('%s is taken apart soon', (_, text) => {
    // As `normalise` cuts it.
    const cut = text.slice(0, 4000);
    const began = performance.now();
    wish(cut);
    questionAndAnswer(cut);
    expect(performance.now() - began).toBeLessThan(200);
  });

  test('property: nothing of the text is lost but the parts that are named', () => {
    const words = fc.constantFrom('停水', '3号楼', ' 发群', ',', '范围:', '明天', '|');
    const count = (text: string, word: string) => text.split(word).length - 1;
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const said = `请注意${parts.join('')}`;
        const found = wish(said);
        if (found.verb !== 'add') return;
        const { text, scope } = found.written;
        for (const word of ['停水', '3号楼', '明天'])
          expect(count(`${text}|${scope}`, word)).toBe(count(said, word));
      }),
    );
  });
});
