import type { Reply, ReplyCode, Speaking, StaffShown } from '../app/reply.ts';
import type { Card, TableCard } from '../chat/card.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { ballotCard } from './appraisal/ballot-card.ts';
import { changedCard, rankingCard, spanCard } from './appraisal/cards.ts';
import { ticketCard } from './cards.ts';
import { STATUS_LABELS } from './labels.ts';
import { postsText } from './replies.ts';
import { holderOf, numberOf, placeOf, subjectOf, timeLeft, when } from './say.ts';
import { LISTED } from './ticket-text.ts';

type Listing = 'tickets-listed' | 'todo-listed' | 'mine-listed' | 'staff-listed';
type Tables = { readonly [C in Listing]: (reply: Extract<Reply, { code: C }>, speaking: Speaking) => Shown };

/** A table before it is cut to what a phone shows. */
interface Shown {
  title: string;
  text?: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}
type Column = TableCard['columns'][number];

const left = (label: string): Column => ({ label, align: 'left' });
const right = (label: string): Column => ({ label, align: 'right' });

const ABOUT_TICKET = [left('编号'), left('事项'), left('地点'), left('状态')];
const aboutTicket = (ticket: Ticket): readonly string[] => [
  numberOf(ticket),
  subjectOf(ticket),
  placeOf(ticket),
  STATUS_LABELS[ticket.status],
];

const TABLES: Tables = {
  'tickets-listed': ({ title, tickets }, speaking) => ({
    title,
    columns: [...ABOUT_TICKET, left('负责'), ...(speaking.toResidents ? [] : [right('时限')])],
    rows: tickets.map((ticket) => [
      ...aboutTicket(ticket),
      holderOf(ticket) ?? (speaking.toResidents ? '' : '待派单'),
      ...(speaking.toResidents ? [] : [timeLeft(ticket.deadlines.solveBy, speaking.now)]),
    ]),
  }),
  'todo-listed': ({ name, tickets }, speaking) => ({
    title: `${name} 的待办 ${tickets.length} 件`,
    columns: [...ABOUT_TICKET, right('时限')],
    rows: tickets.map((ticket) => [...aboutTicket(ticket), nextLimit(ticket, speaking)]),
  }),
  'mine-listed': ({ open, toRate }) => ({
    title: '我的',
    ...(toRate.length > 0 && { text: `等您评价:${toRate.map(howToRate).join(' ')}` }),
    columns: [...ABOUT_TICKET, left('负责')],
    rows: [...toRate, ...open].map((ticket) => [...aboutTicket(ticket), holderOf(ticket) ?? '']),
  }),
  'staff-listed': ({ title, staff }) => ({
    title,
    columns: [left('姓名'), left('岗位'), right('在办'), left('备注')],
    rows: staff.map((one) => [one.name, postsText(one.posts), `${one.open}`, marksOf(one)]),
  }),
};

function nextLimit(ticket: Ticket, speaking: Speaking): string {
  if (ticket.status === 'paused') return `缓办到 ${when(ticket.pausedUntil, speaking)}`;
  const by = ticket.status === 'assigned' ? ticket.deadlines.respondBy : ticket.deadlines.solveBy;
  return `${when(by, speaking)}(${timeLeft(by, speaking.now)})`;
}

function howToRate({ number }: Ticket): string {
  return `「评价 ${number} 满意」`;
}

function marksOf({ onLeave, isBound }: StaffShown): string {
  return [onLeave ? '休假中' : '', isBound ? '' : '未绑定'].filter((mark) => mark !== '').join(' ');
}

/** What a command answers as a card: lists as tables, a ticket asked for in full as its card. Null: words will do. */
export function replyCard(reply: Reply, text: string, speaking: Speaking): Card | null {
  if (reply.code === 'ticket-shown') return reply.full ? ticketCard(reply.ticket, text, speaking) : null;
  if (reply.code === 'month-ranking') return rankingCard(reply.shown, speaking);
  if (reply.code === 'month-changed') return changedCard(reply.changed, speaking);
  if (reply.code === 'span-ranked') return spanCard(reply.ranked, speaking);
  if (reply.code === 'ballot-opened' || reply.code === 'ballot-reminder' || reply.code === 'ballot-listed')
    return ballotCard(reply, speaking);
  return isListing(reply) ? tableOf(reply.code, { reply, speaking }) : null;
}

function isListing(reply: Reply): reply is Extract<Reply, { code: Listing }> {
  return isListingCode(reply.code);
}

function isListingCode(code: ReplyCode): code is Listing {
  return Object.hasOwn(TABLES, code);
}

type ByCode = { [C in Listing]: Extract<Reply, { code: C }> };

/** Cut to what a phone shows; an empty list is a sentence, no table. */
function tableOf<C extends Listing>(
  code: C,
  { reply, speaking }: { reply: ByCode[C]; speaking: Speaking },
): TableCard | null {
  const { title, text = '', columns, rows } = TABLES[code](reply, speaking);
  if (rows.length === 0) return null;
  const more = rows.length > LISTED ? `…还有 ${rows.length - LISTED} 件` : '';
  return {
    type: 'table',
    title: title.replace(/[:：]$/, ''),
    text: [text, more].filter((part) => part !== '').join('\n'),
    columns,
    rows: rows.slice(0, LISTED),
  };
}
