import type { ReminderReply } from '../app/reminders/replies.ts';
import type { Speaking } from '../app/reply.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { digest } from '../engine/time.ts';
import { monthName } from './appraisal/month-kit.ts';
import { dayOf, numberOf, placeOf, subjectOf } from './say.ts';

type Table = {
  readonly [C in ReminderReply['code']]: (
    reply: Extract<ReminderReply, { code: C }>,
    speaking: Speaking,
  ) => string;
};

const LISTED = 10;
const NAMED = 5;

export const REMINDER_SENTENCES: Table = {
  'due-tomorrow': ({ tickets }, speaking) =>
    [
      `${dayNamed(tickets, speaking)}到期 ${tickets.length} 件:`,
      ...tickets.slice(0, LISTED).map((ticket) => dueLine(ticket, speaking)),
      tickets.length > LISTED ? `…还有 ${tickets.length - LISTED} 件,发「待办」看全部` : '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
  'week-told': ({ community, figures }) =>
    [
      `${community}一周小结:新增 ${figures.opened} 件,办完 ${figures.closed} 件,在办 ${figures.open} 件`,
      numbersLine('超时', figures.overdue),
      numbersLine('没人接', figures.unclaimed),
      numbersLine('等您批复', figures.pending),
      `下周到期 ${figures.dueNext} 件${figures.unrated > 0 ? `,${figures.unrated} 件等居民评价` : ''}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  'month-missing': ({ place, monthKey, missing }, speaking) => {
    const { items, ballots, unrated } = missing;
    return [
      `${place}${monthName(monthKey, speaking)}考核还缺这些,${dayOf(missing.endsAt - 1, speaking)}截止:`,
      ...items.map(({ name, people, of }) => `${name}:${of} 人里 ${people} 人还没有记分`),
      ...ballots.map((ballot) => `${ballot.name}:还差 ${ballot.missing} 票,共 ${ballot.of} 票`),
      unrated > 0 ? `${unrated} 件办完等居民评价,可以打个电话提醒` : '',
      items.length > 0 ? '补记请发,例如「记分 姓名 项目 分数 原因」' : '',
    ]
      .filter((line) => line !== '')
      .join('\n');
  },
};

function dueLine(ticket: Ticket, speaking: Speaking): string {
  const { hour, minute } = digest(speaking.zone, ticket.deadlines.solveBy);
  const by = `${hour}:${String(minute).padStart(2, '0')}`;
  return `${numberOf(ticket)} ${subjectOf(ticket)} ${placeOf(ticket)} ${by}`.replace(/ +/g, ' ').trim();
}

/** Never 「明天」: past the day's budget it is read the morning after. */
function dayNamed([first]: readonly Ticket[], { zone, now }: Speaking): string {
  const { month, day } = digest(zone, first?.deadlines.solveBy ?? now);
  return `${month}月${day}日`;
}

/** Nothing for none. */
function numbersLine(what: string, tickets: readonly Ticket[]): string {
  if (tickets.length === 0) return '';
  const shown = tickets.slice(0, NAMED).map(numberOf).join('、');
  return `${what} ${tickets.length} 件:${shown}${tickets.length > NAMED ? ' 等' : ''}`;
}
