import type { Speaking } from '../app/reply.ts';
import type { CardAction } from '../chat/card.ts';
import type { Actor } from '../engine/ticket/action.ts';
import { assigneeOf, isOneOf, UNCLAIMED_STATUSES } from '../engine/ticket/standing.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { type MoveName, mayMove } from '../engine/ticket/transitions.ts';
import { SATISFACTION_LABELS } from './labels.ts';

/** A button of a ticket's card: shown when the engine's table lets its actor make the move now. */
interface Button {
  move: MoveName;
  as(ticket: Ticket): Actor;
  label: string;
  /** Before the ticket's number. */
  verb(ticket: Ticket): string;
  /** Behind it: `满意`. */
  words?: string;
  style: CardAction['style'];
  input?: CardAction['input'];
  /** Further than the table: what is of no use just now is left out. */
  when?(ticket: Ticket): boolean;
}

/** A phone shows so many without hiding the sentence. */
const MOST_BUTTONS = 5;

const LEADER: Actor = { personId: '', name: '', roles: ['worker', 'secretary', 'street'] };

/** Whoever has it, else any worker there. */
function worker(ticket: Ticket): Actor {
  const holder = assigneeOf(ticket);
  return { personId: holder?.personId ?? '', name: holder?.name ?? '', roles: ['worker'] };
}

function leader(): Actor {
  return LEADER;
}

function reporter({ reporter: { personId, name } }: Ticket): Actor {
  return { personId, name, roles: ['resident'] };
}

function neighbour(): Actor {
  return { personId: '', name: '', roles: ['resident'] };
}

const claimed = (ticket: Ticket) => !isOneOf(UNCLAIMED_STATUSES, ticket);
const unclaimed = (ticket: Ticket) => !claimed(ticket);
const required = (label: string) => ({ label, required: true });
const optional = (label: string) => ({ label, required: false });

function staffButton(move: MoveName, verb: string, more: Partial<Button> = {}): Button {
  return { move, as: worker, label: verb, verb: () => verb, style: 'plain', ...more };
}

/** The most pressing first: what is beyond the limit is typed. */
const STAFF_BUTTONS: readonly Button[] = [
  staffButton('confirm', '立案', { style: 'primary' }),
  staffButton('reject', '忽略', { input: optional('原因') }),
  staffButton('approve', '批准', {
    as: leader,
    label: '同意',
    verb: ({ pending }) => (pending?.kind === 'exclusion' ? '剔除' : '批准'),
    style: 'primary',
  }),
  staffButton('decline', '驳回', {
    as: leader,
    label: '不同意',
    style: 'danger',
    input: required('理由'),
  }),
  staffButton('claim', '接单', { style: 'primary' }),
  staffButton('assign', '派单', {
    as: leader,
    input: required('姓名'),
    when: (ticket) => assigneeOf(ticket) === null,
  }),
  staffButton('resume', '恢复', { style: 'primary' }),
  staffButton('finish', '办结', {
    style: 'primary',
    input: required('处理结果'),
    when: (ticket) => claimed(ticket) && ticket.status !== 'paused',
  }),
  staffButton('progress', '进展', { input: required('情况'), when: claimed }),
  staffButton('request-pause', '缓办', { input: required('原因,缓到几月几日') }),
  staffButton('request-return', '退单', { style: 'danger', input: required('原因') }),
  staffButton('supervise', '督办', {
    as: leader,
    input: required('要求'),
    when: (ticket) => ticket.status === 'reopened' || ticket.status === 'paused',
  }),
];

function residentButton(move: MoveName, verb: string, more: Partial<Button> = {}): Button {
  return { move, as: reporter, label: verb, verb: () => verb, style: 'plain', ...more };
}

function ratingButton(label: string, more: Partial<Button> = {}): Button {
  return residentButton('rate', '评价', { as: rater, label, words: label, ...more });
}

/** Rating is for whoever waited for it: the reporter, or the first to join what staff wrote down. */
function rater(ticket: Ticket): Actor {
  const own = reporter(ticket);
  const [first] = ticket.followers;
  return mayMove(ticket, 'rate', own) || !first
    ? own
    : { personId: first.personId, name: first.name, roles: ['resident'] };
}

const RESIDENT_BUTTONS: readonly Button[] = [
  ratingButton(SATISFACTION_LABELS.satisfied, { style: 'primary' }),
  ratingButton(SATISFACTION_LABELS.basically),
  ratingButton(SATISFACTION_LABELS.dissatisfied, { style: 'danger', input: optional('哪里没办好') }),
  ratingButton('没解决', { style: 'danger', input: optional('还有什么问题') }),
  residentButton('object', '异议', { input: required('为什么不能等') }),
  residentButton('join', '附议', {
    as: neighbour,
    label: '我家也是',
    when: ({ kind, status }) => (kind === 'help' || kind === 'complaint') && status !== 'finished',
  }),
  residentButton('urge', '催', { label: '催一催', when: claimed }),
  residentButton('withdraw', '撤回', { label: '不用办了', input: optional('说明'), when: unclaimed }),
  residentButton('reopen', '重办', {
    input: required('又出了什么问题'),
    when: ({ status }) => status === 'closed',
  }),
];

/**
 * What can be done to the ticket with one press, each as the command a person would type. A tip-off has no buttons among
 * residents: who presses one is seen there.
 */
export function actionsOf(
  ticket: Ticket,
  { toResidents, inPrivate }: Pick<Speaking, 'toResidents' | 'inPrivate'>,
): readonly CardAction[] {
  // A draft has no number that residents could name.
  if (toResidents && (ticket.kind === 'tip-off' || ticket.number === null)) return [];
  const buttons = toResidents ? RESIDENT_BUTTONS : STAFF_BUTTONS;
  return buttons
    .filter(({ move }) => !(inPrivate && move === 'join'))
    .filter(({ move, as, when }) => (when?.(ticket) ?? true) && mayMove(ticket, move, as(ticket)))
    .slice(0, MOST_BUTTONS)
    .map((button) => actionFor(button, ticket));
}

function actionFor({ label, verb, words, style, input }: Button, ticket: Ticket): CardAction {
  const number = ticket.number === null ? `疑${ticket.draftNumber ?? ''}` : `${ticket.number}`;
  const command = [verb(ticket), number, words ?? ''].filter((part) => part !== '').join(' ');
  return { label, command, style, ...(input && { input }) };
}
