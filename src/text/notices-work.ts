import type { Speaking } from '../app/reply.ts';
import type { Notice } from '../engine/notice.ts';
import type { PendingRequest, Ticket } from '../engine/ticket/ticket.ts';
import { REQUEST_LABELS, WHISTLE_STAGE_LABELS } from './labels.ts';
import type { NoticeTable } from './notice-kit.ts';
import { answersTo } from './notices-waiting.ts';
import {
  atHolder,
  atSecretary,
  because,
  dayOf,
  holderOf,
  nameOf,
  soon,
  staffTitleOf,
  subjectOf,
  when,
  words,
  wordsOf,
} from './say.ts';

/** From claiming to the last word before it is done: who has it, and what stands in the way. */
export const WORK_NOTICES: NoticeTable<
  | 'claimed'
  | 'request-made'
  | 'request-approved'
  | 'request-declined'
  | 'returned'
  | 'disputed'
  | 'transferred'
  | 'paused-to-residents'
  | 'objected'
  | 'resumed'
  | 'extended-to-residents'
  | 'whistled'
  | 'whistle-answered'
  | 'supervised'
  | 'urged'
  | 'excluded'
> = {
  claimed: ({ ticket }, speaking) => {
    const limit = when(ticket.deadlines.solveBy, speaking);
    const holder = holderOf(ticket) ?? '';
    return speaking.toResidents
      ? `#${ticket.number} ${subjectOf(ticket)}:${holder} 已接单,${limit} 前办好`
      : `${holder} 已接 #${ticket.number},解决时限 ${limit}`;
  },
  'request-made': (notice, speaking) => requestMade(notice, speaking),
  'request-approved': (notice, speaking) => approved(notice, speaking),
  'request-declined': ({ ticket, event }) => {
    const what = event.kind === 'declined' ? REQUEST_LABELS[event.request] : '申请';
    return `${words(atHolder(ticket), `#${ticket.number}`)} 的${what}没有批准${because(wordsOf(event))}。请继续办理`;
  },
  returned: ({ ticket, event }, speaking) =>
    `#${ticket.number} ${subjectOf(ticket)} 已退单${because(wordsOf(event))}。${words(atSecretary(ticket, speaking), '请重新派单')}:「派单 ${ticket.number} 姓名」`,
  disputed: ({ ticket, event }, { directory }) =>
    `${staffTitleOf(ticket)}(${directory.nameOf(ticket.communityId)})归哪个社区有争议${because(wordsOf(event))}。请街道定:「转派 ${ticket.number} 姓名 原因」`,
  transferred: ({ ticket, event }, speaking) => {
    const respondBy = soon(ticket.deadlines.respondBy, speaking);
    return speaking.toResidents
      ? `#${ticket.number} ${subjectOf(ticket)} 已转给 ${holderOf(ticket) ?? '社区'} 办,${respondBy} 前回应`
      : `${staffTitleOf(ticket)} → ${atHolder(ticket)}${because(wordsOf(event))}。请回复「接单 ${ticket.number}」`;
  },
  'paused-to-residents': ({ ticket, event }, speaking) => {
    const until = event.kind === 'paused' ? dayOf(event.until, speaking) : '';
    return `#${ticket.number} ${subjectOf(ticket)} 要缓到 ${until}${because(wordsOf(event))}。不同意请回复「异议 ${ticket.number} 原因」`;
  },
  objected: ({ ticket, event }, speaking) =>
    `${words(atSecretary(ticket, speaking), `#${ticket.number}`)} 居民不同意缓办${because(wordsOf(event))}。要继续办请回复「恢复 ${ticket.number}」`,
  resumed: ({ ticket }, speaking) => {
    const limit = when(ticket.deadlines.solveBy, speaking);
    return speaking.toResidents
      ? `#${ticket.number} ${subjectOf(ticket)} 已恢复办理,${limit} 前办好`
      : `${words(atHolder(ticket), `#${ticket.number}`)} 已恢复办理,解决时限 ${limit}`;
  },
  'extended-to-residents': ({ ticket, event }, speaking) => {
    const by = event.kind === 'extended' ? dayOf(event.solveBy, speaking) : '';
    return `#${ticket.number} ${subjectOf(ticket)} 要延到 ${by} 办好${because(wordsOf(event))}`;
  },
  whistled: ({ ticket, event }) => {
    const department = event.kind === 'whistled' ? event.department : '';
    return `【吹哨】${staffTitleOf(ticket)},请 ${department} 到场${because(wordsOf(event))}。回应请发「响应 ${ticket.number} ${department} 情况」`;
  },
  'whistle-answered': ({ ticket, event }) => {
    if (event.kind !== 'whistle-answered') return '';
    return `#${ticket.number} ${event.department} ${WHISTLE_STAGE_LABELS[event.stage]}${because(event.text)}`;
  },
  supervised: ({ ticket, event }) =>
    `【督办】${staffTitleOf(ticket)}${because(wordsOf(event))}。${words(atHolder(ticket), '请尽快处理并回复')}「进展 ${ticket.number} 情况」`,
  urged: ({ ticket, event }) =>
    `${words(atHolder(ticket), `#${ticket.number}`)} 居民第 ${ticket.urges} 次催办${because(wordsOf(event))}`,
  excluded: ({ ticket, event }) =>
    `#${ticket.number} 已由书记和街道两方确认,不计入考核${because(wordsOf(event))}。撤销请回复「恢复 ${ticket.number}」`,
};

function requestMade({ ticket, event }: Notice, speaking: Speaking): string {
  const request = event.kind === 'requested' ? event.request : ticket.pending;
  if (request === null) return '';
  const asks = `${nameOf(request.by, speaking)} 申请${REQUEST_LABELS[request.kind]} #${ticket.number} ${subjectOf(ticket)}`;
  if (request.kind === 'exclusion') {
    return `${asks}${because(request.reason)}。请街道确认:「剔除 ${ticket.number}」,不同意「驳回 ${ticket.number} 原因」`;
  }
  const target = targetOf(request, speaking);
  const answer = `回复${answersTo(request, ticket)}`;
  return request.answeredBy === 'street'
    ? `${asks}${target}${because(request.reason)}。请街道${answer}`
    : `${words(atSecretary(ticket, speaking), asks)}${target}${because(request.reason)}。请${answer}`;
}

function targetOf(request: PendingRequest, speaking: Speaking): string {
  if (request.to !== null) return ` 给 ${nameOf(request.to, speaking)}`;
  return request.until === null ? '' : ` 到 ${dayOf(request.until, speaking)}`;
}

/** What was granted, to whoever asked for it. */
function approved({ ticket, event }: Notice, speaking: Speaking): string {
  const number = `#${ticket.number}`;
  switch (event.kind) {
    case 'paused':
      return `${words(atHolder(ticket), number)} 缓办已批准,到 ${dayOf(event.until, speaking)}`;
    case 'extended':
      return `${words(atHolder(ticket), number)} 延期已批准,到 ${dayOf(event.solveBy, speaking)}`;
    case 'returned':
      return `${number} 退单已批准${because(event.reason)}。${pendingAssign(ticket)}`;
    case 'transferred':
      return `${number} 转派已批准,转给 ${event.toName}`;
    case 'excluded':
      return `${number} 剔除已确认${because(event.reason)}`;
    default:
      return `${number} 的申请已批准`;
  }
}

function pendingAssign(ticket: Ticket): string {
  return holderOf(ticket) === null ? '等书记重新派单' : `现在由 ${atHolder(ticket)} 办`;
}
