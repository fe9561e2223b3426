import { describe, expect, it } from 'vitest';
import { adds, joins, nothing, opens, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

const NO_WATER = '5号楼停水了,龙头一滴水都没有';

const JOINING: readonly Case[] = [
  [
    'the neighbours too, whatever class the word is of',
    (t) => t.says('褚姐', NO_WATER).says('小钟', '隔壁也是').expect(joins(1)),
  ],
  ['in Cantonese', (t) => t.says('褚姐', NO_WATER).says('小钟', '我都系').expect(joins(1))],
  ['+1 right after', (t) => t.says('褚姐', NO_WATER).says('小钟', '+1').expect(joins(1))],
  ['a full-width +1', (t) => t.says('褚姐', NO_WATER).says('小钟', '+1').expect(joins(1))],
  [
    '+1 after another +1',
    (t) => t.says('褚姐', NO_WATER).says('小钟', '+1').says('老廖', '+1').expect(joins(1)),
  ],
  [
    '+1 after a nod',
    (t) => t.says('褚姐', NO_WATER).says('小钟', '收到').says('老廖', '+1').expect(joins(1)),
  ],
  ['my home too', (t) => t.says('褚姐', NO_WATER).says('小钟', '我家也是').expect(joins(1))],
  [
    'another building without it too',
    (t) => t.says('褚姐', NO_WATER).says('小钟', '我8号楼的也没有').expect(joins(1)),
  ],
  ['the same, with a building', (t) => t.says('褚姐', NO_WATER).says('小钟', '9号楼同样').expect(joins(1))],
  [
    'in favour of a suggestion',
    (t) => t.says('褚姐', '建议在6号楼旁边装个路灯').says('小钟', '赞成').expect(joins(1)),
  ],
  [
    'by reply, however long after',
    (t) =>
      t
        .says('褚姐', NO_WATER)
        .says('老廖', '11号楼门口井盖翘起来了')
        .later(50)
        .says('小钟', '我家也是', { replyTo: NO_WATER })
        .expect(joins(1)),
  ],
  [
    '+1 means the newest topic',
    (t) =>
      t.says('褚姐', NO_WATER).says('老廖', '11号楼门口井盖翘起来了').says('小钟', '+1').expect(joins(2)),
  ],
  [
    'what is named decides, not the newest topic',
    (t) =>
      t
        .says('褚姐', NO_WATER)
        .says('老廖', '11号楼门口井盖翘起来了')
        .says('小钟', '我5号楼也停水了')
        .expect(joins(1)),
  ],
  [
    'it begins again',
    (t) => t.says('褚姐', '15号楼楼下音响吵死了').says('小钟', '真的 又开始了').expect(joins(1)),
  ],
  [
    'heard it too, from the same building',
    (t) => t.says('褚姐', '4号楼外墙瓷砖掉下来了').says('小钟', '我4号楼的,昨晚就听见响声').expect(joins(1)),
  ],
  [
    'seen by another',
    (t) => t.says('褚姐', '5号楼后面垃圾桶爆满没人收').says('小钟', '我昨天晚上就看到了').expect(joins(1)),
  ],
  [
    'smelt by another',
    (t) => t.says('褚姐', '10号楼1单元有煤气味').says('小钟', '闻到了 我在二楼').expect(joins(1)),
  ],
  [
    'happened to the speaker’s child too',
    (t) =>
      t.says('褚姐', '6号楼花坛那只黑狗没牵绳追着人跑').says('小钟', '我家孩子也被它追过').expect(joins(1)),
  ],
  [
    'suffers from it day by day',
    (t) => t.says('褚姐', '3号楼门口僵尸车停了两年').says('小钟', '天天占一个车位').expect(joins(1)),
  ],
  [
    'asks after it as one concerned, hours later',
    (t) =>
      t
        .says('褚姐', '3号楼电梯坏了')
        .later(200)
        .says('小钟', '3号楼那个到底好了没,我妈上不去')
        .expect(joins(1)),
  ],
  [
    'the same in other words',
    (t) => t.says('褚姐', NO_WATER).later(3).says('小钟', '5号楼没水了怎么洗脸').expect(joins(1)),
  ],
];

const NOT_JOINING: readonly Case[] = [
  [
    'who saw a missing child has lost none',
    (t) => t.says('褚姐', '孩子走失了!月牙公园,穿黄衣服').says('小钟', '我在桥边看到一个').expect(nothing),
  ],
  ['a +1 without a topic', (t) => t.says('小钟', '+1').expect(nothing)],
  ['a +1 long after', (t) => t.says('褚姐', NO_WATER).later(45).says('小钟', '+1').expect(nothing)],
  [
    'a +1 after a group order',
    (t) => t.says('褚姐', NO_WATER).says('小贩', '#接龙 草莓一箱60').says('小钟', '+1').expect(nothing),
  ],
  [
    'a +1 while the seller still speaks',
    (t) =>
      t
        .says('小贩', '草莓团购 一箱60 自提')
        .says('褚姐', NO_WATER)
        .says('小贩', '还是去年那家 甜')
        .says('小钟', '+1')
        .expect(nothing),
  ],
  [
    'a +1 to an invitation',
    (t) => t.says('褚姐', NO_WATER).says('老廖', '晚上有人一起打球不').says('小钟', '+1').expect(nothing),
  ],
  [
    'a +1 in reply to something else',
    (t) =>
      t
        .says('老廖', '今天的夕阳真美')
        .says('褚姐', NO_WATER)
        .says('小钟', '+1', { replyTo: '今天的夕阳真美' })
        .expect(nothing),
  ],
  ['sympathy', (t) => t.says('褚姐', NO_WATER).says('小钟', '哎哟真倒霉').expect(nothing)],
  ['a joke', (t) => t.says('褚姐', '3号楼电梯坏了').says('小钟', '就当减肥了').expect(nothing)],
  [
    'a question',
    (t) => t.says('褚姐', '6号楼花坛那只黑狗没牵绳追着人跑').says('小钟', '是不是那只大的?').expect(nothing),
  ],
  ['somebody who has it', (t) => t.says('褚姐', NO_WATER).says('小钟', '我8号楼有水的').expect(nothing)],
  [
    'the neighbour’s too, and it means goods',
    (t) => t.says('褚姐', NO_WATER).says('小钟', '我也想买两斤').expect(nothing),
  ],
  [
    'an apology',
    (t) => t.says('褚姐', '8号楼楼上装修漏水').says('小钟', '对不起 我也是被装修公司坑了').expect(nothing),
  ],
  [
    'one who denies it',
    (t) => t.says('褚姐', '8号楼楼上装修漏水').says('小钟', '你瞎讲,我家防水做过的').expect(nothing),
  ],
  ['advice', (t) => t.says('褚姐', '10号楼1单元有煤气味').says('小钟', '先开窗 别开灯').expect(nothing)],
  [
    'an essay that mentions the place',
    (t) =>
      t
        .says('褚姐', '杨树街路灯不亮')
        .says('小钟', `我每天早上路过杨树街,${'想起从前的日子和那些老邻居,'.repeat(8)}`, {
          reading: { request: 0.1 },
        })
        .expect(nothing),
  ],
  [
    'staff in a residents room',
    (t) => t.says('褚姐', NO_WATER).says('韩梅', '我们也在查原因').expect(nothing),
  ],
];

const PARTIES: readonly Case[] = [
  [
    'the reporter’s own +1 joins nothing',
    (t) => t.says('褚姐', NO_WATER).says('褚姐', '+1').expect({ type: 'supplement' }),
  ],
  [
    'a follower who says it again adds to it',
    (t) =>
      t.says('褚姐', NO_WATER).says('小钟', '+1').later(5).says('小钟', '我家也是一滴都没有').expect(adds(1)),
  ],
  [
    'a +1 to a finished ticket joins nothing',
    (t) => t.says('褚姐', NO_WATER).set(1, { status: 'withdrawn' }).says('小钟', '+1').expect(nothing),
  ],
  [
    'another matter said with 也 is a ticket of its own',
    (t) => t.says('褚姐', NO_WATER).says('小钟', '7号楼的路灯也坏了,一片黑').expect(opens()),
  ],
];

describe('the same trouble, said by somebody else, joins', () => {
  it.each(JOINING)('%s', (_, script) => void script(talk()));
});

describe('comments do not join', () => {
  it.each(NOT_JOINING)('%s', (_, script) => void script(talk()));
});

describe('the reason shown to staff', () => {
  it('is Chinese', () => {
    const t = talk()
      .says('褚姐', NO_WATER)
      .says('小钟', '+1')
      .says('老廖', '我家也是', { replyTo: NO_WATER });
    for (const intent of t.intents.filter((one) => one.type === 'join'))
      expect(intent.why).toMatch(/^\p{Script=Han}+$/u);
  });
});

describe('who is in it already', () => {
  it.each(PARTIES)('%s', (_, script) => void script(talk()));
});
