import type { Speaking } from '../app/reply.ts';
import type { Notice } from '../engine/notice.ts';
import type { ReminderKind } from '../engine/ticket/event.ts';
import type { Rating, Ticket } from '../engine/ticket/ticket.ts';
import { SATISFACTION_LABELS } from './labels.ts';
import type { NoticeTable } from './notice-kit.ts';
import { type SayReminder, WAITING_REMINDERS } from './notices-waiting.ts';
import {
  atHolder,
  atParties,
  atSecretary,
  because,
  holderOf,
  plain,
  soon,
  staffTitleOf,
  subjectOf,
  timeLeft,
  when,
  words,
  wordsOf,
} from './say.ts';

/** Level-1 classes in which a help request is about a thing that gets repaired. */
const REPAIRED: readonly string[] = ['公共设施', '水电气', '物业服务'];

const RATE = '满意 / 基本满意 / 不满意';

/** Finishing, asking whether it was, and the clock's reminders. */
export const ENDING_NOTICES: NoticeTable<
  | 'finished'
  | 'reopened'
  | 'reopened-to-secretary'
  | 'rated-to-worker'
  | 'reminder'
  | 'escalated'
  | 'closed-no-answer'
> = {
  finished: ({ ticket, event }) => {
    const holder = holderOf(ticket);
    const by = holder === null ? '' : `(${holder})`;
    return `#${ticket.number} ${doneWord(ticket)}${because(wordsOf(event))}${by}。${words(atParties(ticket), `请评价:${RATE}`)}`;
  },
  reopened: ({ ticket, event }, speaking) => {
    const holder = holderOf(ticket) ?? '社区';
    const limit = soon(ticket.deadlines.solveBy, speaking);
    return speaking.toResidents
      ? `#${ticket.number} ${subjectOf(ticket)} 重新办理,还是 ${holder} 负责,${limit} 前办好`
      : `${words(atHolder(ticket), staffTitleOf(ticket))} 居民说没办好${because(wordsOf(event))}。请返工,${limit} 前办好`;
  },
  'reopened-to-secretary': ({ ticket, event }, speaking) =>
    `${words(atSecretary(ticket, speaking), staffTitleOf(ticket))} 返工后居民仍不满意(第 ${ticket.rework} 次)${because(wordsOf(event))}。请督办或改派:「督办 ${ticket.number} 要求」「转派 ${ticket.number} 姓名 原因」`,
  'rated-to-worker': ({ ticket, event }) => {
    if (event.kind !== 'rated') return '';
    return `#${ticket.number} ${subjectOf(ticket)} 居民评价:${ratingText(event.rating)}`;
  },
  reminder: (notice, speaking) => reminder(notice, speaking),
  escalated: (notice, speaking) => escalated(notice, speaking),
  'closed-no-answer': ({ ticket }) => `#${ticket.number} ${subjectOf(ticket)} 没有收到评价,已按“未评价”结案`,
};

function doneWord(ticket: Ticket): string {
  if (ticket.kind === 'question') return '已答复';
  return ticket.kind === 'help' && REPAIRED.includes(ticket.category[0]) ? '已修好' : '已办好';
}

/** The three answers kept apart; an unanswered one is left out, never taken for a yes. */
export function ratingText({ contacted, solved, satisfied, text }: Rating): string {
  const answers = [
    contacted === null ? '' : contacted ? '联系过' : '没联系',
    solved === null ? '' : solved ? '解决了' : '没解决',
    satisfied === null ? '' : SATISFACTION_LABELS[satisfied],
  ].filter(Boolean);
  return `${answers.join(',') || '未选'}${because(text)}`;
}

export const REMINDERS: Readonly<Record<ReminderKind, SayReminder>> = {
  claim: (ticket, speaking) =>
    `${words(atHolder(ticket), staffTitleOf(ticket))} 还没人接,${timeLeft(ticket.deadlines.respondBy, speaking.now)}。请回复「接单 ${ticket.number}」`,
  'update-before': (ticket, speaking) =>
    `${words(atHolder(ticket), staffTitleOf(ticket))} 请在 ${when(ticket.deadlines.updateBy, speaking)} 前报一次进展:「进展 ${ticket.number} 情况」`,
  'update-due': (ticket) =>
    `${words(atHolder(ticket), staffTitleOf(ticket))} 好久没有进展了,居民在等。请回复「进展 ${ticket.number} 情况」`,
  'solve-before': (ticket, speaking) =>
    `${words(atHolder(ticket), staffTitleOf(ticket))} ${timeLeft(ticket.deadlines.solveBy, speaking.now)}(${when(ticket.deadlines.solveBy, speaking)})。办好请回复「办结 ${ticket.number} 结果」`,
  'solve-due': (ticket) =>
    `${words(atHolder(ticket), staffTitleOf(ticket))} 到时限了。办好请回复「办结 ${ticket.number} 结果」,办不完可申请「延期 ${ticket.number} 原因,延到日期」`,
  'solve-after': (ticket, speaking) =>
    `${words(atHolder(ticket), staffTitleOf(ticket))} ${timeLeft(ticket.deadlines.solveBy, speaking.now)},请尽快办结或说明进展`,
  'call-back': (ticket) =>
    `${words(atParties(ticket), `#${ticket.number}`)} ${subjectOf(ticket)} 办好了吗?请评价:${RATE}`,
  'pause-ending': (ticket, speaking) => {
    const until = ticket.status === 'paused' ? when(ticket.pausedUntil, speaking) : '';
    return `${words(atHolder(ticket), staffTitleOf(ticket))} 缓办到 ${until} 为止,之后恢复计时,请先安排好`;
  },
  ...WAITING_REMINDERS,
};

function reminder({ ticket, event }: Notice, speaking: Speaking): string {
  return event.kind === 'reminded' ? REMINDERS[event.what](ticket, speaking, event) : '';
}

function escalated({ ticket, event }: Notice, speaking: Speaking): string {
  if (event.kind !== 'escalated') return '';
  const toStreet = event.to === 'street';
  const who = toStreet ? '请街道关注' : atSecretary(ticket, speaking);
  const community = toStreet ? `(${speaking.directory.nameOf(ticket.communityId)})` : '';
  const holder = holderOf(ticket);
  const claimed = ticket.status !== 'assigned' && ticket.status !== 'filed';
  const state = claimed
    ? `${holder ?? ''} 办理中,${timeLeft(ticket.deadlines.solveBy, speaking.now)}`
    : '一直没人接';
  const next = claimed ? `「督办 ${ticket.number} 要求」` : `「派单 ${ticket.number} 姓名」`;
  return `${words(who, staffTitleOf(ticket))}${community} ${plain(state)}。可回复${next}`;
}
