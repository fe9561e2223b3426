import { describe, it } from 'vitest';
import { MONDAY_9 } from '../../support/make-ticket.ts';
import { asks, nothing, opens, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

/** #1 a lift held by 韩梅, #2 rubbish held by 段磊; the script goes on in the worker room. */
function atWork(): Talk {
  const t = talk().says('邵姐', '12号楼电梯坏了').says('小钟', '3号楼门口垃圾没人清运').in('工作群');
  return t.says('韩梅', '接单 1').says('段磊', '接单 2');
}

const held = { assigneeId: 'hanmei', assigneeName: '韩梅', claimedAt: MONDAY_9 };
const paused = {
  ...held,
  status: 'paused',
  pausedAt: MONDAY_9,
  pausedUntil: MONDAY_9,
  pauseReason: '等配件',
  objected: true,
};

const ORDERS: readonly Case[] = [
  ['done with 了', (t) => t.says('韩梅', '1号办结了,换了门机').expect(asks('办结', '1 换了门机'))],
  ['given back', (t) => t.says('韩梅', '1号我退了,是南桥的').expect(asks('退单', /^1 /))],
  ['better given to a name', (t) => t.says('韩梅', '1号单给段磊吧,他熟').expect(asks('转派', '1 段磊'))],
  [
    'the result before the command',
    (t) => t.says('韩梅', '1是我的,钢丝绳已换 办结 1').expect(asks('办结', '1 钢丝绳已换')),
  ],
  [
    'the result after the command',
    (t) => t.says('韩梅', '弄好了 办结 1 换了门机').expect(asks('办结', '1 换了门机')),
  ],
  [
    'the number before the command',
    (t) => t.says('韩梅', '1 办结 换了门机').expect(asks('办结', '1 换了门机')),
  ],
  [
    'the number as 号单 before the command',
    (t) => t.says('韩梅', '1号单进展 配件明天到').expect(asks('进展', '1 配件明天到')),
  ],
  ['a transfer asked for', (t) => t.says('韩梅', '这栋我不熟,转派 1 段磊').expect(asks('转派', '1 段磊'))],
  [
    'a return with its reason',
    (t) => t.says('韩梅', '1号单退单,属南桥社区').expect(asks('退单', '1 属南桥社区')),
  ],
  ['a transfer by name', (t) => t.says('韩梅', '1号单转给段磊吧').expect(asks('转派', '1 段磊'))],
  [
    'the secretary hands a waiting one to a name',
    (t) => t.set(1, { status: 'filed' }).says('骆松', '1号单纪青去看一下').expect(asks('派单', '1 纪青')),
  ],
  [
    'two tickets that are one matter',
    (t) => t.says('骆松', '1和2是一回事,并一下').expect(asks('合并', '2 1')),
  ],
];

const NO_ORDERS: readonly Case[] = [
  ['a question how', (t) => t.says('韩梅', '1号怎么办结?').expect(nothing)],
  ['a reminder to all', (t) => t.says('骆松', '大家下班前把手上的及时办结').expect(nothing)],
  ['a prohibition', (t) => t.says('骆松', '1号先别办结').expect(nothing)],
  ['a command word without a number', (t) => t.says('韩梅', '今天办结不少').expect(nothing)],
  ['a worker who wants two merged', (t) => t.says('韩梅', '1和2是一回事').expect(nothing)],
];

const ANSWERS: readonly Case[] = [
  [
    '可以 and advice, right after',
    (t) => t.says('段磊', '缓办 2 等车 6月5日').says('骆松', '可以,抓紧催').expect(asks('批准', '2')),
  ],
  [
    '同意 with kind and number',
    (t) => t.says('段磊', '退单 2 不归我').says('骆松', '同意退单 2').expect(asks('批准', '2')),
  ],
  [
    '同意 alone, after the request',
    (t) => t.says('段磊', '退单 2 不归我').says('骆松', '同意').expect(asks('批准', '2')),
  ],
  [
    '可以 right after the request',
    (t) => t.says('段磊', '退单 2 不归我').says('骆松', '可以').expect(asks('批准', '2')),
  ],
  [
    '同意 to the newer of two',
    (t) =>
      t
        .says('段磊', '退单 2 不归我')
        .says('韩梅', '延期 1 等配件')
        .says('骆松', '同意')
        .expect(asks('批准', '1')),
  ],
  [
    'by reply to the older of two',
    (t) =>
      t
        .says('段磊', '退单 2 不归我')
        .says('韩梅', '延期 1 等配件')
        .says('骆松', '同意', { replyTo: '退单 2 不归我' })
        .expect(asks('批准', '2')),
  ],
  [
    'no, with kind and reason',
    (t) =>
      t
        .says('段磊', '退单 2 不归我')
        .says('骆松', '不同意退单,先联系环卫')
        .expect(asks('驳回', '2 先联系环卫')),
  ],
  [
    'no, with a number',
    (t) =>
      t
        .says('段磊', '退单 2 不归我')
        .says('骆松', '不同意退单 2,你片区的')
        .expect(asks('驳回', '2 你片区的')),
  ],
  [
    '不行 right after',
    (t) =>
      t.says('段磊', '退单 2 不归我').says('骆松', '不行,先去看现场').expect(asks('驳回', '2 先去看现场')),
  ],
];

const NO_ANSWERS: readonly Case[] = [
  [
    '可以 after other talk',
    (t) =>
      t
        .says('段磊', '退单 2 不归我')
        .says('韩梅', '晚上聚餐吃火锅怎么样')
        .says('骆松', '可以')
        .expect(nothing),
  ],
  ['同意 by a worker', (t) => t.says('段磊', '退单 2 不归我').says('韩梅', '同意').expect(nothing)],
  ['同意 when nothing was asked', (t) => t.says('骆松', '同意').expect(nothing)],
  ['好的 when nothing was asked', (t) => t.says('骆松', '好的').expect(nothing)],
];

const LEAVE: readonly Case[] = [
  [
    'a holiday from one day to another',
    (t) => t.says('段磊', '骆书记,我5号到7号休三天年假').expect(asks('请假', /^6月5日至7日/)),
  ],
  [
    'the reason in the clause of the date',
    (t) => t.says('段磊', '书记 我后天要去省城看病 请假一天').expect(asks('请假', '6月3日 去省城看病')),
  ],
  [
    'its approval by 好的, right after',
    (t) => t.says('段磊', '明天请一天假,孩子发烧').says('骆松', '好的').expect(asks('批准', '请假 段磊')),
  ],
  [
    'two dates and a reason',
    (t) => t.says('段磊', '书记,我爸摔了,3号4号请两天假').expect(asks('请假', '6月3日至4日 我爸摔了')),
  ],
  ['tomorrow', (t) => t.says('段磊', '明天想请一天假,孩子发烧').expect(asks('请假', '6月2日 孩子发烧'))],
  [
    'from a day on, for days',
    (t) => t.says('段磊', '家里有喜事,5号起请三天假').expect(asks('请假', '6月5日至7日 家里有喜事')),
  ],
  ['a day of next week', (t) => t.says('段磊', '下周一请个假 体检').expect(asks('请假', '6月8日 体检'))],
  [
    'over the end of the month',
    (t) => t.says('段磊', '6月30日到7月2日请假三天,回老家').expect(asks('请假', '6月30日至7月2日 回老家')),
  ],
  ['a month given', (t) => t.says('段磊', '6月12日请假半天,看牙').expect(asks('请假', '6月12日 看牙'))],
  [
    'its approval',
    (t) => t.says('段磊', '明天请一天假,孩子发烧').says('骆松', '同意').expect(asks('批准', '请假 段磊')),
  ],
  [
    'its approval with an heir',
    (t) =>
      t
        .says('段磊', '明天请一天假,孩子发烧')
        .says('骆松', '同意,好好照顾孩子。手上的单子移交韩梅')
        .expect(asks('批准', '请假 段磊 韩梅')),
  ],
  [
    'its refusal',
    (t) =>
      t
        .says('段磊', '明天请一天假,孩子发烧')
        .says('骆松', '不同意,明天检查走不开')
        .expect(asks('驳回', '请假 段磊 明天检查走不开')),
  ],
  ['back again', (t) => t.says('段磊', '我回来了').expect(asks('销假', ''))],
  ['back at the post', (t) => t.says('段磊', '销个假,我已返岗').expect(asks('销假', ''))],
];

const NO_LEAVE: readonly Case[] = [
  ['somebody else’s', (t) => t.says('韩梅', '段磊请假了,有事找我').expect(nothing)],
  ['a question', (t) => t.says('韩梅', '明天谁请假?').expect(nothing)],
  [
    'a yes already given',
    (t) => t.says('段磊', '明天请一天假,孩子发烧').says('骆松', '同意').says('温华', '同意').expect(nothing),
  ],
  ['a resident’s', (t) => t.in('居民群').says('过客', '我明天请一天假带孩子').expect(nothing)],
  ['back with the lunch', (t) => t.says('段磊', '盒饭拿回来了').expect(nothing)],
];

const WORK: readonly Case[] = [
  [
    'rework taken up',
    (t) =>
      t
        .set(1, { ...held, status: 'reopened' })
        .says('韩梅', '马上去返工')
        .expect(asks('进展', '1 马上去返工')),
  ],
  [
    'rework taken up by place',
    (t) =>
      t
        .set(1, { ...held, status: 'reopened' })
        .says('韩梅', '12号楼电梯我再去看')
        .expect(asks('进展', /^1 /)),
  ],
  ['how it goes, by number', (t) => t.says('韩梅', '1号正在处理,配件到了').expect(asks('进展', /^1 /))],
  ['being there, by place', (t) => t.says('韩梅', '12号楼我到现场了').expect(asks('到场', /^1 /))],
  [
    'a department on its way',
    (t) =>
      t
        .says('韩梅', '吹哨 1 区特检所 要检测')
        .says('骆松', '特检所回复:已派人,预计下午到场')
        .expect(asks('响应', /^1 区特检所 特检所回复/)),
  ],
  [
    'a department that has come',
    (t) =>
      t
        .says('韩梅', '吹哨 1 区特检所 要检测')
        .says('韩梅', '特检所到场了')
        .expect(asks('响应', '1 区特检所 特检所到场了')),
  ],
  [
    'an order in spite of a pause',
    (t) =>
      t
        .set(1, paused)
        .says('骆松', '小韩,先借台备用梯顶一下,不能让老人爬楼')
        .expect(asks('恢复', /^1 小韩/)),
  ],
];

const NO_WORK: readonly Case[] = [
  [
    'rework of another’s ticket',
    (t) =>
      t
        .set(1, { ...held, status: 'reopened' })
        .says('纪青', '马上去')
        .expect(nothing),
  ],
  [
    'an order without an objection',
    (t) =>
      t
        .set(1, { ...paused, objected: false })
        .says('骆松', '先借台备用梯顶一下')
        .expect(nothing),
  ],
  ['an order by a worker', (t) => t.set(1, paused).says('段磊', '先借台备用梯顶一下').expect(nothing)],
  ['a department that nobody called', (t) => t.says('骆松', '园林所回复:已出发').expect(nothing)],
];

describe('a command inside a sentence of staff', () => {
  it.each(ORDERS)('%s', (_, script) => void script(atWork()));
});

describe('command words that order nothing', () => {
  it.each(NO_ORDERS)('%s', (_, script) => void script(atWork()));
});

describe('the secretary’s yes and no', () => {
  it.each(ANSWERS)('%s', (_, script) => void script(atWork()));
});

describe('what is no answer', () => {
  it.each(NO_ANSWERS)('%s', (_, script) => void script(atWork()));
});

describe('leave in free words', () => {
  it.each(LEAVE)('%s', (_, script) => void script(atWork()));
});

describe('what asks no leave', () => {
  it.each(NO_LEAVE)('%s', (_, script) => void script(atWork()));
});

describe('work told in free words', () => {
  it.each(WORK)('%s', (_, script) => void script(atWork()));
});

describe('what tells of no work', () => {
  it.each(NO_WORK)('%s', (_, script) => void script(atWork()));
});

describe('two secretaries in the street room', () => {
  it('who argue about a numbered ticket have a dispute', () => {
    atWork()
      .in('街道群')
      .says('骆松', '2号单在桥南,应归南桥,请街道定')
      .says('温华', '不对吧,垃圾堆在你们那边')
      .expect(asks('争议', /^2 不对吧/));
  });

  it('the first word is no dispute yet', () => {
    atWork().in('街道群').says('骆松', '2号单在桥南,应归南桥,请街道定').expect(nothing);
  });

  it('who argue about lunch have none', () => {
    atWork().in('街道群').says('骆松', '中午吃面').says('温华', '不对吧,昨天就吃的面').expect(nothing);
  });
});

describe('free talk of staff', () => {
  it('opens nothing unless it tells of a find with its place, and then staff are asked', () => {
    atWork()
      .says('纪青', '刚才路过11号楼,发现门口井盖翘起来了')
      .expect(opens({ confirm: true }));
    atWork().says('纪青', '井盖翘起来要小心').expect(nothing);
  });

  it('a worker’s own rating is passed on, to be refused', () => {
    const own = { reporter: { personId: 'hanmei', name: '韩梅', roomId: 'playground:工作群' } };
    atWork()
      .set(1, { ...own, ...held, status: 'finished', finishedAt: MONDAY_9 })
      .says('韩梅', '满意')
      .expect(asks('评价', '1 满意'));
  });
});
