/** What becomes of a ticket's deadlines when it changes hands, facts or state. Limits themselves are clock's. */
import type { Deadlines } from '../clock/calendar-types.ts';
import { deadlinesFor } from '../clock/deadlines.ts';
import type { Category, Urgency } from '../glossary.ts';
import type { DecideContext } from './action.ts';
import type { Ticket } from './ticket.ts';

/** Whole limits from now on: when it is opened late or again. */
export function freshDeadlines(ticket: Ticket, ctx: DecideContext): Deadlines {
  return deadlinesFor(ticket, ctx.policy, ctx.now);
}

/** A new worker gets the time to respond anew; the residents' date stays. */
export function handedOver(ticket: Ticket, ctx: DecideContext): Deadlines {
  const { respondBy } = freshDeadlines(ticket, ctx);
  return { ...ticket.deadlines, respondBy };
}

/**
 * Limits of corrected facts, counted from the opening; but one that becomes stricter late has at least the new limit
 * from now on, so that nobody is late by a correction.
 */
export function correctedDeadlines(
  ticket: Ticket,
  facts: { urgency: Urgency; category: Category },
  ctx: DecideContext,
): Deadlines {
  const fromOpening = deadlinesFor(facts, ctx.policy, ticket.openedAt);
  const fromNow = deadlinesFor(facts, ctx.policy, ctx.now);
  const fair = (key: keyof Deadlines) =>
    Math.max(fromOpening[key], Math.min(ticket.deadlines[key], fromNow[key]));
  return { respondBy: fair('respondBy'), updateBy: fair('updateBy'), solveBy: fair('solveBy') };
}
