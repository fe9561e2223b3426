import { describe, expect, test } from 'vitest';
import type { KnowledgeTold, Reply, Speaking } from '../../src/app/reply.ts';
import { indexOrganisation } from '../../src/engine/org/lookup.ts';
import { replyText } from '../../src/text/replies.ts';
import { entry, notice, WEDNESDAY_10 } from '../engine/knowledge/shelf.ts';
import { talkPolicy } from '../support/talk.ts';
import { TALK_TOWN } from '../support/talk-town.ts';

const speaking: Speaking = {
  now: WEDNESDAY_10,
  zone: 'Asia/Shanghai',
  directory: indexOrganisation(TALK_TOWN),
  policy: talkPolicy,
  toResidents: true,
};
const say = (reply: Reply) => replyText(reply, speaking);

const CARD = entry(1, { question: '老年证怎么办', text: '带身份证到大厅', source: '街道民政办' });
const CUT = notice(3, '6月4日9:00-17:00 青柳园1-9号楼停水', {
  expiresAt: Date.parse('2026-06-04T23:59:00+08:00'),
});
const NOTHING: KnowledgeTold = { rooms: null, masked: false, alike: null, isCut: false };

describe('what is said of notices and kept answers', () => {
  test('an answer, with whose word it is, since when and until when', () => {
    expect(say({ code: 'answered', entry: CARD, lead: 'plain' })).toBe(
      '老年证怎么办:带身份证到大厅\n(来源:街道民政办,6月2日登记,有效至2027年6月3日)\n没解决就回「没解决」,我转给工作人员',
    );
    const changed = { ...CUT, changedAt: WEDNESDAY_10 };
    expect(say({ code: 'answered', entry: changed, lead: 'other-day' })).toBe(
      '那天没有登记相关的通知,最近的一条是:\n通知:6月4日9:00-17:00 青柳园1-9号楼停水\n(来源:青柳社区,6月3日更新,有效至6月4日)\n没解决就回「没解决」,我转给工作人员',
    );
  });

  test('a choice', () => {
    expect(say({ code: 'which-answer', entries: [CARD, CUT] })).toBe(
      '您问的是哪一个?请回序号:\n1 老年证怎么办\n2 6月4日9:00-17:00 青柳园1-9号楼停水',
    );
  });

  test('to its keeper: what residents will read, what was left out, where it went, how to undo it', () => {
    const told = { rooms: ['阳光群'], masked: true, alike: null, isCut: false };
    expect(say({ code: 'knowledge-kept', entry: CUT, what: 'added', told })).toBe(
      [
        '通知3 记下了(青柳社区,有效至6月4日)。居民问到就答:',
        '通知:6月4日9:00-17:00 青柳园1-9号楼停水',
        '手机号和证件号不在群里显示,已经遮掉;要留电话请写办公座机',
        '已发到阳光群',
        '写错了发「通知 改 3 内容」,不要了发「通知 撤下 3」',
      ].join('\n'),
    );
    expect(say({ code: 'knowledge-kept', entry: CUT, what: 'added', told: NOTHING })).toContain(
      '要发到居民群请发「通知 3 发群」',
    );
    expect(
      say({ code: 'knowledge-kept', entry: CUT, what: 'posted', told: { ...NOTHING, rooms: [] } }),
    ).toContain('还没有绑定居民群,没有发出去');
    expect(say({ code: 'knowledge-kept', entry: CARD, what: 'withdrawn', told: NOTHING })).toBe(
      '问答1 撤下了,不再用来回答',
    );
  });

  test('many rooms are named by the first few', () => {
    const rooms = ['一', '二', '三', '四', '五', '六', '七'];
    expect(say({ code: 'post-first', rooms, repeat: '通知 停水 发群 确认' })).toBe(
      '会发到一、二、三、四、五等 7 个居民群。确定请发:「通知 停水 发群 确认」',
    );
  });

  test('a list fits a phone however many there are', () => {
    const entries = Array.from({ length: 200 }, (_, n) =>
      entry(n + 1, { question: '很长的问题'.repeat(12) }),
    );
    const text = say({ code: 'knowledge-listed', kind: 'faq', entries });
    expect(text.split('\n')).toHaveLength(32);
    expect(text).toMatch(/在用的问答\(200 条\)[\s\S]*还有 170 条$/);
    expect(text.length).toBeLessThan(3000);
    expect(say({ code: 'knowledge-listed', kind: 'notice', entries: [] })).toMatch(/要加请发「通知 /);
  });

  test('posted and taken back in residents’ rooms', () => {
    expect(say({ code: 'notice-posted', entry: CUT, withdrawn: false })).toBe(
      '【通知】6月4日9:00-17:00 青柳园1-9号楼停水\n——青柳社区',
    );
    expect(say({ code: 'notice-posted', entry: CUT, withdrawn: true })).toMatch(
      /^【更正】之前这条通知不作数了/,
    );
  });
});
