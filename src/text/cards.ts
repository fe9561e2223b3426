import type { Speaking } from '../app/reply.ts';
import type { Card, CardTone, TicketCard } from '../chat/card.ts';
import { DAY_MS, type Instant } from '../engine/glossary.ts';
import type { Notice, NoticeCode } from '../engine/notice.ts';
import type { Ticket, TicketStatus } from '../engine/ticket/ticket.ts';
import { clockText } from '../engine/time.ts';
import { actionsOf } from './card-actions.ts';
import { REQUEST_LABELS, STATUS_LABELS } from './labels.ts';
import { because, holderOf, numberOf, placeOf, plain, quote, reporterOf, subjectOf, words } from './say.ts';

/**
 * Notices that bring a ticket up or ask something about it are its card; what only adds a word to it stays a sentence. A
 * new notice has to say which it is.
 */
const SHOWN_AS_CARD: Readonly<Record<NoticeCode, boolean>> = {
  opened: true,
  'opened-critical': true,
  'asked-place': false,
  'confirm-wanted': true,
  assigned: true,
  unassigned: true,
  'critical-to-street': true,
  claimed: true,
  joined: false,
  'place-corrected': false,
  'supplemented-to-worker': false,
  'request-made': true,
  'request-approved': false,
  'request-declined': false,
  returned: true,
  disputed: true,
  transferred: true,
  'paused-to-residents': true,
  objected: true,
  resumed: true,
  'extended-to-residents': false,
  whistled: false,
  'whistle-answered': false,
  supervised: true,
  urged: false,
  finished: true,
  reopened: true,
  'reopened-to-secretary': true,
  'rated-to-worker': false,
  merged: false,
  withdrawn: false,
  excluded: false,
  reminder: true,
  escalated: true,
  'closed-no-answer': false,
};

const TONES: Readonly<Record<TicketStatus, CardTone>> = {
  'waiting-confirm': 'waiting',
  filed: 'waiting',
  assigned: 'waiting',
  claimed: 'working',
  working: 'working',
  whistled: 'working',
  reopened: 'working',
  paused: 'waiting',
  returned: 'waiting',
  finished: 'done',
  closed: 'done',
  rejected: 'plain',
  merged: 'plain',
  withdrawn: 'plain',
};
const PRESSING: readonly CardTone[] = ['waiting', 'working'];

/** `text`: the sentence for those who see no cards. */
export function noticeCard(notice: Notice, text: string, speaking: Speaking): Card | null {
  return SHOWN_AS_CARD[notice.code] ? ticketCard(notice.ticket, text, speaking) : null;
}

/** Residents' cards show what their rooms may: no words of others, no reporter, no reason of staff's. */
export function ticketCard(ticket: Ticket, text: string | null, speaking: Speaking): TicketCard {
  const { toResidents } = speaking;
  const fields = toResidents ? publicFields(ticket) : staffFields(ticket, speaking);
  return {
    type: 'ticket',
    title: words(numberOf(ticket), subjectOf(ticket)),
    tone: toneOf(ticket),
    text: text ?? standingText(ticket, speaking),
    fields: fields.filter(({ value }) => value !== ''),
    actions: actionsOf(ticket, speaking),
  };
}

function toneOf(ticket: Ticket): CardTone {
  const tone = TONES[ticket.status];
  return ticket.urgency !== 'normal' && PRESSING.includes(tone) ? 'urgent' : tone;
}

interface Field {
  label: string;
  value: string;
}

function publicFields(ticket: Ticket): readonly Field[] {
  return [
    { label: '状态', value: STATUS_LABELS[ticket.status] },
    { label: '地点', value: placeOf(ticket) },
    { label: '负责', value: holderOf(ticket) ?? '' },
    { label: '户数', value: ticket.kind === 'tip-off' ? '' : householdsOf(ticket) },
  ];
}

function staffFields(ticket: Ticket, speaking: Speaking): readonly Field[] {
  return [
    { label: '状态', value: STATUS_LABELS[ticket.status] },
    { label: '地点', value: placeOf(ticket) || '待确认' },
    { label: '报事人', value: plain(reporterOf(ticket)) },
    { label: '户数', value: householdsOf(ticket) },
    { label: '负责', value: holderOf(ticket) ?? '' },
    { label: '时限', value: limitOf(ticket, speaking) },
    { label: '等批复', value: ticket.pending === null ? '' : REQUEST_LABELS[ticket.pending.kind] },
  ];
}

function householdsOf({ followers }: Ticket): string {
  return followers.length === 0 ? '' : `${followers.length + 1} 户`;
}

const NO_LIMIT: readonly TicketStatus[] = ['waiting-confirm', 'paused'];

function limitOf(ticket: Ticket, speaking: Speaking): string {
  if (!PRESSING.includes(TONES[ticket.status]) || NO_LIMIT.includes(ticket.status)) return '';
  const { respondBy, solveBy } = ticket.deadlines;
  return ticket.status === 'assigned'
    ? `${dateOf(respondBy, speaking)} 前接单`
    : `${dateOf(solveBy, speaking)} 前办好`;
}

/** A card is looked at for days: 「今天」 would soon be wrong. */
function dateOf(at: Instant, { zone }: Speaking): string {
  return clockText(zone, at, at + 3 * DAY_MS);
}

/** How a ticket stands, in one line; a card says it once the sentence that it came with is past. */
function standingText(ticket: Ticket, speaking: Speaking): string {
  const standing = standingOf(ticket, speaking);
  return speaking.toResidents ? standing : words(quote(ticket.text), standing);
}

function standingOf(ticket: Ticket, speaking: Speaking): string {
  const holder = holderOf(ticket) ?? '社区';
  switch (ticket.status) {
    case 'waiting-confirm':
      return '等工作人员确认要不要立案';
    case 'filed':
    case 'returned':
      return '等书记派单';
    case 'assigned':
      return `已派给 ${holder},${dateOf(ticket.deadlines.respondBy, speaking)} 前回应`;
    case 'paused':
      return `缓办到 ${dateOf(ticket.pausedUntil, speaking)}${because(ticket.pauseReason)}`;
    case 'claimed':
    case 'working':
    case 'whistled':
    case 'reopened':
      return `${holder} 在办,${dateOf(ticket.deadlines.solveBy, speaking)} 前办好`;
    default:
      return endOf(ticket, speaking);
  }
}

type Ended = Extract<Ticket, { status: 'finished' | 'closed' | 'rejected' | 'merged' | 'withdrawn' }>;

function endOf(ticket: Ended, { toResidents }: Speaking): string {
  switch (ticket.status) {
    case 'finished':
      return `${resultOf(ticket, toResidents)}${ratingText(ticket, toResidents)}`;
    case 'closed':
      return `${resultOf(ticket, toResidents)},已结案`;
    case 'rejected':
      return toResidents ? '没有立案' : `没有立案${because(ticket.reason)}`;
    case 'merged':
      return `和 #${ticket.intoNumber} 是同一件事,进展看 #${ticket.intoNumber}`;
    case 'withdrawn':
      return '已撤回,不用再办';
    default:
      return ticket satisfies never;
  }
}

function ratingText({ kind }: Ticket, toResidents: boolean): string {
  if (!toResidents) return '。等居民评价';
  return kind === 'tip-off' ? '' : '。请评价';
}

/** What was found after a tip-off is told to each alone, in no room. */
function resultOf(ticket: Extract<Ended, { result: string }>, toResidents: boolean): string {
  const silent = toResidents && ticket.kind === 'tip-off';
  return `${ticket.assigneeName} 已办结${silent ? '' : because(ticket.result)}`;
}
