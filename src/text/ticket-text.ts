import type { Reply, Speaking } from '../app/reply.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { EVENT_LABELS, REQUEST_LABELS, STATUS_LABELS } from './labels.ts';
import {
  because,
  holderOf,
  numberOf,
  placeOf,
  quote,
  reporterOf,
  staffTitleOf,
  subjectOf,
  timeLeft,
  when,
  wordsOf,
} from './say.ts';

/** How tickets are shown when somebody asks: one at length, many a line each. */

type Shown = Extract<Reply, { code: 'ticket-shown' }>;
type Listed = Extract<Reply, { code: 'tickets-listed' }>;
type Todo = Extract<Reply, { code: 'todo-listed' }>;
type Mine = Extract<Reply, { code: 'mine-listed' }>;

/** Lines of a list that a phone shows. */
export const LISTED = 15;
/** Rating and exclusion are staff's matter; reminders are nobody's progress. */
const PUBLIC_EVENTS: readonly TicketEvent['kind'][] = [
  'filed',
  'assigned',
  'claimed',
  'arrived',
  'progressed',
  'transferred',
  'paused',
  'resumed',
  'extended',
  'finished',
  'reopened',
];
const NO_PROGRESS: readonly TicketEvent['kind'][] = ['reminded', 'escalated', 'linked', 'ask-lapsed'];
const OVER: readonly Ticket['status'][] = ['finished', 'closed', 'rejected', 'merged', 'withdrawn'];

export function ticketText({ ticket, history, full }: Shown, speaking: Speaking): string {
  if (!full) return publicLine(ticket);
  return [
    `${staffTitleOf(ticket)} · ${STATUS_LABELS[ticket.status]}`,
    `${quote(ticket.text)}${reporterOf(ticket)} ${when(ticket.openedAt, speaking)}`,
    holderLine(ticket, speaking),
    latestLine(history, speaking),
    pendingLine(ticket),
    reasonLine(ticket, speaking),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** For whoever asks and is no party: state and place, nobody's words. */
function publicLine(ticket: Ticket): string {
  return [
    `${numberOf(ticket)} ${subjectOf(ticket)}`,
    placeOf(ticket),
    STATUS_LABELS[ticket.status],
    holderOf(ticket) ?? '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function holderLine(ticket: Ticket, speaking: Speaking): string {
  const holder = holderOf(ticket);
  if (OVER.includes(ticket.status)) return holder === null ? '' : `经办:${holder}`;
  const { solveBy } = ticket.deadlines;
  const limit = `解决时限 ${when(solveBy, speaking)}(${timeLeft(solveBy, speaking.now)})`;
  return ticket.status === 'paused'
    ? `负责:${holder} · 缓办到 ${when(ticket.pausedUntil, speaking)}`
    : `负责:${holder ?? '待派单'} · ${limit}`;
}

function latestLine(history: readonly TicketEvent[], speaking: Speaking): string {
  const fits = (event: TicketEvent) =>
    speaking.toResidents ? PUBLIC_EVENTS.includes(event.kind) : !NO_PROGRESS.includes(event.kind);
  const last = history.findLast(fits);
  if (!last) return '';
  return `最近:${when(last.at, speaking)} ${EVENT_LABELS[last.kind]}${because(wordsOf(last))}`;
}

function pendingLine({ pending, number }: Ticket): string {
  return pending === null
    ? ''
    : `等批复:${REQUEST_LABELS[pending.kind]}${because(pending.reason)}(「批准 ${number}」)`;
}

function reasonLine(ticket: Ticket, { toResidents }: Speaking): string {
  return toResidents || ticket.assignedBecause.length === 0
    ? ''
    : `派单理由:${ticket.assignedBecause.join(',')}`;
}

export function listText({ title, tickets, empty }: Listed, speaking: Speaking): string {
  if (tickets.length === 0) return empty;
  const line = (ticket: Ticket) => (speaking.toResidents ? publicLine(ticket) : staffLine(ticket, speaking));
  return [title, ...cut(tickets, line)].join('\n');
}

function staffLine(ticket: Ticket, speaking: Speaking): string {
  const holder = holderOf(ticket) ?? '待派单';
  return `${staffTitleOf(ticket)} · ${STATUS_LABELS[ticket.status]} · ${holder} · ${timeLeft(ticket.deadlines.solveBy, speaking.now)}`;
}

/** Whoever has to act sees what is next due: claiming first, then solving. */
export function todoText({ name, tickets }: Todo, speaking: Speaking): string {
  if (tickets.length === 0) return `${name} 手上没有待办,歇口气`;
  const line = (ticket: Ticket) => {
    const by = ticket.status === 'assigned' ? ticket.deadlines.respondBy : ticket.deadlines.solveBy;
    const state = STATUS_LABELS[ticket.status];
    return ticket.status === 'paused'
      ? `${staffTitleOf(ticket)} · ${state},到 ${when(ticket.pausedUntil, speaking)}`
      : `${staffTitleOf(ticket)} · ${state} · ${when(by, speaking)}(${timeLeft(by, speaking.now)})`;
  };
  return [`${name} 的待办 ${tickets.length} 件:`, ...cut(tickets, line)].join('\n');
}

export function mineText({ open, toRate }: Mine): string {
  if (open.length + toRate.length === 0) return '您现在没有在办的单。有事请发「报事 地点 情况」';
  const openLines = open.length === 0 ? [] : ['在办:', ...cut(open, publicLine)];
  const rating = (ticket: Ticket) => `${publicLine(ticket)} → 「评价 ${ticket.number} 满意」`;
  const rateLines = toRate.length === 0 ? [] : ['等您评价:', ...cut(toRate, rating)];
  return [...openLines, ...rateLines].join('\n');
}

function cut(tickets: readonly Ticket[], line: (ticket: Ticket) => string): readonly string[] {
  const lines = tickets.slice(0, LISTED).map(line);
  return tickets.length > LISTED ? [...lines, `…还有 ${tickets.length - LISTED} 件`] : lines;
}
