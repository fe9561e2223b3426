import { type Refusal, refuse } from '../refusal.ts';
import type { Action, ActionType, DecideContext } from './action.ts';
import { afterDeciders } from './decide-after.ts';
import { decideFile, intakeDeciders } from './decide-intake.ts';
import { type Case, claimedAlready, type Deciders, type Decision } from './decide-kit.ts';
import { linkDeciders } from './decide-link.ts';
import { requestDeciders } from './decide-request.ts';
import { whistleDeciders } from './decide-whistle.ts';
import { workDeciders } from './decide-work.ts';
import { currentRatings, holdingOf, isDone, numberOf } from './standing.ts';
import type { Ticket } from './ticket.ts';
import { moveOf, ratesOwn, refuseFrom, refuseWho } from './transitions.ts';

type Later = Exclude<ActionType, 'file'>;

/** Every action has its rule: a missing one is a compile error. */
const DECIDERS: Deciders<Later> = {
  ...intakeDeciders,
  ...workDeciders,
  ...requestDeciders,
  ...whistleDeciders,
  ...afterDeciders,
  ...linkDeciders,
};

/**
 * What happens when `action` is wanted of `ticket` (`null` before it is filed): the events, or why not. Pure; the table
 * of transitions.ts says who may do it from where, the deciders what it needs besides (rules.md 3.2).
 */
export function decide(ticket: Ticket | null, action: Action, ctx: DecideContext): Decision {
  if (action.type === 'file') return decideFile(action, ctx);
  if (!ticket) return refuse({ code: 'no-such-ticket', number: 0 });
  const move = moveOf(action);
  const refusal =
    telling(ticket, action, ctx) ?? refuseWho(ticket, move, ctx.actor) ?? refuseFrom(ticket, move);
  return refusal ? refuse(refusal) : decideWith(DECIDERS, { ticket, action, ctx });
}

function decideWith<T extends Later>(deciders: Deciders<T>, given: Case<T>): Decision {
  return deciders[given.action.type](given);
}

/** Refusals that say more than the table could: who has it already, and that nobody rates their own. */
function telling(ticket: Ticket, action: Action, ctx: DecideContext): Refusal | null {
  const { actor } = ctx;
  if (action.type === 'claim') {
    const isLate = holdingOf(ticket) !== null && !isDone(ticket);
    return isLate && !refuseWho(ticket, 'claim', actor) ? claimedAlready(ticket) : null;
  }
  if (action.type !== 'rate') return null;
  if (ratesOwn(ticket, actor)) return { code: 'staff-rates-own' };
  const answered = currentRatings(ticket).some((rating) => rating.personId === actor.personId);
  return ticket.status === 'closed' && answered ? { code: 'already-rated', number: numberOf(ticket) } : null;
}
