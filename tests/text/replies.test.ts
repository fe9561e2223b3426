import { describe, expect, test } from 'vitest';
import { DONE_WHATS, type Reply } from '../../src/app/reply.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { replyText } from '../../src/text/replies.ts';
import { days, hours, makeFollower, makeTicket, stories } from '../support/make-ticket.ts';
import { speaking } from './speaking.ts';

const deadlines = { respondBy: hours(5), updateBy: days(1), solveBy: days(2) };
const made = (core: object): Ticket => makeTicket({ deadlines, ...core } as Partial<Ticket>);
const say = (reply: Reply, toResidents = false) => replyText(reply, speaking(toResidents));

describe('one ticket shown', () => {
  const ticket = made({ status: 'working', assignedBecause: ['本网格'], followers: [makeFollower()] });
  const shown = { code: 'ticket-shown', ticket, history: stories.working } as const;

  test('to staff: words, holder, time left, what was last done, and why it went to whom', () => {
    expect(say({ ...shown, full: true })).toBe(
      [
        '#128 电梯(2户) 梅园3号楼 · 办理中',
        '「梅园三号楼电梯不动了」张阿姨 今天 09:00',
        '负责:李梅 · 解决时限 6月3日 09:00(还剩 1天21小时)',
        '最近:今天 09:20 到场',
        '派单理由:本网格',
      ].join('\n'),
    );
  });

  test('to its residents: the same without the reasons; to others only where it stands', () => {
    expect(say({ ...shown, full: true }, true)).not.toContain('派单理由');
    expect(say({ ...shown, full: false }, true)).toBe('#128 电梯 · 梅园3号楼 · 办理中 · 李梅');
  });

  test('a finished one has a holder and no clock, a paused one its date', () => {
    const finished = made({ status: 'finished' });
    expect(say({ code: 'ticket-shown', ticket: finished, history: [], full: true })).toContain('经办:李梅');
    const paused = made({ status: 'paused' });
    expect(say({ code: 'ticket-shown', ticket: paused, history: [], full: true })).toContain(
      '缓办到 6月4日 09:00',
    );
  });
});

describe('many tickets shown', () => {
  const many = Array.from({ length: 18 }, (_, index) => made({ status: 'claimed', number: index + 1 }));

  test('are cut to what a phone shows', () => {
    const text = say({ code: 'todo-listed', name: '李梅', tickets: many });
    expect(text.split('\n')).toHaveLength(17);
    expect(text).toMatch(/^李梅 的待办 18 件:[\s\S]*…还有 3 件$/);
  });

  test('say how much time is left, or how late it is', () => {
    const late = made({ status: 'claimed', deadlines: { ...deadlines, solveBy: hours(1) } });
    expect(say({ code: 'todo-listed', name: '李梅', tickets: [late] })).toContain(
      '今天 10:00(已超时 2小时0分)',
    );
    const waiting = made({ status: 'assigned' });
    expect(say({ code: 'todo-listed', name: '李梅', tickets: [waiting] })).toContain(
      '今天 14:00(还剩 2小时0分)',
    );
  });

  test('of a resident are what goes on, and what waits for a rating', () => {
    const reply: Reply = {
      code: 'mine-listed',
      open: [made({ status: 'claimed' })],
      toRate: [made({ status: 'finished', number: 7 })],
    };
    expect(say(reply, true)).toBe(
      '在办:\n#128 电梯 · 梅园3号楼 · 已接单 · 李梅\n等您评价:\n#7 电梯 · 梅园3号楼 · 已办结,待评价 · 李梅 → 「评价 7 满意」',
    );
  });

  test('in a residents’ room name no deadlines', () => {
    const reply: Reply = { code: 'tickets-listed', title: '在办:', tickets: many.slice(0, 1), empty: '没有' };
    expect(say(reply, true)).not.toContain('还剩');
    expect(say(reply)).toContain('还剩');
    expect(say({ ...reply, tickets: [] })).toBe('没有');
  });
});

describe('other answers', () => {
  test('another place than the receipt said is told as it is now', () => {
    expect(say({ code: 'place-moved', ticket: made({ status: 'assigned' }) }, true)).toMatch(
      /^#128 地点改为 梅园3号楼$/,
    );
  });

  test.each(DONE_WHATS)('%s is told in one line with its number', (what) => {
    expect(say({ code: 'done', number: 128, what })).toMatch(/128/);
    expect(say({ code: 'done', number: 128, what })).toMatch(/\p{Script=Han}/u);
  });

  test('a leave of one day names one day, a longer one both', () => {
    const request = {
      id: 'l1',
      personId: 'limei',
      communityId: 'yanguang',
      askedAt: hours(0),
      reason: '看病',
      from: days(1),
      until: days(1),
      status: 'pending',
    } as const;
    expect(say({ code: 'leave-asked', request, name: '李梅' })).toMatch(/申请请假:明天。/);
    const longer = { ...request, until: days(3) };
    const answered = { code: 'leave-answered', request: longer, name: '李梅', approved: true } as const;
    expect(say({ ...answered, handover: [made({ status: 'claimed' })] })).toBe(
      '@李梅 明天至6月4日 的请假已批准,期间新单派给别人。手上还有 #128,请回复「移交 李梅 接手人」',
    );
  });

  test('a one-time code is told with how long it lives and what to do with it', () => {
    const text = say({ code: 'code-issued', name: '赵磊', oneTimeCode: '493027', hours: 24 });
    expect(text).toBe(
      '赵磊 的绑定码:493027,24 小时内有效,只能用一次。请单独转给本人,由本人发「绑定 493027」',
    );
  });

  test('what needs a yes is shown with the line that gives it', () => {
    expect(say({ code: 'confirm-first', preview: '要移交 2 件', repeat: '移交 甲 乙 确认' })).toBe(
      '要移交 2 件\n确定请发:「移交 甲 乙 确认」',
    );
  });
});
