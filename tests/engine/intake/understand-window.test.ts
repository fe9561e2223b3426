import { describe, expect, it } from 'vitest';
import { adds, joins, nothing, opens, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

const LIFT = '13号楼电梯坏了';

const DETAILS: readonly Case[] = [
  ['a photo after the words', (t) => t.says('尤姐', LIFT).photo('尤姐').expect(adds(1))],
  ['how it is broken', (t) => t.says('尤姐', LIFT).says('尤姐', '门开一半卡在9楼').expect(adds(1))],
  [
    'the unit, which goes into the place',
    (t) => t.says('尤姐', LIFT).says('尤姐', '3单元那部').expect(adds(1, '13号楼3单元')),
  ],
  [
    'the unit in Chinese numerals',
    (t) => t.says('尤姐', LIFT).says('尤姐', '是二单元').expect(adds(1, '13号楼2单元')),
  ],
  ['that nobody was hurt', (t) => t.says('尤姐', LIFT).says('尤姐', '里头没关人').expect(adds(1))],
  [
    'after the talk of others',
    (t) => t.says('尤姐', LIFT).says('小钟', '今天菜场鱼便宜').says('尤姐', '灯也一闪一闪的').expect(adds(1)),
  ],
  [
    'a correction of the building',
    (t) => t.says('尤姐', LIFT).says('尤姐', '说错了 是15号楼').expect(adds(1, '15号楼')),
  ],
  [
    'a correction that names both',
    (t) => t.says('尤姐', LIFT).says('尤姐', '打错了,不是13号楼是16号楼').expect(adds(1, '16号楼')),
  ],
  [
    'a correction after the window, while the place is still open',
    (t) => t.says('尤姐', LIFT).later(20).says('尤姐', '讲错了,是15号楼').expect(adds(1, '15号楼')),
  ],
  [
    'two roads that cross',
    (t) => t.says('尤姐', '杨树街口早点摊把盲道占满了').says('尤姐', '跟柳林路交叉的地方').expect(adds(1)),
  ],
  [
    'which one was meant',
    (t) => t.says('尤姐', '电梯坏了,停在半当中').says('尤姐', '就是13号楼那部').expect(adds(1, '13号楼')),
  ],
  [
    'where the speaker lives moves nothing',
    (t) =>
      t
        .says('尤姐', '月牙公园的喇叭吵死了')
        .says('尤姐', '吵得睡不着,我14号楼靠马路')
        .expect({ ...adds(1), place: null }),
  ],
  [
    'news of how it goes, later',
    (t) => t.says('尤姐', LIFT).later(40).says('尤姐', '师傅来了,在换主板').expect(adds(1)),
  ],
  [
    'another trouble of the same story, without another building',
    (t) => t.says('尤姐', '13号楼断电了!').says('尤姐', '电梯里有人一直按铃,2单元').expect(adds(1)),
  ],
  [
    'where it is, with a call for help',
    (t) =>
      t
        .says('尤姐', '灯杆倒下来了,有人被压住')
        .says('尤姐', '13号楼2单元门口 快来人帮忙抬一下')
        .expect(adds(1)),
  ],
  [
    'a follower who adds what is wrong',
    (t) => t.says('尤姐', LIFT).says('老廖', '我们楼也是').says('老廖', '按钮也没反应,坏了').expect(adds(1)),
  ],
];

const APART: readonly Case[] = [
  ['a greeting', (t) => t.says('尤姐', LIFT).says('尤姐', '大家早上好').expect(nothing)],
  ['goods', (t) => t.says('尤姐', LIFT).says('尤姐', '出闲置 儿童自行车 50自提').expect(nothing)],
  [
    'a photo of the goods',
    (t) => t.says('尤姐', LIFT).says('尤姐', '出闲置 儿童自行车 50自提').photo('尤姐').expect(nothing),
  ],
  ['thanks', (t) => t.says('尤姐', LIFT).says('尤姐', '谢谢大家').expect(nothing)],
  ['laughter', (t) => t.says('尤姐', LIFT).says('尤姐', '哈哈哈').expect(nothing)],
  [
    'a +1 to a group order',
    (t) => t.says('尤姐', LIFT).says('小贩', '#接龙 草莓一箱60').says('尤姐', '+1').expect(nothing),
  ],
  [
    'an answer in a quarrel',
    (t) =>
      t
        .says('尤姐', LIFT)
        .says('老廖', '你瞎讲,电梯好好的')
        .says('尤姐', '那我爬楼梯是锻炼身体咯')
        .expect(nothing),
  ],
  [
    'a reply to somebody else’s line',
    (t) =>
      t
        .says('尤姐', LIFT)
        .says('小钟', '今天菜场鱼便宜')
        .says('尤姐', '几块钱一斤', { replyTo: '今天菜场鱼便宜' })
        .expect(nothing),
  ],
  ['a line long after', (t) => t.says('尤姐', LIFT).later(45).says('尤姐', '晚饭吃什么好呢').expect(nothing)],
];

const PLACE_ASKED: readonly Case[] = [
  ['a bare building answers', (t) => asked(t).says('尤姐', '6号楼').expect(adds(1, '6号楼'))],
  [
    'a building in a sentence answers, after others spoke',
    (t) => asked(t).says('小钟', '哪栋啊').says('尤姐', '在11号楼后面').expect(adds(1, '11号楼')),
  ],
  ['after the window too', (t) => asked(t).later(25).says('尤姐', '6号楼').expect(adds(1, '6号楼'))],
  [
    'another matter at a building does not',
    (t) => asked(t).says('尤姐', '还有8号楼门口路灯坏了').expect(opens()),
  ],
  ['the building of somebody else does not', (t) => asked(t).says('小钟', '7号楼').expect(nothing)],
];

function asked(t: Talk): Talk {
  t.says('尤姐', '楼道里堆满纸箱,没人管,过都过不去').expect(opens());
  const { openedAt } = t.ticket(1);
  return t.set(1, { ask: { what: 'place', at: openedAt, until: openedAt + 30 * 60_000 } });
}

describe('lines of one person within the window belong to the ticket', () => {
  it.each(DETAILS)('%s', (_, script) => void script(talk()));
});

describe('what is plainly something else does not', () => {
  it.each(APART)('%s', (_, script) => void script(talk()));
});

describe('a place asked back', () => {
  it.each(PLACE_ASKED)('%s', (_, script) => void script(talk()));
});

describe('lines before the report', () => {
  it('a photo first, then the words', () => {
    const t = talk().photo('尤姐').says('小钟', '早').says('尤姐', '13号楼垃圾桶爆满三天没人收');
    expect(t.intent).toMatchObject(opens({ earlier: ['playground:m0'] }));
  });

  it('words that name the matter, and no greeting', () => {
    const t = talk().says('尤姐', '停水了?').says('尤姐', '13号楼一滴水都没有');
    expect(t.intent).toMatchObject(opens({ earlier: ['playground:m0'] }));
    const greeted = talk().says('尤姐', '大家早').says('尤姐', '13号楼一滴水都没有');
    expect(greeted.intent).toMatchObject(opens({ earlier: [] }));
  });

  it('never a line of somebody else', () => {
    const t = talk().photo('小钟').says('尤姐', '13号楼一滴水都没有');
    expect(t.intent).toMatchObject(opens({ earlier: [] }));
  });

  it('never a photo from before the window', () => {
    const t = talk().photo('尤姐').later(30).says('尤姐', '13号楼一滴水都没有');
    expect(t.intent).toMatchObject(opens({ earlier: [] }));
  });

  it('are read together with it: the place of the trouble was said before', () => {
    const t = talk().says('尤姐', '杨树街那家烧烤店').says('尤姐', '吵死了天天放到半夜,扰民');
    expect(t.intent).toMatchObject(
      opens({ demands: [{ place: { place: { text: expect.stringContaining('杨树街') } } }] }),
    );
  });
});

describe('two tickets of two people at once', () => {
  it('keep their own details', () => {
    const t = talk().says('尤姐', LIFT).says('老廖', '4号楼门口井盖翘起来了');
    t.says('尤姐', '门关不拢').expect(adds(1)).says('老廖', '差点绊到人').expect(adds(2));
    t.says('小钟', '+1').expect(joins(2));
  });
});

describe('a report told in several lines', () => {
  it('takes what stands between its lines', () => {
    const t = talk()
      .says('尤姐', '厨房水小得跟线一样')
      .says('尤姐', '娃娃都不肯洗脸')
      .says('尤姐', '13号楼2单元 一直这样没人管');
    expect(t.intents.filter((one) => one.type === 'open')).toHaveLength(1);
    const opened = t.intents.findIndex((one) => one.type === 'open');
    expect(t.intents[opened]).toMatchObject({ earlier: ['playground:m0', 'playground:m1'].slice(0, opened) });
  });

  it('about another town stays there, line after line', () => {
    talk().says('尤姐', '我表姐家那边停水了').says('尤姐', '整整两天没水').expect(nothing);
  });
});

describe('the manner of telling', () => {
  const odd = '二楼那家还在扔';

  it('words and then only the place: a report whose words alone would not be sure', () => {
    expect(talk().says('尤姐', odd).intent.type).toBe('none');
    expect(talk().says('尤姐', odd).says('尤姐', '13号楼2单元').intent).toMatchObject(opens());
  });

  it('the place alone after goods or thanks is none', () => {
    talk().says('尤姐', '出个婴儿车,楼上那户用过').says('尤姐', '13号楼2单元').expect(nothing);
    talk().says('尤姐', '楼上那户帮了忙,谢谢').says('尤姐', '13号楼2单元').expect(nothing);
  });
});

describe('what somebody adds right after a ticket of somebody else', () => {
  it('a trouble of no class is not taken for it', () => {
    talk()
      .says('尤姐', LIFT)
      .says('老廖', '我家宽带又断了')
      .expect({ type: expect.not.stringMatching('join') });
  });

  it('the same trouble in the next building joins, whatever else is named', () => {
    talk().says('尤姐', '13号楼地库积水了').says('老廖', '我的车停在里头,14号楼也进水了').expect(joins(1));
  });

  it('where somebody lives, said at once, is the same trouble there', () => {
    talk().says('尤姐', '13号楼半夜有人砸墙').says('老廖', '我13号楼的,还以为来了强盗').expect(joins(1));
  });

  it('a joke about it is not', () => {
    talk().says('尤姐', '13号楼半夜有人砸墙').says('老廖', '我还以为强盗来了').expect(nothing);
  });

  it('where somebody wants goods brought is not', () => {
    talk().says('尤姐', '13号楼半夜有人砸墙').says('老廖', '我13号楼的,橘子要两份').expect(nothing);
  });

  it('of several told in one message the words choose', () => {
    talk()
      .says('尤姐', '两件事:1.13号楼门禁坏了;2.14号楼凉亭的滑梯松动了')
      .says('老廖', '滑梯昨天就把我孙子划破手')
      .expect(joins(2));
  });
});

describe('words that say nothing by any list', () => {
  it('belong to the report that the place right after them makes', () => {
    const t = talk()
      .says('尤姐', '这一家老小都没地方站')
      .photo('尤姐')
      .says('尤姐', '13号楼2单元 屋里全是水');
    expect(t.intent).toMatchObject({ type: 'open' });
    expect(t.intent.type === 'open' && t.intent.earlier).toHaveLength(2);
  });
});
