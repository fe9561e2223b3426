/** Who may move a ticket from where (rules.md 3.2): one table of data, consulted by `decide` and by help. */
import type { Refusal } from '../refusal.ts';
import type { Action, ActionType, Actor } from './action.ts';
import { SYSTEM } from './event.ts';
import {
  assigneeOf,
  HELD_STATUSES,
  hasHandled,
  isFollower,
  isParty,
  isStaffFiled,
  numberOf,
} from './standing.ts';
import { OPEN_STATUSES, REQUEST_KINDS, type RequestKind, type Ticket, type TicketStatus } from './ticket.ts';

/** What an actor is to the ticket. `worker`: any worker or secretary where the ticket lies. */
export type Relation =
  | 'reporter'
  | 'follower'
  | 'assignee'
  | 'worker'
  | 'secretary'
  | 'street'
  | 'department'
  | 'system'
  | 'anyone';

/** Requests are moves of their own: who asks for a pause is not who asks for an exclusion. */
export type MoveName = Exclude<ActionType, 'file' | 'request'> | `request-${RequestKind}` | 'reopen-joining';

export interface Move {
  from: readonly TicketStatus[];
  by: readonly Relation[];
}

const HELD = HELD_STATUSES;
const UNCLAIMED = ['filed', 'assigned', 'returned'] as const;
/** Open, and no longer waiting for staff to say that it is a ticket. */
const LIVE = [...UNCLAIMED, ...HELD, 'paused'] as const;
const EVERY = [...OPEN_STATUSES, 'finished', 'closed', 'rejected', 'merged', 'withdrawn'] as const;
const PARTIES = ['reporter', 'follower'] as const;
const LEADERS = ['secretary', 'street'] as const;
const IN_HAND = { from: ['assigned', ...HELD], by: ['assignee', ...LEADERS] } as const;
const CLAIMED = { from: HELD, by: ['assignee', ...LEADERS] } as const;

export const MOVES: Readonly<Record<MoveName, Move>> = {
  // By the system when the reporter has made it plain before staff answered.
  confirm: { from: ['waiting-confirm'], by: ['worker', 'street', 'system'] },
  reject: { from: ['waiting-confirm'], by: ['worker', 'street'] },
  correct: { from: OPEN_STATUSES, by: ['reporter', 'assignee', 'worker', 'street', 'system'] },
  supplement: {
    from: [...OPEN_STATUSES, 'finished'],
    by: [...PARTIES, 'assignee', 'worker', 'street', 'department'],
  },
  join: { from: [...OPEN_STATUSES, 'finished'], by: ['anyone'] },
  part: { from: [...OPEN_STATUSES, 'finished'], by: ['follower', 'worker', 'street'] },
  assign: { from: UNCLAIMED, by: [...LEADERS, 'system'] },
  claim: { from: UNCLAIMED, by: ['assignee', 'worker'] },
  arrive: { from: ['assigned', ...HELD], by: ['assignee'] },
  progress: IN_HAND,
  'request-return': IN_HAND,
  'request-transfer': IN_HAND,
  'request-pause': CLAIMED,
  'request-extension': CLAIMED,
  'request-exclusion': { from: [...LIVE, 'finished', 'closed'], by: ['assignee', 'secretary'] },
  approve: { from: [...LIVE, 'finished', 'closed'], by: LEADERS },
  decline: { from: [...LIVE, 'finished', 'closed'], by: LEADERS },
  dispute: { from: [...UNCLAIMED, ...HELD], by: ['secretary'] },
  transfer: { from: [...UNCLAIMED, ...HELD], by: LEADERS },
  object: { from: ['paused'], by: PARTIES },
  resume: { from: ['paused'], by: ['assignee', ...LEADERS] },
  include: { from: [...LIVE, 'finished', 'closed'], by: LEADERS },
  whistle: { from: [...UNCLAIMED, ...HELD], by: ['assignee', ...LEADERS] },
  'answer-whistle': { from: [...LIVE, 'finished'], by: ['assignee', 'department', ...LEADERS] },
  'rate-whistle': { from: [...LIVE, 'finished', 'closed'], by: LEADERS },
  supervise: { from: LIVE, by: LEADERS },
  urge: { from: LIVE, by: PARTIES },
  finish: { from: ['assigned', ...HELD, 'paused'], by: ['assignee', ...LEADERS] },
  rate: { from: ['finished'], by: PARTIES },
  reopen: { from: ['finished', 'closed'], by: [...PARTIES, 'assignee', 'worker', 'street'] },
  'reopen-joining': { from: ['finished', 'closed'], by: ['anyone'] },
  merge: { from: OPEN_STATUSES, by: LEADERS },
  unmerge: { from: ['merged'], by: LEADERS },
  absorb: { from: OPEN_STATUSES, by: [...LEADERS, 'system'] },
  release: { from: [...OPEN_STATUSES, 'finished', 'closed', 'merged'], by: [...LEADERS, 'system'] },
  withdraw: { from: OPEN_STATUSES, by: ['reporter', ...LEADERS] },
  restore: { from: ['withdrawn'], by: ['reporter', ...LEADERS] },
  link: { from: EVERY, by: ['reporter', 'worker', 'street', 'system'] },
};

/** The other halves of merging and splitting, and trouble told again by others: nobody asks for them by name. */
const INWARD: readonly MoveName[] = ['absorb', 'release', 'link', 'reopen-joining'];
const ACTION_TYPES = [...new Set(moveNames().map(actionOf))];

export function moveOf(action: Exclude<Action, { type: 'file' }>): MoveName {
  if (action.type === 'reopen' && action.follower) return 'reopen-joining';
  return action.type === 'request' ? `request-${action.kind}` : action.type;
}

/** The refusal when the actor is nobody who may do this to this ticket; else null. */
export function refuseWho(ticket: Ticket, move: MoveName, actor: Actor): Refusal | null {
  const relations = relationsOf(ticket, actor);
  const { by } = MOVES[move];
  if (by.some((relation) => relations.includes(relation))) return null;
  return refusalFor({ by, ticket, isStaff: isStaff(actor), move });
}

/** The refusal when the ticket's status does not allow it; else null. */
export function refuseFrom(ticket: Ticket, move: MoveName): Refusal | null {
  if (MOVES[move].from.includes(ticket.status)) return null;
  return { code: 'wrong-status', number: numberOf(ticket), status: ticket.status, action: actionOf(move) };
}

/** Whether this person could make this move now, by the table; details such as a reason may still be missing. */
export function mayMove(ticket: Ticket, move: MoveName, actor: Actor): boolean {
  return !refuseWho(ticket, move, actor) && !refuseFrom(ticket, move) && hasObject(ticket, move, actor);
}

/** What this person could do to this ticket now, as `mayMove` has it. */
export function allowedMoves(ticket: Ticket, actor: Actor): readonly ActionType[] {
  const named = moveNames().filter((move) => !INWARD.includes(move));
  const types = named.filter((move) => mayMove(ticket, move, actor)).map(actionOf);
  return ACTION_TYPES.filter((type) => types.includes(type));
}

/** The holder, whoever filed it for others, and all who handled it do not rate it. */
export function ratesOwn(ticket: Ticket, actor: Actor): boolean {
  const filed = ticket.reporter.personId === actor.personId && (isStaffFiled(ticket) || isStaff(actor));
  return filed || hasHandled(ticket, actor.personId);
}

export function isStaff(actor: Actor): boolean {
  return actor.roles.some((role) => role !== 'resident');
}

function relationsOf(ticket: Ticket, actor: Actor): readonly Relation[] {
  const { personId, roles } = actor;
  const held: readonly [Relation, boolean][] = [
    ['anyone', true],
    ['system', personId === SYSTEM],
    ['reporter', ticket.reporter.personId === personId],
    ['follower', isFollower(ticket, personId)],
    ['assignee', assigneeOf(ticket)?.personId === personId],
    ['worker', roles.includes('worker') || roles.includes('secretary')],
    ['secretary', roles.includes('secretary')],
    ['street', roles.includes('street')],
    ['department', roles.includes('department')],
  ];
  return held.filter(([, holds]) => holds).map(([relation]) => relation);
}

interface Unfit {
  by: readonly Relation[];
  ticket: Ticket;
  isStaff: boolean;
  move: MoveName;
}

function refusalFor({ by, ticket, isStaff, move }: Unfit): Refusal {
  const number = numberOf(ticket);
  const holder = assigneeOf(ticket)?.name;
  if (isStaff && holder && by.includes('assignee')) return { code: 'not-yours', number, holder };
  if (by.includes('reporter')) return { code: 'not-reporter', number };
  return { code: 'not-permitted', command: actionOf(move) };
}

/** A yes needs a request, an undoing something done, and nobody rates their own. */
function hasObject(ticket: Ticket, move: MoveName, actor: Actor): boolean {
  if (move === 'approve' || move === 'decline') return ticket.pending !== null;
  if (move === 'include') return ticket.excluded;
  if (move === 'rate') return !ratesOwn(ticket, actor);
  if (move === 'join') return isStaff(actor) || !isParty(ticket, actor.personId);
  if (move === 'answer-whistle' || move === 'rate-whistle') return ticket.whistles.length > 0;
  return !move.startsWith('request-') || ticket.pending === null;
}

function moveNames(): readonly MoveName[] {
  return Object.keys(MOVES).filter(isMoveName);
}

function isMoveName(name: string): name is MoveName {
  return name in MOVES;
}

function actionOf(move: MoveName): ActionType {
  if (move === 'reopen-joining') return 'reopen';
  return isRequestMove(move) ? 'request' : move;
}

function isRequestMove(move: MoveName): move is `request-${RequestKind}` {
  return REQUEST_KINDS.some((kind) => move === `request-${kind}`);
}
