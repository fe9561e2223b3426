import { describe, expect, it } from 'vitest';
import { adds, greets, joins, nothing, opens, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

const LIFT = '13号楼电梯坏了';

const OWN_STORY: readonly Case[] = [
  [
    'whoever began to tell of a trouble of their own goes on with it, though its class was just told by another',
    (t) =>
      t
        .says('尤姐', '13号楼停水了,一滴都没有')
        .says('老廖', '厨房一拧就喷,堵都堵不住')
        .says('老廖', '水龙头断了')
        .expect({ type: expect.not.stringContaining('join') }),
  ],
  [
    'unless the words say that it is the same',
    (t) =>
      t
        .says('尤姐', '13号楼停水了,一滴都没有')
        .says('老廖', '厨房的龙头')
        .says('老廖', '我家也是没水')
        .expect(joins(1)),
  ],
  [
    'a question to the bot is no part of what a neighbour complains of',
    (t) =>
      t
        .says('尤姐', '杨树街口水果摊把盲道占满了')
        .says('老廖', '摆摊要去哪里办手续?', { mention: true })
        .expect(opens()),
  ],
];

const ONE_PERSON: readonly Case[] = [
  [
    'the same trouble in another building is another ticket',
    (t) => t.says('尤姐', LIFT).says('尤姐', '15号楼电梯也不动了').expect(opens()),
  ],
  [
    'a line that only says where is no trouble of its own',
    (t) => t.says('尤姐', '杨树街积水了,过不去').says('尤姐', '13号楼地下车库,靠洗车位').expect(adds(1)),
  ],
  [
    'the building of the speaker is not that of the trouble',
    (t) => t.says('尤姐', LIFT).says('尤姐', '我住14号楼都听到它响').expect(adds(1)),
  ],
  [
    'a follower goes on right after joining',
    (t) =>
      t
        .says('尤姐', '13号楼停电了')
        .says('老廖', '14号楼也停了')
        .says('老廖', '老爷子靠氧气瓶顶着呢')
        .expect(adds(1)),
  ],
  [
    'but not with thanks, goods or laughter',
    (t) => t.says('尤姐', LIFT).says('老廖', '我们楼也是').says('老廖', '哈哈哈').expect(nothing),
  ],
  [
    'a word back to somebody’s joke is none',
    (t) => t.says('尤姐', LIFT).says('老廖', '哈哈就当减肥嘛').says('尤姐', '你就会气我').expect(nothing),
  ],
  [
    'an answer to somebody’s question is',
    (t) => t.says('尤姐', LIFT).says('老廖', '咋了?').says('尤姐', '我腿都软了').expect(adds(1)),
  ],
];

const JOINED: readonly Case[] = [
  [
    'a +1 to what was said after it joins nothing',
    (t) => t.says('尤姐', LIFT).says('小钟', '今晚水煮牛肉').says('老廖', '水煮牛肉+1').expect(nothing),
  ],
  [
    'nor does 「我家也是」 with it',
    (t) =>
      t.says('尤姐', LIFT).says('小钟', '今晚包饺子').says('老廖', '我家也是 今晚包饺子').expect(nothing),
  ],
  ['a +1 of no topic asks for nothing', (t) => t.says('老廖', '投诉+1 扰民').expect(nothing)],
  [
    'a reply that tells one’s own part of it joins',
    (t) =>
      t
        .says('尤姐', '13号楼花坛有条黑狗咬人了')
        .says('小钟', '晚饭吃啥')
        .says('老廖', '就是那条,前天撵我到单元门口', { replyTo: '13号楼花坛有条黑狗咬人了' })
        .expect(joins(1)),
  ],
  [
    'who tells of several matters tells their own',
    (t) =>
      t
        .says('尤姐', '13号楼门禁坏了')
        .says('老廖', '两个事,一个是8号楼垃圾堆成山,还有一个15号楼声控灯怎么跺脚都不亮')
        .expect(opens()),
  ],
  [
    'an old tale does not',
    (t) =>
      t.says('尤姐', '杨树街积水了,过不去').says('老廖', '我小时候杨树街天天积水,划盆上学').expect(nothing),
  ],
];

describe('what is joined', () => {
  it.each(JOINED)('%s', (_, script) => void script(talk()));
});

describe('what is over, long ago or elsewhere in the news', () => {
  it.each([
    '上回大堂的灯坏了,已经换好新的,真亮',
    '新闻看了吗,外地有个小区玻璃掉下来砸了车',
    '昨晚追剧,电梯里困了一整集,急死我',
    '我小时候这条街天天停电,点蜡烛写作业',
  ])('asks nobody: %s', (text) => {
    talk().says('尤姐', text).expect(nothing);
  });

  it('what broke again does', () => {
    talk().says('尤姐', '13号楼电梯前天修好了,又坏了,按键没反应').expect(opens());
  });
});

describe('spoken to the bot', () => {
  it('an opinion asked for is small talk', () => {
    talk().says('尤姐', '你觉得我们这房价会涨吗', { mention: true }).expect(greets);
  });

  it('a procedure asked for is no part of a notice on the same matter', () => {
    talk()
      .says('青柳物业', '【供热通知】因寒潮影响今日起供水温度上调,各位业主请耐心等待,室温不足请联系物业')
      .says('尤姐', '采暖费减免上哪儿办,要啥手续', { mention: true })
      .expect(opens());
  });
});

describe('whose story it is', () => {
  it.each(OWN_STORY)('%s', (_, script) => void script(talk()));
});

describe('what one person goes on to say', () => {
  it.each(ONE_PERSON)('%s', (_, script) => void script(talk()));
});
