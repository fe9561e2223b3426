import { nextUpdateBy, resumedDeadlines } from '../clock/deadlines.ts';
import { accept, type Refusal, refuse } from '../refusal.ts';
import type { DecideContext } from './action.ts';
import {
  assignedTo,
  type Case,
  claimedAlready,
  type Deciders,
  did,
  just,
  wrongStatus,
} from './decide-kit.ts';
import type { EventBody, TicketEvent } from './event.ts';
import { handedOver } from './limits.ts';
import { assigneeOf, isHeld, numberOf } from './standing.ts';
import type { Ticket } from './ticket.ts';

/** Shorter says nothing to the resident who waits. */
const RESULT_LENGTH = 2;

export const workDeciders = {
  assign: ({ ticket, action, ctx }) => just(ctx, assignedTo(action.assign, handedOver(ticket, ctx))),
  claim: ({ ticket, ctx }) => accept([claim(ticket, ctx, ctx.actor)]),
  arrive: ({ ticket, ctx }) => accept([...impliedClaim(ticket, ctx), did(ctx, { kind: 'arrived' })]),
  progress: ({ ticket, action: { text, images }, ctx }) => {
    const updateBy = nextUpdateBy(ticket, ctx.policy, ctx.now);
    const progressed = did(ctx, { kind: 'progressed', text, images, updateBy });
    return accept([...impliedClaim(ticket, ctx), progressed]);
  },
  transfer: ({ ticket, action, ctx }) => {
    if (assigneeOf(ticket)?.personId === action.assign.personId) return refuse(claimedAlready(ticket));
    return just(ctx, transferred({ ticket, ctx, action }));
  },
  supervise: ({ ticket, action: { text, assign }, ctx }) => {
    const supervised = did(ctx, { kind: 'supervised', text });
    if (!assign || assigneeOf(ticket)?.personId === assign.personId) return accept([supervised]);
    if (ticket.status === 'paused') return refuse(wrongStatus(ticket, 'supervise'));
    const { communityId, gridId } = ticket;
    const moved = isHeld(ticket)
      ? transferred({ ticket, ctx, action: { assign, communityId, gridId, reason: text } })
      : assignedTo(assign, handedOver(ticket, ctx));
    return accept([supervised, did(ctx, moved)]);
  },
  urge: ({ action, ctx }) => just(ctx, { kind: 'urged', text: action.text }),
  finish: (one) => {
    const refusal = unfinished(one);
    if (refusal) return refuse(refusal);
    const { ticket, action, ctx } = one;
    const finished = did(ctx, { kind: 'finished', result: action.result.trim(), images: action.images });
    return accept([...impliedClaim(ticket, ctx), ...impliedResume(ticket, ctx), finished]);
  },
} satisfies Deciders<
  'assign' | 'claim' | 'arrive' | 'progress' | 'transfer' | 'supervise' | 'urge' | 'finish'
>;

interface Transfer {
  ticket: Ticket;
  ctx: DecideContext;
  action: Pick<Case<'transfer'>['action'], 'assign' | 'communityId' | 'gridId' | 'reason'>;
}

/** Also what an approved request for a transfer leads to. */
export function transferred({ ticket, ctx, action }: Transfer): EventBody {
  const { assign, communityId, gridId, reason } = action;
  const from = assigneeOf(ticket)?.personId ?? null;
  const deadlines = handedOver(ticket, ctx);
  const to = { to: assign.personId, toName: assign.name };
  return { kind: 'transferred', from, ...to, communityId, gridId, reason, deadlines };
}

function claim(ticket: Ticket, ctx: DecideContext, who: { personId: string; name: string }): TicketEvent {
  const updateBy = nextUpdateBy(ticket, ctx.policy, ctx.now);
  return did(ctx, { kind: 'claimed', assigneeId: who.personId, assigneeName: who.name, updateBy });
}

/** Whoever works on what was assigned has claimed it, so nobody is stuck for want of a word. */
function impliedClaim(ticket: Ticket, ctx: DecideContext): readonly TicketEvent[] {
  const assignee = ticket.status === 'assigned' ? assigneeOf(ticket) : null;
  return assignee ? [claim(ticket, ctx, assignee)] : [];
}

/** What is finished during a pause gets its time back first, or it would count as late. */
function impliedResume(ticket: Ticket, ctx: DecideContext): readonly TicketEvent[] {
  if (ticket.status !== 'paused') return [];
  const deadlines = resumedDeadlines(ticket, ctx.policy, ctx.now);
  return [did(ctx, { kind: 'resumed', reason: '', deadlines })];
}

function unfinished({ ticket, action, ctx }: Case<'finish'>): Refusal | null {
  const number = numberOf(ticket);
  if ([...action.result.trim()].length < RESULT_LENGTH)
    return { code: 'result-missing', number, example: '' };
  const [level1, level2] = ticket.category;
  const rule = ctx.policy.categories.find((one) => one.level1 === level1 && one.level2 === level2);
  if (!rule?.photosToFinish || action.images.length > 0) return null;
  return { code: 'photos-missing', number, category: level2 };
}
