import { REASONS } from '../assign/reasons.ts';
import type { Instant } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Assignment } from '../ticket/action.ts';
import { type EventBody, SYSTEM, type TicketEvent } from '../ticket/event.ts';
import { isOneOf, UNASSIGNED_KEY, UNCLAIMED_STATUSES } from '../ticket/standing.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { addSpan } from './calendar.ts';
import type { Deadlines } from './calendar-types.ts';
import { limitFor, resumedDeadlines } from './deadlines.ts';
import { type Deed, openSteps, type Step } from './steps.ts';

export interface DueContext {
  now: Instant;
  policy: ServicePolicy;
  /** Who would get it next (assign/candidates.ts); only asked for when `needsNextWorker`. */
  next: Assignment | null;
}

/**
 * What the clock makes happen to a ticket by `now`: reminders, escalations, the end of a pause or of a question.
 * Whatever is due gives at least one event, and once folded it is not due again; of several stages missed in
 * downtime only the newest is said. Steps fall due in loud hours; of a clock that looks late, at night, the events
 * are true and the outbox holds their words until the morning.
 */
export function due(ticket: Ticket, context: DueContext): readonly TicketEvent[] {
  const bodies = dueSteps(ticket, context.policy, context.now).flatMap((step) => deed(ticket, step, context));
  const head = { at: context.now, actorId: SYSTEM, actorName: SYSTEM, messageId: null };
  return bodies.map((body) => ({ ...head, ...body }));
}

/** When `due` has to be asked again; `null` when nothing can fall due as the ticket stands. */
export function nextDueAt(ticket: Ticket, policy: ServicePolicy): Instant | null {
  return openSteps(ticket, policy)[0]?.at ?? null;
}

/** Whether what is due by `now` wants a `next` worker. */
export function needsNextWorker(ticket: Ticket, policy: ServicePolicy, now: Instant): boolean {
  return dueSteps(ticket, policy, now).some(
    ({ deed: { type } }) => type === 'hand-on' || (type === 'lapse' && isUnassigned(ticket)),
  );
}

/** The newest ready step of each chain; a change of state comes alone, the rest is looked at after it. */
function dueSteps(ticket: Ticket, policy: ServicePolicy, now: Instant): readonly Step[] {
  const newest = new Map<Step['chain'], Step>();
  for (const step of openSteps(ticket, policy)) {
    if (step.at <= now) newest.set(step.chain, step);
  }
  const state = newest.get('state');
  return state === undefined ? [...newest.values()] : [state];
}

function deed(ticket: Ticket, { deed, key }: Step, context: DueContext): readonly EventBody[] {
  switch (deed.type) {
    case 'remind':
      return [reminded(key, deed)];
    case 'escalate':
      return [{ kind: 'escalated', key, to: deed.to }];
    case 'hand-on':
      return [handOn(ticket, key, context)];
    case 'lapse':
      return lapse(ticket, context);
    case 'resume':
      return resume(ticket, context);
    case 'close':
      return [{ kind: 'closed', how: 'no-answer' }];
    case 'reject':
      return [{ kind: 'rejected', reason: REASONS.draftLapsed }];
    default:
      return deed satisfies never;
  }
}

function reminded(key: string, { what, to, department }: Extract<Deed, { type: 'remind' }>): EventBody {
  return { kind: 'reminded', key, what, to, ...(department !== undefined && { department }) };
}

function handOn(ticket: Ticket, key: string, context: DueContext): EventBody {
  const { next } = context;
  if (next === null) return { kind: 'escalated', key, to: 'secretary' };
  return {
    kind: 'assigned',
    assigneeId: next.personId,
    assigneeName: next.name,
    because: next.because,
    deadlines: handedOn(ticket, context),
  };
}

/** The new worker has a whole response limit; the resident's clock runs on. */
function handedOn(ticket: Ticket, { policy, now }: DueContext): Deadlines {
  const respondBy = addSpan(policy.calendar, now, limitFor(ticket, policy).respond);
  return { ...ticket.deadlines, respondBy };
}

function lapse(ticket: Ticket, context: DueContext): readonly EventBody[] {
  const lapsed: EventBody = { kind: 'ask-lapsed' };
  return isUnassigned(ticket) ? [lapsed, handOn(ticket, UNASSIGNED_KEY, context)] : [lapsed];
}

function isUnassigned(ticket: Ticket): boolean {
  return ticket.status !== 'assigned' && isOneOf(UNCLAIMED_STATUSES, ticket);
}

function resume(ticket: Ticket, { policy, now }: DueContext): readonly EventBody[] {
  if (ticket.status !== 'paused') return [];
  return [{ kind: 'resumed', reason: REASONS.pauseEnded, deadlines: resumedDeadlines(ticket, policy, now) }];
}
