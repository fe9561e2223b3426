/** The stages of a ticket's clock: which reminders and escalations a deadline brings (rules.md 3.2 and 4). */
import { type Instant, MINUTE_MS, type PersonId } from '../glossary.ts';
import type { LimitRule, ServicePolicy } from '../policy.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { addMs, addSpan, nextLoud, spanMs } from './calendar.ts';
import type { Span } from './calendar-types.ts';
import type { Step } from './steps.ts';

/** A ticket with the limits it runs on. */
export interface Timed {
  ticket: Ticket;
  policy: ServicePolicy;
  limits: LimitRule;
}

/** More than any sensible limit asks for; keeps a nonsensical policy from filling the memory. */
const MAX_UPDATES = 60;

/** Nobody has it: somebody is found by then, else the secretary hears, a whole limit later the street. */
export function unassigned(timed: Timed): readonly Step[] {
  const { ticket, policy, limits } = timed;
  // A returned ticket's first response is long over: what counts is how long it has lain since.
  const lies = ticket.status === 'returned';
  const by = lies
    ? addSpan(policy.calendar, ticket.lastActivityAt, limits.respond)
    : ticket.deadlines.respondBy;
  const late = shifted(timed, by, { span: limits.respond, share: 1 });
  // Its period is how many have had it: a deadline of its own it has none.
  const key = `unassigned@${ticket.tried.length}`;
  return [
    said(timed, { chain: 'respond', key, since: by, deed: { type: 'hand-on' } }),
    said(timed, {
      chain: 'respond',
      key: `street-${key}`,
      since: late,
      deed: { type: 'escalate', to: 'street' },
    }),
  ];
}

/** Not claimed in time → reminder → next worker, or the secretary when nobody is left → the street. */
export function unclaimed(timed: Timed, assigneeId: PersonId): readonly Step[] {
  const { respondBy } = timed.ticket.deadlines;
  const span = timed.limits.respond;
  const share = timed.policy.timing.claimNextAfterShare;
  const step = (stage: string, since: Instant, deed: Step['deed']) =>
    said(timed, { chain: 'respond', key: periodKey(stage, respondBy), since, deed });
  return [
    step('claim', respondBy, { type: 'remind', what: 'claim', to: assigneeId }),
    step('unclaimed', shifted(timed, respondBy, { span, share }), { type: 'hand-on' }),
    step('unclaimed-street', shifted(timed, respondBy, { span, share: 1 + share }), {
      type: 'escalate',
      to: 'street',
    }),
  ];
}

/** Silence longer than the update interval is reminded, again and again but ever less, until the solution is due. */
export function silent(timed: Timed, assigneeId: PersonId): readonly Step[] {
  const { updateBy, solveBy } = timed.ticket.deadlines;
  const steps: Step[] = [];
  let since = updateBy;
  while (since < solveBy && steps.length < MAX_UPDATES) {
    const key = `${periodKey('update-due', updateBy)}#${steps.length}`;
    const deed = { type: 'remind', what: 'update-due', to: assigneeId } as const;
    steps.push(said(timed, { chain: 'work', key, since, deed }));
    since = silentAgain(timed, since, steps.length);
  }
  return steps;
}

/** After twice the interval, counted from when it was said; from the third on no sooner than the policy says. */
function silentAgain(timed: Timed, since: Instant, said: number): Instant {
  const { policy, limits } = timed;
  const heard = loud(timed, since);
  const doubled = addSpan(policy.calendar, heard, { ...limits.update, amount: limits.update.amount * 2 });
  return said === 1 ? doubled : Math.max(doubled, addSpan(policy.calendar, heard, policy.timing.updateAgain));
}

/** The worker is reminded before and at the solution's deadline. */
export function nearlyDue(timed: Timed, assigneeId: PersonId): readonly Step[] {
  const { solveBy } = timed.ticket.deadlines;
  const before = -timed.policy.timing.remindBeforeShare;
  const step = (what: 'solve-before' | 'solve-due', since: Instant) =>
    said(timed, {
      chain: 'work',
      key: periodKey(what, solveBy),
      since,
      deed: { type: 'remind', what, to: assigneeId },
    });
  return [
    step('solve-before', shifted(timed, solveBy, { span: timed.limits.solve, share: before })),
    step('solve-due', solveBy),
  ];
}

/** Past the solution's deadline the secretary hears of it, another whole limit later the street. */
export function overdue(timed: Timed): readonly Step[] {
  const { solveBy } = timed.ticket.deadlines;
  const span = timed.limits.solve;
  const step = (to: 'secretary' | 'street', share: number) =>
    said(timed, {
      chain: 'work',
      key: periodKey(`solve-after-${to}`, solveBy),
      since: shifted(timed, solveBy, { span, share }),
      deed: { type: 'escalate', to },
    });
  return [step('secretary', timed.policy.timing.remindBeforeShare), step('street', 1)];
}

/**
 * What is said waits for loud hours unless the ticket is critical. A stage that somebody's late action opened is
 * owed from that action on, not from a moment that was loud before it.
 */
export function said(timed: Timed, step: Omit<Step, 'at'>): Step {
  return { ...step, at: loud(timed, Math.max(step.since, timed.ticket.lastActivityAt)) };
}

function loud({ ticket, policy }: Timed, at: Instant): Instant {
  return ticket.urgency === 'critical' ? at : nextLoud(policy.calendar, at);
}

/** A share of a limit before or after an instant, on the limit's own calendar, in whole minutes. */
function shifted({ policy }: Timed, from: Instant, { span, share }: { span: Span; share: number }): Instant {
  const ms = Math.round((spanMs(policy.calendar, span) * share) / MINUTE_MS) * MINUTE_MS;
  return addMs(policy.calendar, span.calendar, { from, ms });
}

export function periodKey(stage: string, deadline: Instant): string {
  return `${stage}@${Math.floor(deadline / MINUTE_MS)}`;
}
