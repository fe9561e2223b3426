import { accept, refuse } from '../refusal.ts';
import type { DecideContext } from './action.ts';
import type { ActionOf, Case, Deciders, Decision } from './decide-kit.ts';
import { assignedTo, did, followed, given, just } from './decide-kit.ts';
import type { EventBody, TicketEvent } from './event.ts';
import { correctedDeadlines, freshDeadlines } from './limits.ts';
import { assigneeOf, isFollower, isOneOf, isParty, numberOf, UNCLAIMED_STATUSES } from './standing.ts';
import type { Ticket } from './ticket.ts';
import { isStaff } from './transitions.ts';

/** A new ticket (rules.md 3.1): to staff for a yes, or back with one question, or straight to a worker. */
export function decideFile(action: ActionOf<'file'>, ctx: DecideContext): Decision {
  const { filing, confirm, askPlace, choices = [], assign } = action;
  if (confirm) return just(ctx, { kind: 'filed', filing: { ...filing, number: null } });
  const filed = did(ctx, { kind: 'filed', filing: { ...filing, draftNumber: null } });
  if (!askPlace) return accept([filed, given(ctx, assign, filing)]);
  const until = ctx.now + ctx.policy.timing.askBackMs;
  const which = choices.length > 1 ? { choices } : {};
  const asked = followed(ctx, { kind: 'asked', what: 'place', until, ...which });
  // What cannot wait for the answer is given to somebody meanwhile.
  return accept(assign ? [filed, asked, given(ctx, assign, filing)] : [filed, asked]);
}

export const intakeDeciders = {
  /** Residents were promised nothing while it waited: limits run from the yes. */
  confirm: ({ ticket, action, ctx }) => {
    const deadlines = freshDeadlines(ticket, ctx);
    const confirmed = did(ctx, { kind: 'confirmed', number: action.number });
    return accept([confirmed, given(ctx, action.assign, { deadlines })]);
  },
  reject: ({ action, ctx }) => just(ctx, { kind: 'rejected', reason: action.reason }),
  correct: (one) => accept([did(one.ctx, correction(one)), ...newWorker(one)]),
  supplement: ({ action, ctx }) =>
    just(ctx, { kind: 'supplemented', text: action.text, images: action.images }),
  join: ({ ticket, action: { follower }, ctx }) => {
    const speaksForOther = follower.personId !== ctx.actor.personId && !isStaff(ctx.actor);
    if (speaksForOther) return refuse({ code: 'not-permitted', command: 'join' });
    if (isParty(ticket, follower.personId)) {
      return refuse({ code: 'already-follows', number: numberOf(ticket) });
    }
    return just(ctx, { kind: 'joined', follower });
  },
  part: ({ ticket, action: { personId }, ctx }) => {
    const speaksForOther = personId !== ctx.actor.personId && !isStaff(ctx.actor);
    if (speaksForOther) return refuse({ code: 'not-permitted', command: 'part' });
    if (isFollower(ticket, personId)) return just(ctx, { kind: 'parted', personId });
    const near = ticket.followers.map((follower) => follower.name);
    return refuse({ code: 'no-such-person', name: personId, near });
  },
} satisfies Deciders<'confirm' | 'reject' | 'correct' | 'supplement' | 'join' | 'part'>;

/** Other facts may mean other limits. */
function correction({ ticket, action, ctx }: Case<'correct'>): EventBody {
  const { type, assign, ...facts } = action;
  const category = facts.category ?? ticket.category;
  const urgency = facts.urgency ?? ticket.urgency;
  const same =
    urgency === ticket.urgency && category[1] === ticket.category[1] && category[0] === ticket.category[0];
  if (same) return { kind: 'corrected', ...facts };
  return { kind: 'corrected', ...facts, deadlines: correctedDeadlines(ticket, { urgency, category }, ctx) };
}

/** Before anyone claimed it, a better place goes to the better worker; and an answered question to the first. */
function newWorker({ ticket, action, ctx }: Case<'correct'>): readonly TicketEvent[] {
  if (!isOneOf(UNCLAIMED_STATUSES, ticket)) return [];
  const { assign } = action;
  const answersAsk = ticket.ask !== null && Boolean(action.place);
  if (!assign) return answersAsk ? [given(ctx, null, ticket)] : [];
  const moved = action.gridId !== undefined && action.gridId !== ticket.gridId;
  const wanted = answersAsk || moved || ticket.status !== 'assigned';
  const stays = assigneeOf(ticket)?.personId === assign.personId;
  return wanted && !stays ? [followed(ctx, assignedTo(assign, deadlinesAfter(ticket, action, ctx)))] : [];
}

/** As long as nobody was assigned, the first deadlines stand; a second worker gets time to respond. */
function deadlinesAfter(
  ticket: Ticket,
  action: ActionOf<'correct'>,
  ctx: DecideContext,
): Ticket['deadlines'] {
  const category = action.category ?? ticket.category;
  const urgency = action.urgency ?? ticket.urgency;
  const kept = correctedDeadlines(ticket, { urgency, category }, ctx);
  if (ticket.tried.length === 0) return kept;
  return { ...kept, respondBy: freshDeadlines({ ...ticket, urgency, category }, ctx).respondBy };
}
