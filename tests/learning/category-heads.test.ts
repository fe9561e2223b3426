import { describe, expect, it } from 'vitest';
import { signsOf } from '../../src/engine/intake/signs.ts';
import { guess } from '../../src/engine/model/guess.ts';
import { decodeReadingModel } from '../../src/engine/model/reading-model.ts';
import type { Question } from '../../src/learning/category-heads.ts';
import {
  categoryHeads,
  evened,
  headFor,
  labelledFor,
  questionsOf,
} from '../../src/learning/category-heads.ts';
import type { CategoryRow } from '../../src/learning/category-rows.ts';
import { tempered } from '../../src/learning/category-temper.ts';
import { encodeContainer } from '../../src/learning/encode-container.ts';
import { aboutOf, sectionsOf } from '../../src/learning/head.ts';
import { policy } from '../engine/intake/neighbourhood.ts';

const WHERE = ['3号楼', '5栋', '我们这', '南门那边', '楼下', '2单元'];
const ROW: CategoryRow = {
  text: '',
  source: 'talk',
  level1: null,
  level2: null,
  kind: null,
  urgent: null,
  critical: null,
  fold: 0,
};

function lines(what: Partial<CategoryRow>, said: string): CategoryRow[] {
  return WHERE.map((where, at) => ({ ...ROW, ...what, text: `${where}${said}`, fold: at % 3 }));
}

const talk = [
  ...lines({ level1: '物业服务', level2: '电梯', kind: 'help', urgent: true }, '电梯又不动了'),
  ...lines({ level1: '水电气', level2: '停水', kind: 'help', urgent: true }, '一滴水都没有'),
  ...lines({ level1: '噪音扰民', level2: '施工扰民', kind: 'complaint', urgent: false }, '天天电钻钻墙'),
  ...lines({ level1: '环境卫生', level2: '公厕', kind: 'suggestion', urgent: false }, '希望添一间公厕'),
];
const orders = [
  ...lines({ source: 'order', level1: '噪音扰民', urgent: true }, '有施工噪音,其要求处理的问题'),
  ...lines({ source: 'order', level1: '住房土地', urgent: false }, '电梯故障,其要求处理的问题'),
];
const rows = [...talk, ...orders];

function shipped() {
  const heads = categoryHeads(rows, policy);
  return encodeContainer({
    kind: 'reading',
    about: { heads: Object.fromEntries([...heads].map(([name, head]) => [name, aboutOf(head)])) },
    sections: new Map([...heads].flatMap(([name, head]) => [...sectionsOf(name, head)])),
  });
}

function asked(bytes: Uint8Array<ArrayBuffer>) {
  const model = decodeReadingModel(bytes);
  if (!model.ok) throw new Error(model.fault);
  return (text: string) => guess(model.value, signsOf(text, policy));
}

describe('heads for category, kind and urgency', () => {
  const bytes = shipped();
  const ask = asked(bytes);

  it('know talk by the conventions of talk, and orders by those of orders', () => {
    expect(ask('9栋电梯又不动了').categories[0]?.value).toEqual(['物业服务', '电梯']);
    expect(ask('9栋电梯故障,其要求处理的问题').categories[0]?.value[0]).toBe('住房土地');
  });

  it('say the kind and how pressing it is', () => {
    expect(ask('东门天天电钻钻墙').kinds[0]?.value).toBe('complaint');
    expect(ask('东门希望添一间公厕').kinds[0]?.value).toBe('suggestion');
    expect(ask('东门一滴水都没有').urgent).toBeGreaterThan(ask('东门天天电钻钻墙').urgent);
    expect(ask('东门有施工噪音,其要求处理的问题').urgent).toBeGreaterThan(0.5);
  });

  it('name the pieces that decided', () => {
    expect(ask('东门一滴水都没有').why.category.join('')).toContain('水');
  });

  it('are the same bytes from the same rows', () => {
    expect(Buffer.from(shipped()).equals(Buffer.from(bytes))).toBe(true);
  });
});

describe('a question', () => {
  const question = (name: string): Question => {
    const one = questionsOf(policy)[name];
    if (!one) throw new Error(name);
    return one;
  };

  it('is put to the rows that can answer it', () => {
    const only = (name: string) => labelledFor(question(name), rows, policy).length;
    expect(only('order')).toBe(rows.length);
    expect(only('orderCategory')).toBe(orders.length);
    expect(only('urgent')).toBe(talk.length);
    expect(only('category')).toBe(rows.length);
  });

  it('about orders is put to the paths they are filed under as well, about talk never', () => {
    const paths: CategoryRow[] = [{ ...ROW, source: 'path', text: '照明 灯杆歪斜', level1: '公共设施' }];
    const asked = Object.keys(questionsOf(policy)).filter(
      (name) => labelledFor(question(name), paths, policy).length > 0,
    );
    expect(asked).toEqual(['orderCategory']);
  });

  it('files an order that only has a level 1 under its generic level 2', () => {
    const [row] = labelledFor(question('category'), orders.slice(0, 1), policy);
    expect(question('category').classes[row?.label ?? -1]).toBe('噪音扰民/噪音扰民其他');
  });

  it('keeps a level 2 of ours wherever the hotline files it', () => {
    const filed: CategoryRow = { ...ROW, source: 'order', text: '电梯', level1: '住房土地', level2: '电梯' };
    const [row] = labelledFor(question('category'), [filed], policy);
    expect(question('category').classes[row?.label ?? -1]).toBe('物业服务/电梯');
  });

  it('makes up for rare classes as far as it says, and never for one nobody has', () => {
    const given: Question = { ...question('kind'), classes: ['help', 'complaint', 'praise'] };
    const labelled = labelledFor(
      { ...given, answer: ({ kind }) => kind },
      [...talk.slice(0, 8), ...lines({ kind: 'complaint' }, '吵').slice(0, 2)],
      policy,
    );
    const [help = 0, complaint = 0, praise] = evened({ ...given, evenness: 1 }, labelled);
    expect(complaint / help).toBeCloseTo(4);
    expect(praise).toBe(1);
    expect(evened({ ...given, evenness: 0 }, labelled)).toEqual([1, 1, 1]);
  });
});

describe('one slope for all classes', () => {
  const question = questionsOf(policy)['kind'];
  if (!question) throw new Error('kind');
  const head = headFor(question, talk, policy);
  const labelled = labelledFor(question, talk, policy);
  const scores = (right: number) =>
    labelled.map(({ label }, at) => {
      const row = new Float64Array(question.classes.length).fill(-1);
      row[at % 10 < right ? label : (label + 1) % row.length] = 1;
      return row;
    });

  it('is steeper the more often the first class was right, and leaves their order', () => {
    const often = tempered(head, labelled, scores(9));
    const seldom = tempered(head, labelled, scores(6));
    expect(often.slopes[0]).toBeGreaterThan(seldom.slopes[0] ?? 0);
    expect(new Set(often.slopes).size).toBe(1);
    expect([...often.shifts].every((shift) => shift === 0)).toBe(true);
  });
});
