import type { Category, Instant, Urgency } from '../glossary.ts';
import type { LimitRule, ServicePolicy } from '../policy.ts';
import { addMs, addSpan, elapsed, nextWorking } from './calendar.ts';
import type { Deadlines, Span } from './calendar-types.ts';

/** What decides which limits a ticket has. */
export interface LimitFacts {
  urgency: Urgency;
  category: Category;
}

/** First response, update and solution of a ticket whose clock starts at `at` (rules.md 3.3). */
export function deadlinesFor(facts: LimitFacts, policy: ServicePolicy, at: Instant): Deadlines {
  const limits = limitFor(facts, policy);
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
export function limitFor({ urgency, category }: LimitFacts, policy: ServicePolicy): LimitRule {
  const [level1, level2] = category;
  const found = policy.limits.find(
    (rule) => fits(rule.urgency, urgency) && fits(rule.level1, level1) && fits(rule.level2, level2),
  );
  const limit = found ?? policy.limits.at(-1);
  if (limit === undefined) throw new Error(`policy ${policy.id} has no limits`);
  return limit;
}

/** By when the next news is owed after something was heard at `at`. */
export function nextUpdateBy(facts: LimitFacts, policy: ServicePolicy, at: Instant): Instant {
  return addSpan(policy.calendar, at, limitFor(facts, policy).update);
}

/**
 * The clock stood still from `pausedAt` to `at`: each deadline gets that time back, on its own calendar. One that
 * was over before the pause is due at its end.
 */
export function resumedDeadlines(
  ticket: LimitFacts & { deadlines: Deadlines; pausedAt: Instant },
  policy: ServicePolicy,
  at: Instant,
): Deadlines {
  const { respond, update, solve } = limitFor(ticket, policy);
  const { respondBy, updateBy, solveBy } = ticket.deadlines;
  const shifted = (deadline: Instant, { calendar: name, unit }: Span) => {
    const pause = elapsed(policy.calendar, name, { from: ticket.pausedAt, to: at });
    const later = Math.max(at, addMs(policy.calendar, name, { from: deadline, ms: pause }));
    // Like a limit of days itself: the morning at nine, not the evening before at six.
    return name === 'working' && unit === 'day' ? nextWorking(policy.calendar, later) : later;
  };
  return {
    respondBy: shifted(respondBy, respond),
    updateBy: shifted(updateBy, update),
    solveBy: shifted(solveBy, solve),
  };
}

function fits(wanted: string, actual: string): boolean {
  return wanted === '*' || wanted === actual;
}
