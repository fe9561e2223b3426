import { accept, type Refusal, refuse } from '../refusal.ts';
import { clockText } from '../time.ts';
import type { Actor } from './action.ts';
import { assignedTo, type Case, type Decision, did, just, wrongStatus } from './decide-kit.ts';
import { transferred } from './decide-work.ts';
import { handedOver } from './limits.ts';
import { assigneeOf, numberOf } from './standing.ts';
import type { PendingRequest, RequestKind, Ticket } from './ticket.ts';

type Approval = (given: Case<'approve'>, pending: PendingRequest) => Decision;

/** What a yes to each kind of request leads to. */
const APPROVALS: Readonly<Record<RequestKind, Approval>> = {
  return: ({ ticket, action: { assign }, ctx }, { reason, by }) => {
    const returned = did(ctx, { kind: 'returned', reason, by });
    return accept(assign ? [returned, did(ctx, assignedTo(assign, handedOver(ticket, ctx)))] : [returned]);
  },
  transfer: ({ ticket, action: { assign }, ctx }, { reason, to }) => {
    if (!assign) return refuse({ code: 'no-such-person', name: to ?? '', near: [] });
    const { communityId, gridId } = ticket;
    return just(ctx, transferred({ ticket, ctx, action: { assign, communityId, gridId, reason } }));
  },
  pause: ({ ctx }, { until, reason }) => {
    const { now, policy } = ctx;
    if (until !== null && until > now) return just(ctx, { kind: 'paused', until, reason });
    const text = until === null ? '' : clockText(policy.calendar.zone, until, now);
    return refuse({ code: 'date-in-past', text });
  },
  extension: ({ ticket, ctx }, { until, reason }) =>
    just(ctx, { kind: 'extended', solveBy: until ?? ticket.deadlines.solveBy, reason }),
  exclusion: (one, pending) => turnKey(one, pending),
};

/** Yes to the pending request, by secretary or street. */
export function approved(given: Case<'approve'>, pending: PendingRequest): Decision {
  const { ticket, ctx } = given;
  if (pending.kind !== 'exclusion' && needsOther(ticket, pending, ctx.actor)) {
    return refuse({ code: 'not-permitted', command: 'approve' });
  }
  const lost = lostGround(ticket, pending.kind);
  return lost ? refuse(lost) : APPROVALS[pending.kind](given, pending);
}

/** A secretary who holds the ticket does not say yes to themselves: the street does. */
function needsOther(ticket: Ticket, pending: PendingRequest, actor: Actor): boolean {
  const isOwn = pending.by === actor.personId && assigneeOf(ticket)?.personId === actor.personId;
  return isOwn && !actor.roles.includes('street');
}

/** The work may have gone on since the request: nothing to return or to pause any more. */
function lostGround(ticket: Ticket, kind: RequestKind): Refusal | null {
  if (kind === 'exclusion' || assigneeOf(ticket)) return null;
  return wrongStatus(ticket, 'approve');
}

/** Two keys, two persons: the first a secretary's, the second the street's (rules.md 3.2). */
function turnKey({ ticket, ctx }: Case<'approve'>, { firstKey, reason }: PendingRequest): Decision {
  const { personId, roles } = ctx.actor;
  if (firstKey === personId) return refuse({ code: 'second-key-same-person', number: numberOf(ticket) });
  const needed = firstKey === null ? 'secretary' : 'street';
  if (!roles.includes(needed)) return refuse({ code: 'not-permitted', command: 'approve' });
  if (firstKey === null) return just(ctx, { kind: 'key-turned', reason });
  return just(ctx, { kind: 'excluded', reason, keys: [firstKey, personId] });
}
