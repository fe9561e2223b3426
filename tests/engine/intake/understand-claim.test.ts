import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/engine/glossary.ts';
import { asks, nothing, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

/** One ticket at 12号楼, announced in the worker room. */
function one(t: Talk): Talk {
  return t.says('邵姐', '12号楼电梯坏了').in('工作群');
}

function two(t: Talk): Talk {
  return t.says('邵姐', '12号楼电梯坏了').says('小钟', '3号楼门口垃圾没人清运').in('工作群');
}

const CLAIMED: readonly Case[] = [
  [
    'after the secretary asked who goes there',
    (t) => two(t).says('骆松', '12号楼电梯谁去一下').says('韩梅', '我去').expect(asks('接单', '1')),
  ],
  ['received, and when', (t) => one(t).says('韩梅', '收到,我下午去换').expect(asks('接单', '1'))],
  ['我来 after the notice', (t) => one(t).says('韩梅', '我来').expect(asks('接单', '1'))],
  ['收到 after the notice', (t) => one(t).says('韩梅', '收到').expect(asks('接单', '1'))],
  ['好,马上', (t) => one(t).says('韩梅', '好,马上').expect(asks('接单', '1'))],
  ['我去看看', (t) => one(t).says('韩梅', '我去看看').expect(asks('接单', '1'))],
  ['received, and what is done', (t) => one(t).says('韩梅', '收到,我联系维保').expect(asks('接单', '1'))],
  [
    'after somebody else’s nod',
    (t) => one(t).says('段磊', '好的').says('韩梅', '我来').expect(asks('接单', '1')),
  ],
  [
    'after a command of the work on another ticket',
    (t) => one(t).says('段磊', '办结 8 已清运').says('韩梅', '我来').expect(asks('接单', '1')),
  ],
  ['the newest of two announced', (t) => two(t).says('韩梅', '我来').expect(asks('接单', '2'))],
  [
    'of two the one that the speaker was asked to take',
    (t) =>
      two(t)
        .set(1, { status: 'assigned', assigneeId: 'duanlei', assigneeName: '段磊', assignedAt: 0 })
        .says('段磊', '收到')
        .expect(asks('接单', '1')),
  ],
  ['by number with 号', (t) => two(t).says('韩梅', '1号我来答复').expect(asks('接单', '1'))],
  ['by number with 单', (t) => two(t).says('韩梅', '1号单我去,先带上工具').expect(asks('接单', '1'))],
  ['by a bare number', (t) => two(t).says('韩梅', '1 我来').expect(asks('接单', '1'))],
  ['by a number run into the words', (t) => two(t).says('韩梅', '1我来处理').expect(asks('接单', '1'))],
  [
    'being named by the secretary',
    (t) => one(t).says('骆松', '韩梅去跑一趟').says('韩梅', '好,我去').expect(asks('接单', '1')),
  ],
  [
    'pressed by a bare number, answered shortly',
    (t) => two(t).says('骆松', '1 抓紧去个人').says('韩梅', '我去').expect(asks('接单', '1')),
  ],
  ['mine, run into the number', (t) => two(t).says('韩梅', '1我的').expect(asks('接单', '1'))],
  [
    'on the way, among residents',
    (t) =>
      t
        .says('邵姐', '12号楼电梯关人了')
        .says('韩梅', '别慌,我带师傅过去,五分钟就到')
        .expect(asks('接单', '1')),
  ],
  ['as one’s own by number', (t) => two(t).says('韩梅', '1是我的').expect(asks('接单', '1'))],
  ['by building', (t) => two(t).says('韩梅', '12号楼我去').expect(asks('接单', '1'))],
  ['by building and matter', (t) => two(t).says('韩梅', '3号楼垃圾我来').expect(asks('接单', '2'))],
  [
    'in place of a colleague on leave',
    (t) => two(t).says('韩梅', '段磊请假,12号楼我去').expect(asks('接单', '1')),
  ],
  [
    'by reply to the notice, after other talk',
    (t) =>
      one(t)
        .bot('派单 #1', 1)
        .says('骆松', '今天三点开会')
        .says('韩梅', '收到', { replyTo: '派单 #1' })
        .expect(asks('接单', '1')),
  ],
  [
    'in the residents room by reply',
    (t) =>
      t
        .says('邵姐', '12号楼电梯坏了')
        .says('韩梅', '收到,我联系维保', { replyTo: '12号楼电梯坏了' })
        .expect(asks('接单', '1')),
  ],
  [
    'in the residents room right after',
    (t) =>
      t.says('邵姐', '12号楼电梯坏了').says('小钟', '哎哟').says('韩梅', '收到').expect(asks('接单', '1')),
  ],
  ['by the secretary too', (t) => one(t).says('骆松', '我来').expect(asks('接单', '1'))],
  [
    'by a command inside a sentence',
    (t) => two(t).says('韩梅', '1号电梯是我网格的,接单 1').expect(asks('接单', '1')),
  ],
  [
    'after the secretary pointed at it',
    (t) => two(t).says('骆松', '1号单抓紧').bot('督办 #1', 1).says('韩梅', '收到').expect(asks('接单', '1')),
  ],
];

const LEFT: readonly Case[] = [
  [
    '收到 to a meeting',
    (t) => one(t).says('骆松', '通知:下午三点开例会').says('韩梅', '收到').expect(nothing),
  ],
  [
    'the second 收到 to a meeting',
    (t) =>
      one(t).says('骆松', '通知:下午三点开例会').says('段磊', '收到').says('韩梅', '收到').expect(nothing),
  ],
  ['我来 for the lunch boxes', (t) => one(t).says('段磊', '谁去拿盒饭').says('韩梅', '我来').expect(nothing)],
  [
    '我来 for the keys',
    (t) => one(t).says('骆松', '活动室钥匙在谁那里,开下门').says('纪青', '我来').expect(nothing),
  ],
  ['a nod', (t) => one(t).says('韩梅', '好的').expect(nothing)],
  ['thanks', (t) => one(t).says('韩梅', '辛苦了').expect(nothing)],
  ['a question who goes', (t) => one(t).says('骆松', '12号楼谁去').expect(nothing)],
  ['a question whose it is', (t) => one(t).says('韩梅', '12号楼那单是谁的?').expect(nothing)],
  ['what somebody fetches', (t) => one(t).says('韩梅', '我来拿材料').expect(nothing)],
  ['nothing waits', (t) => t.in('工作群').says('韩梅', '我来').expect(nothing)],
  ['it has been claimed', (t) => one(t).says('段磊', '接单 1').says('韩梅', '收到').expect(nothing)],
  [
    'a draft that waits for confirmation',
    (t) => one(t).set(1, { status: 'waiting-confirm' }).says('韩梅', '收到').expect(nothing),
  ],
  ['a floor that is no ticket', (t) => one(t).says('韩梅', '我1楼的材料先放着').expect(nothing)],
];

const RESIDENTS: readonly Case[] = [
  ['我来', (t) => t.says('邵姐', '12号楼电梯坏了').says('小钟', '我来').expect(nothing)],
  ['收到', (t) => t.says('邵姐', '12号楼电梯坏了').says('小钟', '收到').expect(nothing)],
  ['a number', (t) => t.says('邵姐', '12号楼电梯坏了').says('小钟', '1号我来答复').expect({ type: 'none' })],
  [
    'by reply',
    (t) =>
      t
        .says('邵姐', '12号楼电梯坏了')
        .says('小钟', '收到', { replyTo: '12号楼电梯坏了' })
        .expect({ type: 'none' }),
  ],
  [
    'under a secretary’s name',
    (t) => t.says('邵姐', '12号楼电梯坏了').says('青柳社区书记', '我来处理').expect({ type: 'none' }),
  ],
  [
    'a command inside a sentence',
    (t) => t.says('邵姐', '12号楼电梯坏了').says('小钟', '这个我熟,接单 1').expect({ type: 'none' }),
  ],
  [
    'in a worker room',
    (t) => t.says('邵姐', '12号楼电梯坏了').in('工作群').says('混进来的', '我来').expect(nothing),
  ],
];

describe('staff take a ticket in free words', () => {
  it.each(CLAIMED)('%s', (_, script) => void script(talk()));
});

describe('staff talk that takes nothing, even while a ticket waits', () => {
  it.each(LEFT)('%s', (_, script) => void script(talk()));
});

describe('a resident never claims', () => {
  it.each(RESIDENTS)('%s', (_, script) => void script(talk()));
});

describe('in quiet hours, when no notice goes out', () => {
  /** The bot said nothing in the worker room. */
  const silent = (t: Talk) => t.in('邻村群').says('邵姐', '3号楼电梯坏了').in('街道群');

  it('我来 takes the only ticket that came since the last words', () => {
    const t = silent(talk());
    expect(t.ticket(1).status).toBe('filed');
    t.says('秦柯', '我来').expect(asks('接单', '1'));
  });

  it('but not one that waited before them', () => {
    const t = silent(talk());
    t.set(1, { openedAt: t.ticket(1).openedAt - 60 * MINUTE_MS });
    t.says('温华', '明天谁值班').says('秦柯', '我来').expect(nothing);
  });
});
