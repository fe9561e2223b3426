import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/engine/intake/talk.ts';
import { type RoomName, type Talk, talk } from '../../support/talk.ts';

/** Bits of talk of every kind, put together at random. */
const BITS = [
  '12号楼电梯坏了',
  '3号楼停水了',
  '+1',
  '我家也是',
  '收到',
  '我来',
  '1号我来',
  '满意',
  '不满意 还是坏的',
  '不用了',
  '讲错了 是6号楼',
  '6号楼',
  '就是那个',
  '还没人来',
  '同意',
  '不同意退单 1',
  '明天请一天假',
  '我回来了',
  '接单 1',
  '办结 1 好了',
  '退单 1 不归我',
  '催 1',
  '出闲置 椅子 30自提',
  '#接龙 草莓',
  '【通知】今天9:00-11:00停水',
  '哈哈哈',
  '谢谢',
  '[玫瑰]',
  '',
  '?',
  '#',
  '1',
  '号',
  '12号',
  '明天',
  '\ud83d',
  '\u202e反',
  '@邻里',
  '啊'.repeat(50),
  '1'.repeat(40),
  '请'.repeat(30),
  '\n',
  ',',
  '12月31日',
  '99号单我去',
];
const PEOPLE = ['张婶', '小钟', '老廖', '韩梅', '段磊', '骆松', '秦柯', '青柳社区书记', '青柳园物业'];
const ROOMS: readonly RoomName[] = ['居民群', '商户群', '工作群', '街道群', '私聊', '邻村群'];

const line = fc.record({
  room: fc.constantFrom(...ROOMS),
  name: fc.constantFrom(...PEOPLE),
  text: fc.oneof(
    fc.array(fc.constantFrom(...BITS), { maxLength: 4 }).map((bits) => bits.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  ),
  photo: fc.boolean(),
  mention: fc.boolean(),
  pause: fc.integer({ min: 0, max: 40 }),
});

function play(
  lines: readonly {
    room: RoomName;
    name: string;
    text: string;
    photo: boolean;
    mention: boolean;
    pause: number;
  }[],
): Talk {
  const t = talk();
  for (const { room, name, text, photo, mention, pause } of lines)
    t.in(room).later(pause).says(name, text, { photo, mention });
  return t;
}

function takes(intent: Intent): boolean {
  return (
    intent.type === 'command' &&
    ['接单', '办结', '批准', '驳回', '转派', '派单', '退单', '请假'].includes(intent.command) &&
    intent.why !== 'typed'
  );
}

describe('whatever is said, in whatever order', () => {
  it('gets an answer, names only tickets that are there, and short forms that can be typed', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        const t = play(lines);
        expect(t.intents).toHaveLength(lines.length);
        for (const intent of t.intents)
          if (intent.type === 'command') expect(intent.command).toMatch(/^\p{Script=Han}{1,2}$/u);
      }),
      { numRuns: 150 },
    );
  });

  it('a resident never does what staff do', () => {
    const residents = line.map((one) => ({ ...one, name: PEOPLE[one.name.length % 3] ?? '张婶' }));
    fc.assert(
      fc.property(fc.array(residents, { maxLength: 20 }), (lines) => {
        expect(play(lines).intents.filter(takes)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it('a +1 joins nothing where no ticket was spoken of', () => {
    const chatter = fc.constantFrom(
      '早上好',
      '今天好热',
      '[玫瑰]',
      '哈哈',
      '收到',
      '有人打球吗',
      '草莓团购 自提',
    );
    const said = fc.record({ name: fc.constantFrom('小钟', '老廖', '张婶'), text: chatter });
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 12 }),
        fc.constantFrom('+1', '我家也是', '同样', '赞成', '真的 又开始了'),
        (lines, join) => {
          const t = talk();
          for (const { name, text } of lines) t.says(name, text);
          expect(t.says('褚姐', join).intent.type).toBe('none');
        },
      ),
    );
  });

  it('what others say between never lands in the reporter’s ticket', () => {
    const chatter = fc.constantFrom(
      '今天鱼便宜',
      '谁有梯子借一下',
      '早',
      '晚上跳舞吗',
      '孩子作业好多',
      '几点了',
      '我也想去',
    );
    fc.assert(
      fc.property(fc.array(chatter, { minLength: 1, maxLength: 6 }), (between) => {
        const t = talk().says('褚姐', '12号楼电梯坏了');
        for (const text of between) t.says('小钟', text);
        t.says('褚姐', '门关不拢');
        expect(t.ticket(1).messageIds.length).toBe(2);
        expect(t.intent).toMatchObject({ type: 'supplement', ticketId: 't1' });
      }),
    );
  });

  it('understanding is a function of what it is given: twice the same', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        expect(play(lines).intents).toEqual(play(lines).intents);
      }),
      { numRuns: 60 },
    );
  });
});

describe('long and hostile texts', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['digits', '1'.repeat(4000)],
    ['numbers', '12号'.repeat(1300)],
    ['claims', '我来'.repeat(2000)],
    ['approvals', '同意'.repeat(2000)],
    ['leave', '请'.repeat(4000)],
    ['dates', '12-'.repeat(1300)],
    ['commas', ','.repeat(4000)],
    ['brackets', '['.repeat(4000)],
    ['spaces', ' '.repeat(4000)],
    ['signs', '#'.repeat(4000)],
    ['crossings', '跟'.repeat(4000)],
  ];

  it.each(hostile)('%s are understood in milliseconds, by staff and by residents', (_, text) => {
    const t = talk().says('褚姐', '12号楼电梯坏了');
    t.in('工作群').says('韩梅', '接单');
    const start = process.cpuUsage();
    t.says('骆松', text).says('韩梅', text).in('居民群').says('小钟', text).says('褚姐', text);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(400);
  });
});
