import { describe, expect, it } from 'vitest';
import type { Category, Kind } from '../../../src/engine/glossary.ts';
import { categoryOf } from '../../../src/engine/intake/category.ts';
import { kindOf } from '../../../src/engine/intake/kind.ts';
import { signsOf } from '../../../src/engine/intake/signs.ts';
import { urgencyOf } from '../../../src/engine/intake/urgency.ts';
import type { Guess } from '../../../src/engine/model/guess.ts';
import type { ServicePolicy } from '../../../src/engine/policy.ts';
import { policy } from './neighbourhood.ts';

const NOTHING: Guess = {
  request: 0.9,
  kinds: [],
  categories: [],
  urgent: 0.1,
  critical: 0,
  order: 0,
  why: { request: [], category: ['铁家伙'], urgent: [] },
};

function guessed(...categories: readonly (readonly [Category, number])[]): Guess {
  return { ...NOTHING, categories: categories.map(([value, probability]) => ({ value, probability })) };
}

function sorted(text: string, guess: Guess | null, given: ServicePolicy = policy) {
  return categoryOf(signsOf(text, given), given, guess);
}

const STREET: ServicePolicy = {
  ...policy,
  categories: [
    {
      level1: '物业服务',
      level2: '物业一切',
      words: [],
      photosToFinish: false,
      needsPlace: true,
    },
    { level1: '村务', level2: '晒谷场', words: ['晒谷坪'], photosToFinish: false, needsPlace: true },
  ],
};

describe('the category beside a trained model', () => {
  it('is the model’s where the words name nothing, with the pieces that decided', () => {
    const { category, words } = sorted('那个铁家伙罢工', guessed([['物业服务', '电梯'], 0.6]));
    expect(category).toEqual(['物业服务', '电梯']);
    expect(words).toEqual(['铁家伙']);
  });

  it('is the words’ where the model is of two minds', () => {
    const even = guessed([['物业服务', '门禁'], 0.5], [['物业服务', '电梯'], 0.4]);
    expect(sorted('3号楼电梯坏了', even).category).toEqual(['物业服务', '电梯']);
  });

  it('is the model’s where it is sure against a word in passing', () => {
    const sure = guessed([['噪音扰民', '施工扰民'], 0.9], [['物业服务', '电梯'], 0.1]);
    expect(sorted('电梯井那边半夜打桩', sure).category).toEqual(['噪音扰民', '施工扰民']);
  });

  it('goes by all that is under a level 1 first', () => {
    const spread = guessed(
      [['噪音扰民', '施工扰民'], 0.4],
      [['物业服务', '门禁'], 0.31],
      [['物业服务', '电梯'], 0.29],
    );
    expect(sorted('那个铁家伙罢工', spread).category).toEqual(['物业服务', '门禁']);
  });

  it('is the words’ for a category that the street added itself', () => {
    const sure = guessed([['物业服务', '电梯'], 0.99]);
    expect(sorted('晒谷坪被占了', sure, STREET).category).toEqual(['村务', '晒谷场']);
  });

  it('falls to the generic level 2 where the street has no such one, and skips a level 1 it has not', () => {
    const sure = guessed([['水电气', '停水'], 0.7], [['物业服务', '电梯'], 0.3]);
    expect(sorted('那个铁家伙罢工', sure, STREET).category).toEqual(['物业服务', '物业一切']);
  });

  it('is as before without a model', () => {
    expect(sorted('3号楼电梯坏了', null).category).toEqual(['物业服务', '电梯']);
    expect(sorted('那个铁家伙罢工', NOTHING).category[0]).toBe('其他');
  });
});

describe('the kind beside a trained model', () => {
  const kind = (text: string, value: Kind) =>
    kindOf(signsOf(text, policy), ['其他', '其他事项'], { ...NOTHING, kinds: [{ value, probability: 0.6 }] });

  it('is the model’s', () => {
    expect(kind('楼下那家又开始了', 'complaint')).toBe('complaint');
  });

  it('is a tip-off for whoever wants to stay unnamed, and help in danger, whatever the model says', () => {
    expect(kind('匿名说一下,有人卖假烟', 'complaint')).toBe('tip-off');
    expect(kind('着火了快来人', 'question')).toBe('help');
  });
});

describe('urgency beside a trained model', () => {
  const pressing = (text: string, guess: Partial<Guess>) =>
    urgencyOf(signsOf(text, policy), ['其他', '其他事项'], { policy, guessed: { ...NOTHING, ...guess } });

  it('is as likely as the model says of an order', () => {
    const { urgency, urgent } = pressing('楼下那家又开始了', { urgent: 0.7, order: 1 });
    expect(urgency).toBe('urgent');
    expect(urgent).toBeCloseTo(0.7);
    expect(pressing('楼下那家又开始了', { urgent: 0.3, order: 1 }).urgency).toBe('normal');
  });

  it('hears the words too in talk', () => {
    const even = { urgent: 0.5 };
    expect(pressing('停水了,赶紧来人', even).urgent).toBeGreaterThan(0.5);
    expect(pressing('提个建议,有空弄一下', even).urgent).toBeLessThan(0.3);
  });

  it('is critical by the words of danger, however calm the model', () => {
    expect(pressing('三楼着火了', { urgent: 0.01 })).toEqual({ urgency: 'critical', urgent: 0.95 });
  });

  it('is critical where only the model sees the danger, and is sure', () => {
    expect(pressing('那个伯伯软在地上喊不应', { critical: 0.8 }).urgency).toBe('critical');
    expect(pressing('那个伯伯软在地上喊不应', { critical: 0.4 }).urgency).toBe('normal');
  });

  it('is not critical when it is over, whoever says so', () => {
    expect(pressing('去年这里着火了', { critical: 0.9, urgent: 0.2 }).urgency).toBe('normal');
  });
});

describe('a fire', () => {
  it('is danger in the plainest words, though things can be all the rage in the same ones', () => {
    const critical = (text: string) => signsOf(text, policy).byList.has('critical');
    expect(['三楼着火了', '车棚起火了', '又着火了快来人'].filter((text) => !critical(text))).toEqual([]);
    expect(['那家店火了', '他的视频火了', '吃着火锅唱着歌'].filter(critical)).toEqual([]);
  });
});
