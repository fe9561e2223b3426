import { DAY_MS, type Instant } from '../glossary.ts';
import { accept, type Refusal, refuse } from '../refusal.ts';
import type { DecideContext } from './action.ts';
import { type Case, type Deciders, did, followed, just } from './decide-kit.ts';
import type { EventBody, TicketEvent } from './event.ts';
import { freshDeadlines } from './limits.ts';
import { currentRatings, isParty, isPoor, numberOf, raters } from './standing.ts';
import type { Rating, Ticket } from './ticket.ts';

/** Rating, reopening, withdrawing, restoring. */
export const afterDeciders = {
  rate: (one) => {
    const rating = ratingOf(one);
    const rated = did(one.ctx, { kind: 'rated', rating });
    return accept([rated, ...consequence(one, rating)]);
  },
  reopen: ({ ticket, action, ctx }) => {
    const endedAt = doneAt(ticket);
    const late = tooLate(ticket, endedAt, ctx);
    if (late) return refuse(late);
    const { follower, reason } = action;
    const joined = follower && !isParty(ticket, follower.personId);
    const again = did(ctx, reopened(ticket, reason, ctx));
    return accept([...(joined ? [did(ctx, { kind: 'joined', follower })] : []), again]);
  },
  withdraw: ({ action, ctx }) => just(ctx, { kind: 'withdrawn', text: action.text }),
  restore: ({ ticket, ctx }) => {
    const late = tooLate(ticket, ticket.status === 'withdrawn' ? ticket.withdrawnAt : ctx.now, ctx);
    return late ? refuse(late) : just(ctx, { kind: 'restored' });
  },
} satisfies Deciders<'rate' | 'reopen' | 'withdraw' | 'restore'>;

/** Answers may come one by one: what is not said again stays as it was said. */
function ratingOf({ ticket, action, ctx }: Case<'rate'>): Rating {
  const { personId } = ctx.actor;
  const before = currentRatings(ticket).find((rating) => rating.personId === personId);
  return {
    personId,
    at: ctx.now,
    contacted: action.contacted ?? before?.contacted ?? null,
    solved: action.solved ?? before?.solved ?? null,
    satisfied: action.satisfied ?? before?.satisfied ?? null,
    text: action.text || before?.text || '',
  };
}

/** Unsolved or dissatisfied: back to work. All asked and content: closed. Else the call-back time runs on. */
function consequence({ ticket, ctx }: Case<'rate'>, rating: Rating): readonly TicketEvent[] {
  if (isPoor(rating)) return [did(ctx, reopened(ticket, rating.text, ctx))];
  const others = currentRatings(ticket).filter((one) => one.personId !== rating.personId);
  const content = [...others, rating].filter((one) => one.satisfied !== null && !isPoor(one));
  const everyone = raters(ticket).every((party) => content.some((one) => one.personId === party.personId));
  return everyone ? [followed(ctx, { kind: 'closed', how: 'rated' })] : [];
}

/** Once with the same worker; after that it goes to the secretary (rules.md 3.2). */
function reopened(ticket: Ticket, reason: string, ctx: DecideContext): EventBody {
  const to = ticket.rework === 0 ? 'same-worker' : 'secretary';
  return { kind: 'reopened', reason, deadlines: freshDeadlines(ticket, ctx), to };
}

function doneAt(ticket: Ticket): Instant {
  if (ticket.status === 'closed') return ticket.closedAt;
  return ticket.status === 'finished' ? ticket.finishedAt : ticket.lastActivityAt;
}

function tooLate(ticket: Ticket, since: Instant, { now, policy }: DecideContext): Refusal | null {
  const { reopenMs } = policy.timing;
  if (now - since <= reopenMs) return null;
  return { code: 'reopen-too-late', number: numberOf(ticket), days: Math.floor(reopenMs / DAY_MS) };
}
