import { addSpan } from '../clock/calendar.ts';
import { resumedDeadlines } from '../clock/deadlines.ts';
import type { Instant } from '../glossary.ts';
import { accept, type Refusal, refuse } from '../refusal.ts';
import { clockText } from '../time.ts';
import type { Actor, DecideContext } from './action.ts';
import { approved } from './decide-approve.ts';
import { type Case, type Deciders, did, isBlank, just } from './decide-kit.ts';
import { assigneeOf, holdingOf, numberOf } from './standing.ts';
import type { PendingRequest, RequestKind, Ticket } from './ticket.ts';

export const requestDeciders = {
  request: (one) => {
    const { ticket, action, ctx } = one;
    const refusal = unfit(one);
    if (refusal) return refuse(refusal);
    const { kind, reason, to, until } = action;
    const turnsKey = kind === 'exclusion' && ctx.actor.roles.includes('secretary');
    const firstKey = turnsKey ? ctx.actor.personId : null;
    const isForStreet = kind !== 'exclusion' && asksOneself(ticket, ctx.actor);
    const request: PendingRequest = {
      kind,
      by: ctx.actor.personId,
      at: ctx.now,
      reason,
      to: kind === 'transfer' ? to : null,
      until: kind === 'pause' || kind === 'extension' ? until : null,
      firstKey,
      ...(isForStreet && { answeredBy: 'street' }),
    };
    return ticket.pending
      ? refuse(pendingAlready(ticket, ticket.pending.kind))
      : just(ctx, { kind: 'requested', request });
  },
  approve: (one) => {
    const pending = meant(one.ticket, one.action.request);
    return pending ? approved(one, pending) : refuse(nothingPending(one.ticket));
  },
  decline: ({ ticket, action: { request, reason }, ctx }) => {
    const pending = meant(ticket, request);
    if (!pending) return refuse(nothingPending(ticket));
    if (isBlank(reason)) return refuse({ code: 'reason-missing', command: 'decline', example: '' });
    return just(ctx, { kind: 'declined', request: pending.kind, reason });
  },
  dispute: ({ action: { reason }, ctx }) => {
    if (isBlank(reason)) return refuse({ code: 'reason-missing', command: 'dispute', example: '' });
    return just(ctx, { kind: 'disputed', reason });
  },
  object: ({ action, ctx }) => just(ctx, { kind: 'objected', text: action.text }),
  resume: ({ ticket, action, ctx }) => {
    if (ticket.status !== 'paused') return accept([]);
    const deadlines = resumedDeadlines(ticket, ctx.policy, ctx.now);
    return just(ctx, { kind: 'resumed', reason: action.reason, deadlines });
  },
  include: ({ ticket, action, ctx }) => {
    if (!ticket.excluded) return refuse(nothingPending(ticket));
    return accept([did(ctx, { kind: 'included', reason: action.reason })]);
  },
} satisfies Deciders<'request' | 'approve' | 'decline' | 'dispute' | 'object' | 'resume' | 'include'>;

/** Their own yes does not count (decide-approve.ts), and the community has no other secretary. */
function asksOneself(ticket: Ticket, { personId, roles }: Actor): boolean {
  const holds = assigneeOf(ticket)?.personId === personId;
  return holds && roles.includes('secretary') && !roles.includes('street');
}

function meant(ticket: Ticket, kind: RequestKind | null): PendingRequest | null {
  return kind === null || ticket.pending?.kind === kind ? ticket.pending : null;
}

function nothingPending(ticket: Ticket): Refusal {
  return { code: 'nothing-pending', number: numberOf(ticket) };
}

function pendingAlready(ticket: Ticket, request: string): Refusal {
  return { code: 'already-pending', number: numberOf(ticket), request };
}

type Check = (ticket: Ticket, until: Instant | null, ctx: DecideContext) => Refusal | null;

/** What each kind of request needs besides a reason. */
const CHECKS: Readonly<Record<RequestKind, Check>> = {
  return: (ticket, _until, ctx) => tooLate(ticket, ctx),
  transfer: () => null,
  pause: (_ticket, until, ctx) => badDate(until, ctx.now, ctx),
  extension: (ticket, until, ctx) => badExtension(ticket, until, ctx),
  exclusion: (ticket) => (ticket.excluded ? pendingAlready(ticket, 'exclusion') : null),
};

function unfit({ ticket, action, ctx }: Case<'request'>): Refusal | null {
  if (isBlank(action.reason)) return { code: 'reason-missing', command: action.kind, example: '' };
  return CHECKS[action.kind](ticket, action.until, ctx);
}

function tooLate(ticket: Ticket, { now, policy }: DecideContext): Refusal | null {
  const since = ticket.status === 'assigned' ? ticket.assignedAt : holdingOf(ticket)?.claimedAt;
  const until = addSpan(policy.calendar, since ?? now, policy.timing.returnWithin);
  if (now <= until) return null;
  const untilText = clockText(policy.calendar.zone, until, now);
  return { code: 'return-too-late', number: numberOf(ticket), untilText };
}

function badDate(until: Instant | null, after: Instant, { now, policy }: DecideContext): Refusal | null {
  if (until === null) return { code: 'date-unclear', text: '', example: '' };
  if (until > after) return null;
  return { code: 'date-in-past', text: clockText(policy.calendar.zone, until, now) };
}

/** Once, counted from the date that it replaces (rules.md 3.2). */
function badExtension(ticket: Ticket, until: Instant | null, ctx: DecideContext): Refusal | null {
  const number = numberOf(ticket);
  if (ticket.extended) return { code: 'extended-before', number };
  const { calendar, timing } = ctx.policy;
  const { solveBy } = ticket.deadlines;
  const unclear = badDate(until, Math.max(ctx.now, solveBy), ctx);
  if (unclear || until === null) return unclear;
  const latest = addSpan(calendar, solveBy, timing.extensionMax);
  if (until <= latest) return null;
  return { code: 'extension-too-long', number, latestText: clockText(calendar.zone, latest, ctx.now) };
}
