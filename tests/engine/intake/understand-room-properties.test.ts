import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoomName, Talk } from '../../support/talk.ts';
import { talk } from '../../support/talk.ts';

/** What one person tells in a few lines, and what others chat meanwhile. */
const REPORTS = [
  ['12号楼电梯坏了', '停在9楼不动', '3单元那部'],
  ['3号楼停水了', '一滴都没有'],
  ['杨树街路灯不亮', '走路看不清', '靠近月牙公园那头'],
  ['14号楼楼道堆满杂物', '轮椅都推不过去'],
] as const;
/** Of another community. */
const ELSEWHERE = [
  ['2号楼门禁坏了', '刷卡没反应', '1单元那扇'],
  ['5号楼垃圾桶爆满', '三天没人收', '苍蝇到处飞'],
] as const;
const CHATTER = [
  '今天鱼便宜',
  '早',
  '晚上跳舞吗',
  '孩子作业好多',
  '我也想去',
  '[玫瑰]',
  '吃了没',
  '下雨收衣服',
];
const THANKS = ['谢谢', '多谢各位', '辛苦了', '好的谢谢', '感谢', '收到', '谢谢邻居', '[强]'];

const report = fc.constantFrom(...REPORTS);
const chatter = fc.array(fc.constantFrom(...CHATTER), { maxLength: 3 });

/** The tickets of a talk: whose words they hold, and where they are. */
function told(t: Talk, lines: number): readonly string[] {
  const opened = t.intents.filter((one) => one.type === 'open').length;
  return Array.from({ length: opened }, (_, at) => {
    const { place, category, reporter } = t.ticket(at + 1);
    return [reporter.name, place?.text ?? '', ...category, lines].join('/');
  });
}

describe('in a lively room', () => {
  it('what others chat between changes nothing of what one person’s report becomes', () => {
    fc.assert(
      fc.property(report, fc.array(chatter, { minLength: 3, maxLength: 3 }), (lines, between) => {
        const alone = talk();
        const among = talk();
        for (const [at, line] of lines.entries()) {
          alone.says('褚姐', line);
          for (const text of between[at] ?? []) among.says('小钟', text);
          among.says('褚姐', line);
        }
        expect(told(among, lines.length)).toEqual(told(alone, lines.length));
        expect(among.ticket(1).messageIds).toHaveLength(alone.ticket(1).messageIds.length);
      }),
      { numRuns: 60 },
    );
  });

  it('a photo alone opens nothing, whoever shows it and whenever', () => {
    fc.assert(
      fc.property(report, chatter, fc.boolean(), (lines, between, first) => {
        const t = talk();
        if (!first) for (const line of lines) t.says('褚姐', line);
        for (const text of between) t.says('小钟', text);
        const before = t.intents.length;
        t.photo('老廖').photo('小钟').photo('褚姐');
        expect(t.intents.slice(before).map((one) => one.type)).not.toContain('open');
      }),
      { numRuns: 60 },
    );
  });

  it('thanks and nods open and join nothing', () => {
    fc.assert(
      fc.property(report, chatter, fc.constantFrom(...THANKS), (lines, between, thanks) => {
        const t = talk();
        for (const line of lines) t.says('褚姐', line);
        for (const text of between) t.says('小钟', text);
        const before = t.intents.length;
        t.says('老廖', thanks).says('小钟', thanks);
        for (const intent of t.intents.slice(before)) expect(intent.type).toBe('none');
      }),
      { numRuns: 80 },
    );
  });

  it('two rooms do not hear each other: their order does not matter', () => {
    const rooms = ['居民群', '邻村群'] as const satisfies readonly RoomName[];
    fc.assert(
      fc.property(report, fc.constantFrom(...ELSEWHERE), fc.boolean(), (one, other, together) => {
        const inOrder = together ? [0, 1, 0, 1, 0, 1] : [0, 0, 0, 1, 1, 1];
        const play = (order: readonly number[]) => {
          const t = talk();
          const next = [0, 0];
          const types: string[][] = [[], []];
          for (const room of order) {
            const line = (room === 0 ? one : other)[next[room] ?? 0];
            next[room] = (next[room] ?? 0) + 1;
            if (line === undefined) continue;
            t.in(rooms[room] ?? '居民群').says(room === 0 ? '褚姐' : '温婶', line);
            types[room]?.push(t.intent.type);
          }
          return types;
        };
        expect(play(inOrder)).toEqual(play(inOrder.map((room) => 1 - room)));
      }),
      { numRuns: 60 },
    );
  });
});
