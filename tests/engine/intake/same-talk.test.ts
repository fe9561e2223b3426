import { describe, expect, it } from 'vitest';
import { adds, joins, opens, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

const APART: readonly Case[] = [
  [
    'the door and the lamp of one building',
    (t) => t.says('褚姐', '9号楼楼道灯不亮,黑漆漆的').says('小钟', '9号楼门禁坏了,刷不开'),
  ],
  [
    'two things of one class at one building, the class being only 其他',
    (t) => t.says('褚姐', '9号楼楼道灯不亮,黑漆漆的').says('小钟', '9号楼大堂地砖翘了,绊倒人'),
  ],
  [
    'the same two told by one person, a day apart',
    (t) => t.says('褚姐', '9号楼楼道灯不亮,黑漆漆的').later(1440).says('褚姐', '9号楼大堂地砖翘了,绊倒人'),
  ],
  [
    'the lift of the next entrance',
    (t) => t.says('褚姐', '9号楼1单元电梯坏了').says('小钟', '9号楼2单元电梯坏了'),
  ],
  [
    'the lamp of the floor above',
    (t) => t.says('褚姐', '9号楼1单元3楼楼道灯坏了').says('小钟', '9号楼1单元5楼楼道灯坏了'),
  ],
  ['water and power', (t) => t.says('褚姐', '9号楼停水了').says('小钟', '9号楼停电了')],
  [
    'lifts of two buildings, by one person within seconds',
    (t) => t.says('褚姐', '9号楼电梯坏了,上不去').says('褚姐', '12号楼电梯坏了,上不去'),
  ],
];

const ONE: readonly Case[] = [
  [
    'hours later, broken again',
    (t) => t.says('褚姐', '9号楼电梯坏了').later(300).says('小钟', '9号楼电梯又坏了'),
  ],
  [
    'broken again without a word of what, at its place',
    (t) => t.says('褚姐', '9号楼电梯坏了').later(300).says('小钟', '9号楼那个又坏了,没人管'),
  ],
  [
    'in another room, hours later',
    (t) => t.says('褚姐', '9号楼电梯坏了').later(300).in('商户群').says('小钟', '9号楼电梯又坏了'),
  ],
  [
    'in other words, by another name of the thing',
    (t) => t.says('褚姐', '9号楼门禁坏了,刷不开').later(60).says('小钟', '9号楼单元门打不开了'),
  ],
  [
    'no water in the next building',
    (t) => t.says('褚姐', '5号楼停水了').later(40).says('小钟', '7号楼也停水了'),
  ],
];

describe('two reports', () => {
  it.each(APART)('are two tickets: %s', (_, script) => {
    script(talk()).expect(opens());
  });

  it.each(ONE)('are one ticket: %s', (_, script) => {
    script(talk()).expect(joins(1));
  });

  it('of one person are one ticket when the second only says more', () => {
    talk().says('褚姐', '9号楼电梯坏了').says('褚姐', '9号楼2单元的电梯,停在3楼').expect(adds(1));
  });

  it('are two when weeks lie between', () => {
    const { intent } = talk()
      .says('褚姐', '9号楼电梯坏了')
      .later(60 * 24 * 30)
      .says('小钟', '9号楼电梯坏了');
    expect(intent.type).toBe('open');
  });
});
