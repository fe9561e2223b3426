import type { PostShown, Reply, ReplyCode, Speaking, StaffShown } from '../app/reply.ts';
import { BALLOT_SENTENCES } from './appraisal/ballot.ts';
import { MONTH_SENTENCES } from './appraisal/month.ts';
import { REPORT_SENTENCES } from './appraisal/report.ts';
import { SCORE_SENTENCES } from './appraisal/score.ts';
import { DONE_SENTENCES } from './done.ts';
import { proposalLine } from './events.ts';
import { KNOWLEDGE_SENTENCES } from './knowledge.ts';
import { INTAKE_LABELS, labelIn, POST_LABELS, ROOM_KIND_LABELS } from './labels.ts';
import { REMINDER_SENTENCES } from './reminders.ts';
import { dayOf, placeOf } from './say.ts';
import { listText, mineText, ticketText, todoText } from './ticket-text.ts';

type ByCode = { [C in ReplyCode]: Extract<Reply, { code: C }> };
type Table<C extends ReplyCode> = {
  readonly [K in C]: (reply: ByCode[K], speaking: Speaking) => string;
};

const TICKETS: Table<
  | 'greeting'
  | 'done'
  | 'place-moved'
  | 'ticket-shown'
  | 'tickets-listed'
  | 'todo-listed'
  | 'mine-listed'
  | 'handed-over'
> = {
  greeting: () => '您好,我是邻里。哪里坏了、缺了、烦了,直接说地点和情况就行;发「帮助」看我能做什么',
  done: ({ number, what }) => DONE_SENTENCES[what](number),
  'place-moved': ({ ticket }) => `#${ticket.number} 地点改为 ${placeOf(ticket)}`,
  'ticket-shown': (reply, speaking) => ticketText(reply, speaking),
  'tickets-listed': (reply, speaking) => listText(reply, speaking),
  'todo-listed': (reply, speaking) => todoText(reply, speaking),
  'mine-listed': (reply) => mineText(reply),
  'handed-over': ({ from, to, numbers }) =>
    numbers.length === 0
      ? `${from} 手上没有要移交的单`
      : `${from} 的 ${numbers.length} 件已移交 @${to}:${numbers.map((number) => `#${number}`).join('、')}`,
};

const HELP: Table<'help' | 'help-command' | 'confirm-first'> = {
  help: ({ lines }) => lines.join('\n'),
  'help-command': ({ lines }) => lines.join('\n'),
  'confirm-first': ({ preview, repeat }) => `${preview}\n确定请发:「${repeat}」`,
};

const ROOMS: Table<
  | 'room-bound'
  | 'room-shown'
  | 'room-unbound'
  | 'room-waits'
  | 'intake-set'
  | 'account-bound'
  | 'code-issued'
  | 'code-sent'
  | 'identities-listed'
  | 'identity-answered'
  | 'administrator-made'
> = {
  'room-bound': ({ name, kind, scope }) =>
    `绑好了:${name || '本群'}是${scope}的${labelIn(ROOM_KIND_LABELS, kind)}。发「帮助」看能做什么`,
  'room-shown': ({ name, kind, scope, intake }) =>
    `${name || '本群'}:${scope}的${labelIn(ROOM_KIND_LABELS, kind)},受理方式「${labelIn(INTAKE_LABELS, intake)}」。改方式请发「本群 方式 自动/确认/点名」`,
  'room-waits': ({ examples }) =>
    `这个群还没有绑定。可以发:${examples.map((one) => `「${one}」`).join('、')}`,
  'room-unbound': ({ name }) => `${name || '本群'}已解绑,我不再听这个群。要恢复请重新绑定`,
  'intake-set': ({ name, intake }) =>
    `${name || '本群'}的受理方式改为「${INTAKE_LABELS[intake]}」:${INTAKE_HINTS[intake]}`,
  'account-bound': ({ name, posts }) =>
    `绑好了,${name}(${postsText(posts)})。发「帮助」看能做什么,发「待办」看手上的单`,
  'code-issued': ({ name, oneTimeCode, hours }) =>
    `${name} 的绑定码:${oneTimeCode},${hours} 小时内有效,只能用一次。请单独转给本人,由本人发「绑定 ${oneTimeCode}」`,
  'code-sent': ({ name }) => `${name} 的绑定码已私聊发给您,请单独转给本人`,
  'identities-listed': ({ proposals }) =>
    proposals.length === 0
      ? '没有等您确认的群和账号'
      : [...proposals.map(proposalLine), '是原来的就发「换号 编号 是」,不是就发「换号 编号 否」'].join('\n'),
  'identity-answered': ({ proposal: { id, what, name }, same }) =>
    same
      ? `${id} 记下了:${what === 'room' ? '群' : '账号'}「${name}」就是原来的,绑定和手上的单照旧`
      : `${id} 记下了:「${name}」不是原来的,什么都没有变`,
  'administrator-made': ({ name }) =>
    `${name},您是第一位街道管理员了。下一步:在工作群里发「本群 社区名 工作群」`,
};

const INTAKE_HINTS = {
  auto: '听到诉求就受理',
  confirm: '先在工作群里问一声再受理',
  'mention-only': '点我的名或发「报事」才受理',
} as const;

const STAFF: Table<
  'staff-listed' | 'leave-asked' | 'leave-answered' | 'leave-ended' | 'leave-needed' | 'nothing-found'
> = {
  'staff-listed': ({ title, staff }) => [title, ...staff.map(staffLine)].join('\n'),
  'leave-asked': ({ request, name }, speaking) =>
    `${name} 申请请假:${days(request, speaking)}。请书记回复「批准 请假 ${name} 接手人」或「驳回 请假 ${name} 原因」`,
  'leave-answered': ({ request, name, approved, handover }, speaking) => {
    if (!approved) return `@${name} ${days(request, speaking)} 的请假没有批准`;
    const waiting = handover.map((ticket) => `#${ticket.number}`).join('、');
    const open = waiting === '' ? '' : `。手上还有 ${waiting},请回复「移交 ${name} 接手人」`;
    return `@${name} ${days(request, speaking)} 的请假已批准,期间新单派给别人${open}`;
  },
  'leave-ended': ({ name }) => `${name} 已销假,欢迎回来。发「待办」看手上的单`,
  'nothing-found': () => '好的,没有问题就不立案,辛苦了',
  'leave-needed': () => '您现在没有在请的假,已经在岗了,不用销假。发「待办」看手上的单',
};

export function postsText(posts: readonly PostShown[]): string {
  return posts.map(({ post, at }) => `${at}${POST_LABELS[post]}`).join('、');
}

/** 「李梅 · 第一网格网格员 · 在办 3 件 · 休假中」. */
function staffLine({ name, posts, open, onLeave, isBound }: StaffShown): string {
  const marks = [onLeave ? '休假中' : '', isBound ? '' : '未绑定'].filter((mark) => mark !== '');
  return [name, postsText(posts), `在办 ${open} 件`, ...marks].join(' · ');
}

function days({ from, until }: { from: number; until: number }, speaking: Speaking): string {
  const [first, last] = [dayOf(from, speaking), dayOf(until, speaking)];
  return first === last ? first : `${first}至${last}`;
}

const TABLE: Table<ReplyCode> = {
  ...TICKETS,
  ...HELP,
  ...ROOMS,
  ...STAFF,
  ...KNOWLEDGE_SENTENCES,
  ...MONTH_SENTENCES,
  ...SCORE_SENTENCES,
  ...BALLOT_SENTENCES,
  ...REPORT_SENTENCES,
  ...REMINDER_SENTENCES,
};

/** What a command answers, in the conversation it came from. */
export function replyText(reply: Reply, speaking: Speaking): string {
  return say(reply.code, { reply, speaking });
}

function say<C extends ReplyCode>(code: C, told: { reply: ByCode[C]; speaking: Speaking }): string {
  return TABLE[code](told.reply, told.speaking);
}
