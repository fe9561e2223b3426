import { describe, expect, test } from 'vitest';
import type { ReminderReply } from '../../src/app/reminders/replies.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { days, makeTicket } from '../support/make-ticket.ts';
import { speaking } from './speaking.ts';

const say = (reply: ReminderReply) => sentences.reply(reply, speaking(false)).split('\n');
const due = (number: number): Ticket =>
  makeTicket({
    number,
    status: 'claimed',
    category: ['物业服务', '电梯'],
    place: null,
    deadlines: { respondBy: 0, updateBy: 0, solveBy: days(1) },
  } as Partial<Ticket>);

const FIGURES = {
  opened: 3,
  closed: 2,
  open: 5,
  overdue: [],
  unclaimed: [],
  pending: [],
  unrated: 0,
  dueNext: 1,
};

describe('what nobody asked for', () => {
  test('the evening’s list names day and hour', () => {
    expect(say({ code: 'due-tomorrow', tickets: [due(3), due(4)] })).toEqual([
      '6月2日到期 2 件:',
      '#3 电梯 9:00',
      '#4 电梯 9:00',
    ]);
    const many = Array.from({ length: 13 }, (_, index) => due(index + 1));
    expect(say({ code: 'due-tomorrow', tickets: many }).slice(-1)).toEqual(['…还有 3 件,发「待办」看全部']);
  });

  test('the week of a community, with only what there is', () => {
    expect(say({ code: 'week-told', community: '阳光社区', figures: FIGURES })).toEqual([
      '阳光社区一周小结:新增 3 件,办完 2 件,在办 5 件',
      '下周到期 1 件',
    ]);
    const figures = {
      ...FIGURES,
      unrated: 2,
      overdue: [1, 2, 3, 4, 5, 6].map(due),
      unclaimed: [due(8)],
      pending: [due(9)],
    };
    expect(say({ code: 'week-told', community: '阳光社区', figures })).toEqual([
      '阳光社区一周小结:新增 3 件,办完 2 件,在办 5 件',
      '超时 6 件:#1、#2、#3、#4、#5 等',
      '没人接 1 件:#8',
      '等您批复 1 件:#9',
      '下周到期 1 件,2 件等居民评价',
    ]);
  });

  test('what the month still lacks', () => {
    const missing = {
      items: [{ name: '应急处置', people: 2, of: 4 }],
      ballots: [{ name: '社区测评', missing: 3, of: 8 }],
      unrated: 2,
      endsAt: Date.parse('2026-07-01T00:00:00+08:00'),
    };
    expect(say({ code: 'month-missing', place: '阳光社区', monthKey: '2026-06', missing })).toEqual([
      '阳光社区6月考核还缺这些,6月30日截止:',
      '应急处置:4 人里 2 人还没有记分',
      '社区测评:还差 3 票,共 8 票',
      '2 件办完等居民评价,可以打个电话提醒',
      '补记请发,例如「记分 姓名 项目 分数 原因」',
    ]);
    const ballotsOnly = { ...missing, items: [], unrated: 0 };
    expect(
      say({ code: 'month-missing', place: '阳光社区', monthKey: '2026-06', missing: ballotsOnly }),
    ).toHaveLength(2);
  });
});
