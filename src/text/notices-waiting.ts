import type { Speaking } from '../app/reply.ts';
import type { ReminderKind, TicketEvent } from '../engine/ticket/event.ts';
import type { PendingRequest, Ticket } from '../engine/ticket/ticket.ts';
import { REQUEST_LABELS } from './labels.ts';
import { atSecretary, because, numberOf, quote, staffTitleOf, when, words } from './say.ts';

type Reminded = Extract<TicketEvent, { kind: 'reminded' }>;
export type SayReminder = (ticket: Ticket, speaking: Speaking, event: Reminded) => string;

/** Reminders of what lies with somebody who has not said a word yet. */
export const WAITING_REMINDERS = {
  draft: (ticket, speaking) => {
    const number = numberOf(ticket);
    const until = when(ticket.openedAt + speaking.policy.timing.draftLapseMs, speaking);
    return `${words(atSecretary(ticket, speaking), number)} 还没有人确认:${quote(ticket.text)}。要办请回复「立案 ${number}」,${until} 前没有回复就不立案`;
  },
  request: (ticket, speaking, event) => requestWaits(ticket, speaking, event),
  whistle: (ticket, _speaking, { department = '' }) =>
    `【吹哨】${staffTitleOf(ticket)} ${department} 还没有回应。请 ${department} 回复「响应 ${ticket.number} ${department} 情况」`,
  'whistle-caller': (ticket, _speaking, { department = '' }) =>
    `#${ticket.number} 吹哨后 ${department} 一直没有回应,请直接联系。有了消息请发「响应 ${ticket.number} ${department} 情况」`,
} satisfies Partial<Record<ReminderKind, SayReminder>>;

function requestWaits(ticket: Ticket, speaking: Speaking, { to }: Reminded): string {
  const { pending } = ticket;
  if (pending === null) return '';
  const community = `(${speaking.directory.nameOf(ticket.communityId)})`;
  const who = to === 'street' ? '请街道答复' : atSecretary(ticket, speaking);
  const title = `${staffTitleOf(ticket)}${to === 'street' ? community : ''}`;
  return `${words(who, title)} 的${REQUEST_LABELS[pending.kind]}申请还没有答复${because(pending.reason)}。请回复${answersTo(pending, ticket)}`;
}

/** `「批准 128」或「驳回 128 原因」`; the second key of an exclusion is turned by its own word. */
export function answersTo({ kind }: PendingRequest, { number }: Pick<Ticket, 'number'>): string {
  const yes = kind === 'exclusion' ? '剔除' : '批准';
  return `「${yes} ${number}」或「驳回 ${number} 原因」`;
}
