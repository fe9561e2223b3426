import type { Speaking } from '../app/reply.ts';
import { maskPrivate } from '../engine/intake/mask.ts';
import type { Notice } from '../engine/notice.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { KIND_LABELS } from './labels.ts';
import type { NoticeTable } from './notice-kit.ts';
import {
  atHolder,
  atSecretary,
  holderOf,
  numberOf,
  placeOf,
  plain,
  publicNumberOf,
  quote,
  reporterOf,
  soon,
  staffTitleOf,
  subjectOf,
  titleOf,
  when,
  words,
} from './say.ts';

/** From the first word to somebody having it. */
export const OPENING_NOTICES: NoticeTable<
  | 'opened'
  | 'opened-critical'
  | 'asked-place'
  | 'confirm-wanted'
  | 'assigned'
  | 'unassigned'
  | 'critical-to-street'
  | 'joined'
  | 'place-corrected'
  | 'supplemented-to-worker'
  | 'merged'
  | 'withdrawn'
> = {
  opened: ({ ticket }, speaking) => opened(ticket, speaking),
  'opened-critical': ({ ticket }, speaking) => openedCritical(ticket, speaking),
  'asked-place': ({ ticket }) =>
    `${words(atReporter(ticket), '已记下')} ${numberOf(ticket)} ${subjectOf(ticket)}。${whereQuestion(ticket)}`,
  'confirm-wanted': ({ ticket }) => {
    const number = numberOf(ticket);
    const what = words(subjectOf(ticket), placeOf(ticket));
    const by = ticket.source === 'proposal' ? '语言模型提议:' : '';
    return `${number} ${by}${quote(ticket.text)}(${reporterOf(ticket)}),像是${KIND_LABELS[ticket.kind]}:${what}。要办请回复「立案 ${number}」,不办请回复「忽略 ${number}」`;
  },
  assigned: ({ ticket }, speaking) =>
    `${staffTitleOf(ticket)} → ${atHolder(ticket)}。${quote(ticket.text)},请在 ${when(ticket.deadlines.respondBy, speaking)} 前回复「接单 ${ticket.number}」`,
  unassigned: ({ ticket }, speaking) =>
    `${words(atSecretary(ticket, speaking), staffTitleOf(ticket))} 还没有合适的人接。${quote(ticket.text)}。请回复「派单 ${ticket.number} 姓名」`,
  'critical-to-street': ({ ticket }, speaking) => {
    const community = speaking.directory.nameOf(ticket.communityId);
    const holder = holderOf(ticket);
    return `${staffTitleOf(ticket)}(${community})${quote(ticket.text)}。${holder ? `已通知 ${holder}` : '还没有人接'},请街道关注`;
  },
  joined: (notice, speaking) => joined(notice, speaking),
  'place-corrected': ({ ticket }) => {
    const place = placeOf(ticket) || '待确认';
    const holder = atHolder(ticket);
    return `#${ticket.number ?? ''} 地点已更正:${place}${holder === '' ? '' : `,请 ${holder} 留意`}`;
  },
  'supplemented-to-worker': (notice) => supplemented(notice),
  merged: ({ ticket, event }) => {
    const into = event.kind === 'merged' ? event.intoNumber : null;
    return `${titleOf(ticket)} 和 #${into} 是同一件事,已并到 #${into} 一起办,进展看 #${into}`;
  },
  withdrawn: ({ ticket, event }) => {
    const by = event.actorId === ticket.reporter.personId ? '报事人' : event.actorName;
    return `${staffTitleOf(ticket)} 已由${by}撤回,不用再办`;
  },
};

function opened(ticket: Ticket, speaking: Speaking): string {
  const by = `${holderOf(ticket) ?? '社区'} ${soon(ticket.deadlines.respondBy, speaking)} 前回应`;
  const isShared = (ticket.kind === 'help' || ticket.kind === 'complaint') && !speaking.inPrivate;
  const together = isShared ? '。同样受影响请回复「+1」' : '';
  return `已受理 ${titleOf(ticket)} · ${by}${together}`;
}

function openedCritical(ticket: Ticket, speaking: Speaking): string {
  const numbers = publicNumberOf(ticket, speaking);
  const call = numbers === '' ? '' : `,并拨打 ${numbers}`;
  const holder = holderOf(ticket);
  return `【特急】已受理 ${titleOf(ticket)},已通知${holder ? ` ${holder} 和` : ''}街道。请先保证自己安全${call}`;
}

/** A question with its answers where what was said could mean several places. */
function whereQuestion({ ask }: Ticket): string {
  const choices = ask?.choices ?? [];
  if (choices.length === 0) return '请问是哪栋楼/哪个位置?';
  const listed = choices.map(({ text }, at) => `${at + 1} ${maskPrivate(text)}`).join(',');
  return `请问是哪一处?${listed}。回复序号或名称即可`;
}

function joined({ ticket, event }: Notice, { toResidents }: Speaking): string {
  const name = event.kind === 'joined' ? event.follower.name : '';
  const count = ticket.followers.length + 1;
  if (toResidents) return `@${name} 记上了,#${ticket.number} 现有 ${count} 户,有进展告诉您`;
  const why = event.kind === 'joined' && event.follower.why !== '' ? `(${event.follower.why})` : '';
  if (ticket.kind === 'tip-off') return `#${ticket.number} ${subjectOf(ticket)} 又有人反映${why}`;
  return `#${ticket.number} ${subjectOf(ticket)} 又有一户反映:${name}${why},现有 ${count} 户。不是同一件请回复「拆分 ${ticket.number} ${name}」`;
}

function atReporter({ kind, reporter }: Ticket): string {
  return kind === 'tip-off' ? '' : `@${reporter.name}`;
}

function supplemented({ ticket, event }: Notice): string {
  const said = 'text' in event ? plain(event.text) : '';
  const images = 'images' in event ? event.images.length : 0;
  const pictures = images > 0 ? `${images} 张照片` : '';
  return `${words(atHolder(ticket), `#${ticket.number}`)} 有补充:${[said, pictures].filter(Boolean).join(',')}`;
}
