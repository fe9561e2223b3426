import { describe, expect, it } from 'vitest';
import { adds, joins, nothing, opens, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

const DARK = '11号楼停电了,到现在还是黑的';
const LIFT = '8号楼电梯坏了,停在3楼不动';
const LEAK = '3-2-501卫生间漏水,楼上渗下来的';
const STOLEN = '5号楼车棚的电瓶被偷了,两辆红车的锁都剪开了';
const WELL = '5号楼后面那口井在往外冒黄水';

const WITNESSES: readonly Case[] = [
  [
    'with the building, though not with the trouble',
    (t) => t.says('褚姐', DARK).says('小钟', '冰箱里的排骨要坏了 11号楼2单元'),
  ],
  ['with a +1 in words in front', (t) => t.says('褚姐', DARK).says('小钟', '一样 21楼 提着菜站在楼下发呆')],
  ['with the thing that was told', (t) => t.says('褚姐', STOLEN).says('小钟', '那辆红车就是我的!刚看见')],
  [
    'whatever class the words are of, right after it',
    (t) => t.says('褚姐', '6号楼前面路灯不亮').says('小钟', '我也是回来才发现 到电梯口都是摸黑'),
  ],
  [
    'of two matters, the one whose words are taken up',
    (t) =>
      t
        .says('褚姐', '6号楼旁边那棵香樟断了半边,要砸到人')
        .says('老廖', '11号楼门口井盖翘起来了')
        .says('小钟', '香樟那个我也看到了'),
  ],
  [
    'in reply, with where it reaches',
    (t) => t.says('褚姐', WELL).says('小钟', '我说呢 原来是那口井 7号楼都熏得头疼', { replyTo: WELL }),
  ],
];

const NOBODY_JOINS: readonly Case[] = [
  ['who has light', (t) => t.says('褚姐', DARK).says('小钟', '我14号楼来了啊 刚来的')],
  ['who tells of another year', (t) => t.says('褚姐', LIFT).says('小钟', '前年也关过我一回 后来换了主板')],
  ['who envies', (t) => t.says('褚姐', LIFT).says('小钟', '羡慕有电梯的 我天天爬楼健身')],
  ['who speaks to the reporter', (t) => t.says('褚姐', LIFT).says('小钟', '您老走楼梯锻炼电梯少坐')],
  [
    'who complains of the staff',
    (t) => t.says('褚姐', LIFT).says('小钟', '你们网格员可真勤快,三天了影子都没见着'),
  ],
  ['who had another mishap', (t) => t.says('褚姐', LIFT).says('小钟', '我今天买菜差点摔一跤')],
];

const OTHER_TICKETS: readonly Case[] = [
  [
    'a lift with its building, a minute after a lift that has none',
    (t) => t.says('褚姐', '电梯坏了,上不去').later(1).says('小钟', '8号楼电梯坏了,上不去'),
  ],
  [
    'a cut with its building, a minute after one that has none',
    (t) => t.says('褚姐', '家里停电了,一片黑').later(1).says('小钟', '3号楼停电了,一片黑'),
  ],
  [
    'a cut in another grid of the compound',
    (t) => t.says('褚姐', '3号楼停电了').later(40).says('小钟', '12号楼也停电了'),
  ],
  [
    'a cut in another compound',
    (t) => t.says('褚姐', '3号楼停电了').later(5).says('小钟', '南桥小区3号楼也停电了'),
  ],
  [
    'a lift where a neighbour has a leak',
    (t) => t.says('褚姐', LEAK).later(5).says('小钟', '3号楼2单元的电梯又坏了,老人上不去'),
  ],
  [
    'a lift that is broken too, where a neighbour has a leak',
    (t) => t.says('褚姐', LEAK).later(5).says('小钟', '3号楼2单元电梯也坏了'),
  ],
  [
    'a lift, told by who has a leak there',
    (t) => t.says('褚姐', LEAK).later(1).says('褚姐', '我们这栋的电梯也坏了'),
  ],
  [
    'a lift, told by who joined a leak there',
    (t) => t.says('褚姐', LEAK).says('小钟', '我家也漏').later(1).says('小钟', '3号楼电梯又坏了,上不去'),
  ],
  [
    'a lift, told by who has a leak there while neighbours chat',
    (t) => t.says('褚姐', LEAK).says('小钟', '今天天气不错').says('褚姐', '我们这栋的电梯也坏了'),
  ],
  [
    'two things, told by who joined a leak there',
    (t) =>
      t.says('褚姐', LEAK).says('小钟', '我家也漏').later(1).says('小钟', '3号楼电梯坏了,门口路灯也不亮'),
  ],
  [
    'a lift, told by who has just asked the bot about papers',
    (t) =>
      t
        .says('褚姐', '@邻里 老年证怎么办', { mention: true })
        .says('褚姐', '3号楼2单元的电梯又坏了,老人上不去'),
  ],
  [
    'another matter, which says so',
    (t) => t.says('褚姐', LIFT).says('小钟', '另外8号楼大堂地砖翘起来了,绊倒人'),
  ],
];

const ONE_TICKET: readonly Case[] = [
  [
    'a lift with its building, said to the one that has none',
    (t) => t.says('褚姐', '电梯坏了,上不去').says('小钟', '8号楼电梯也坏了,上不去'),
  ],
  [
    'a lift with its building, where the reporter lives',
    (t) =>
      t
        .says('褚姐', '我住8号楼,大家好')
        .says('褚姐', '电梯坏了,上不去')
        .later(1)
        .says('小钟', '8号楼电梯坏了,上不去'),
  ],
  [
    'a cut in the same grid of the compound',
    (t) => t.says('褚姐', '3号楼停电了').later(40).says('小钟', '7号楼也停电了'),
  ],
];

describe('a neighbour who tells the same in other words', () => {
  it.each(WITNESSES)('joins: %s', (_, script) => {
    script(talk()).expect(joins(1));
  });

  it.each(NOBODY_JOINS)('does not join: %s', (_, script) => {
    expect(script(talk()).intent).not.toMatchObject({ type: 'join' });
  });

  it('joins nothing of half an hour ago', () => {
    talk().says('褚姐', STOLEN).later(31).says('小钟', '那辆红车就是我的!刚看见').expect(nothing);
  });

  it('joins no neighbour with what goes on of their own', () => {
    const { intent } = talk()
      .says('褚姐', '2号楼1单元下水道堵了,往外翻黑水')
      .says('老廖', '9号楼有个老人不见了,谁看到了')
      .says('褚姐', '客厅也淹了,我拿被子堵着');
    expect(intent).not.toMatchObject({ type: 'join' });
  });
});

describe('what goes with a trouble is part of it', () => {
  it.each([
    [LEAK, '电梯也进水停了'],
    ['3号楼停电了', '电梯也停了,门禁也刷不开'],
    ['3号楼电梯坏了', '路灯下面那部'],
  ])('%s %s', (told, more) => {
    talk().says('褚姐', told).later(1).says('褚姐', more).expect(adds(1));
  });
});

describe('two lines of one class', () => {
  it.each(OTHER_TICKETS)('are two tickets: %s', (_, script) => {
    script(talk()).expect(opens());
  });

  it.each(ONE_TICKET)('are one: %s', (_, script) => {
    script(talk()).expect(joins(1));
  });
});
