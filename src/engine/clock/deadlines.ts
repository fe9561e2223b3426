import type { Category, Instant, Urgency } from '../glossary.ts';
import type { LimitRule, ServicePolicy } from '../policy.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { addMs, addSpan, elapsed } from './calendar.ts';
import type { Deadlines, Span } from './calendar-types.ts';

/** What decides which limits a ticket has. */
export interface LimitFacts {
  urgency: Urgency;
  category: Category;
}

/** First response, update and solution of a ticket whose clock starts at `at` (rules.md 3.3). */
export function deadlinesFor(facts: LimitFacts, policy: ServicePolicy, at: Instant): Deadlines {
  const limits = limitsFor(facts, policy);
  return {
    respondBy: addSpan(policy.calendar, at, limits.respond),
    updateBy: addSpan(policy.calendar, at, limits.update),
    solveBy: addSpan(policy.calendar, at, limits.solve),
  };
}

/**
 * The first rule that matches. A category that the policy no longer has may match none: it gets the last rule,
 * which the loader makes sure is there and is the most general.
 */
export function limitsFor({ urgency, category }: LimitFacts, policy: ServicePolicy): LimitRule {
  const [level1, level2] = category;
  const found = policy.limits.find(
    (rule) => fits(rule.urgency, urgency) && fits(rule.level1, level1) && fits(rule.level2, level2),
  );
  const limits = found ?? policy.limits.at(-1);
  if (limits === undefined) throw new Error(`policy ${policy.id} has no limits`);
  return limits;
}

/** By when the next news is owed after something was heard at `at`. */
export function nextUpdateBy(facts: LimitFacts, policy: ServicePolicy, at: Instant): Instant {
  return addSpan(policy.calendar, at, limitsFor(facts, policy).update);
}

/**
 * The deadlines of a ticket whose pause ends at `at`: each has as much of its own calendar left as when the pause
 * began, and one that was over by then is over by as much.
 */
export function resumedDeadlines(
  ticket: Ticket & { status: 'paused' },
  policy: ServicePolicy,
  at: Instant,
): Deadlines {
  const limits = limitsFor(ticket, policy);
  const shifted = (deadline: Instant, { calendar }: Span) => {
    const left = elapsed(policy.calendar, calendar, { from: ticket.pausedAt, to: deadline });
    return addMs(policy.calendar, calendar, { from: at, ms: left });
  };
  return {
    respondBy: shifted(ticket.deadlines.respondBy, limits.respond),
    updateBy: shifted(ticket.deadlines.updateBy, limits.update),
    solveBy: shifted(ticket.deadlines.solveBy, limits.solve),
  };
}

function fits(wanted: string, actual: string): boolean {
  return wanted === '*' || wanted === actual;
}
