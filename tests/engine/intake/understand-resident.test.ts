import { describe, it } from 'vitest';
import { HOUR_MS } from '../../../src/engine/glossary.ts';
import { MONDAY_9 } from '../../support/make-ticket.ts';
import { asks, nothing, type Talk, talk } from '../../support/talk.ts';

type Case = readonly [title: string, script: (t: Talk) => Talk];

const finished = {
  status: 'finished',
  assigneeId: 'hanmei',
  assigneeName: '韩梅',
  claimedAt: MONDAY_9,
  finishedAt: MONDAY_9 + HOUR_MS,
};
const claimed = { status: 'claimed', assigneeId: 'hanmei', assigneeName: '韩梅', claimedAt: MONDAY_9 };
const paused = {
  ...claimed,
  status: 'paused',
  pausedAt: MONDAY_9,
  pausedUntil: MONDAY_9,
  pauseReason: '等配件',
  objected: false,
};

/** 邵姐 reported a lift and 老廖 joined. */
function reported(t: Talk): Talk {
  return t.says('邵姐', '9号楼电梯坏了').says('老廖', '+1').later(30);
}

const RATED: readonly Case[] = [
  ['broken again', (t) => t.says('老廖', '又不动了').expect(asks('评价', /^1 不满意/))],
  ['satisfied', (t) => t.says('邵姐', '满意').expect(asks('评价', '1 满意'))],
  ['satisfied twice over', (t) => t.says('邵姐', '满意 满意').expect(asks('评价', /^1 满意/))],
  ['satisfied, and why', (t) => t.says('邵姐', '满意,小韩来得快').expect(asks('评价', '1 满意 小韩来得快'))],
  [
    'satisfied, said at the end',
    (t) => t.says('邵姐', '试了两趟 稳的 满意').expect(asks('评价', '1 满意 试了两趟 稳的')),
  ],
  ['half satisfied', (t) => t.says('邵姐', '基本满意吧').expect(asks('评价', /^1 基本满意/))],
  [
    'half satisfied outweighs 「可以」',
    (t) => t.says('邵姐', '这次可以 基本满意').expect(asks('评价', /^1 基本满意/)),
  ],
  ['it will do', (t) => t.says('邵姐', '还行').expect(asks('评价', /^1 基本满意/))],
  [
    'dissatisfied, and what is left',
    (t) => t.says('邵姐', '不满意 门还是关不拢').expect(asks('评价', '1 不满意 门还是关不拢')),
  ],
  ['still broken', (t) => t.says('邵姐', '还是坏的啊').expect(asks('评价', /^1 不满意/))],
  ['not repaired', (t) => t.says('邵姐', '根本没修好').expect(asks('评价', /^1 不满意/))],
  ['a follower’s', (t) => t.says('老廖', '满意').expect(asks('评价', '1 满意'))],
  [
    'a follower’s after the reporter’s',
    (t) =>
      t
        .says('邵姐', '满意')
        .says('老廖', '基本满意')
        .expect(asks('评价', /^1 基本满意/)),
  ],
  ['good in a short line', (t) => t.says('邵姐', '修好了 不错').expect(asks('评价', /^1 满意/))],
];

const NOT_RATED: readonly Case[] = [
  ['of somebody who has no part in it', (t) => t.says('过客', '满意').expect(nothing)],
  ['a second time', (t) => t.says('邵姐', '满意').says('邵姐', '满意').expect(nothing)],
  ['thanks alone', (t) => t.says('邵姐', '谢谢').expect(nothing)],
  ['a question about it', (t) => t.says('邵姐', '你们满意吗').expect(nothing)],
  ['good food', (t) => t.says('邵姐', '今天食堂的红烧狮子头做得真不错大家快去').expect(nothing)],
];

const WITHDRAWN: readonly Case[] = [
  ['no longer needed', (t) => t.says('邵姐', '不用了').expect(asks('撤回', '1'))],
  ['it came right by itself', (t) => t.says('邵姐', '电梯自己好了').expect(asks('撤回', '1'))],
  ['works again, thanks, while nobody has it', (t) => t.says('邵姐', '好了,谢谢').expect(asks('撤回', '1'))],
  ['nobody need come', (t) => t.says('邵姐', '不用来修了').expect(asks('撤回', /1/))],
  ['an alarm by mistake', (t) => t.says('邵姐', '虚惊一场,是我弄错了').expect(asks('撤回', '1'))],
  ['by its number', (t) => t.says('邵姐', '1号单取消吧').expect(asks('撤回', '1'))],
];

const NOT_WITHDRAWN: readonly Case[] = [
  ['by a follower', (t) => t.says('老廖', '不用了').expect(nothing)],
  ['by somebody else', (t) => t.says('过客', '自己好了').expect(nothing)],
  [
    'an answer to a neighbour’s offer',
    (t) => t.says('小钟', '邵姐要不要我帮你提上去').says('邵姐', '不用了 谢谢').expect(nothing),
  ],
  ['thanks while a worker has it', (t) => t.set(1, claimed).says('邵姐', '好了,谢谢').expect(nothing)],
  ['works and broke again', (t) => t.says('邵姐', '不能就这么算了').expect(nothing)],
];

const URGED: readonly Case[] = [
  ['nobody has come', (t) => t.later(60).says('邵姐', '一个多小时了还没人来').expect(asks('催', '1'))],
  ['has anybody come', (t) => t.later(60).says('邵姐', '电梯来人了没').expect(asks('催', '1'))],
  ['when at last', (t) => t.later(60).says('邵姐', '到底什么时候修啊').expect(asks('催', '1'))],
  ['by a follower', (t) => t.later(60).says('老廖', '电梯怎么还没修').expect(asks('催', '1'))],
  [
    'by number inside a sentence',
    (t) => t.later(60).says('邵姐', '麻烦帮忙催一下 催 1').expect(asks('催', '1')),
  ],
];

const NOT_URGED: readonly Case[] = [
  ['when the parcel comes', (t) => t.later(60).says('邵姐', '快递什么时候来').expect(nothing)],
  ['by somebody without a ticket', (t) => t.later(60).says('过客', '还没人来').expect(nothing)],
];

describe('the call-back of a finished ticket is rated', () => {
  it.each(RATED)('%s', (_, script) => void script(reported(talk()).set(1, finished).later(60)));

  it('the newest of two, unless the words speak of the other', () => {
    const two = () =>
      reported(talk())
        .says('邵姐', '另外3号楼门口路灯坏了')
        .set(1, finished)
        .set(2, { ...finished, finishedAt: MONDAY_9 + 2 * HOUR_MS })
        .later(120);
    two().says('邵姐', '满意').expect(asks('评价', '2 满意'));
    two()
      .says('邵姐', '电梯满意')
      .expect(asks('评价', /^1 满意/));
  });

  it('by reply to the line that speaks of it', () => {
    const t = reported(talk())
      .says('邵姐', '另外3号楼门口路灯坏了')
      .set(1, finished)
      .set(2, { ...finished, finishedAt: MONDAY_9 + 2 * HOUR_MS })
      .later(120);
    t.bot('#1 办好了,满意吗', 1)
      .says('邵姐', '可以', { replyTo: '#1 办好了,满意吗' })
      .expect(asks('评价', /^1 基本满意/));
  });

  it('not before it is finished', () => {
    reported(talk()).says('邵姐', '满意').expect(nothing);
  });

  it('not when the time for it is over', () => {
    reported(talk())
      .set(1, finished)
      .later(60 * 80)
      .says('邵姐', '满意')
      .expect(nothing);
  });
});

describe('what is no rating', () => {
  it.each(NOT_RATED)('%s', (_, script) => void script(reported(talk()).set(1, finished).later(60)));
});

describe('the reporter takes an open ticket back', () => {
  it.each(WITHDRAWN)('%s', (_, script) => void script(reported(talk()).says('邵姐', '在修了吗')));

  it('the one the words speak of, of two', () => {
    reported(talk())
      .says('邵姐', '另外3号楼门口路灯坏了')
      .later(30)
      .says('邵姐', '路灯亮了 不用了')
      .expect(asks('撤回', '2'));
  });
});

describe('what takes nothing back', () => {
  it.each(NOT_WITHDRAWN)('%s', (_, script) => void script(reported(talk())));
});

describe('a paused ticket', () => {
  it('is objected to by the reporter', () => {
    reported(talk())
      .set(1, paused)
      .says('邵姐', '还要三天?我不同意')
      .expect(asks('异议', '1 还要三天?我不同意'));
  });

  it('is objected to by a follower who cannot wait', () => {
    reported(talk()).set(1, paused).says('老廖', '家里有老人 等不了').expect(asks('异议', /^1 /));
  });

  it('is not objected to by others', () => {
    reported(talk()).set(1, paused).says('过客', '我不同意').expect(nothing);
  });

  it('a no without a pause objects to nothing', () => {
    reported(talk()).says('邵姐', '我不同意').expect({ type: 'none' });
  });
});

describe('urging in free words', () => {
  it.each(URGED)('%s', (_, script) => void script(reported(talk())));
});

describe('what urges nothing', () => {
  it.each(NOT_URGED)('%s', (_, script) => void script(reported(talk())));
});
