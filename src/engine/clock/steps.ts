import type { Instant, PersonId } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { ReminderKind } from '../ticket/event.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { limitFor } from './deadlines.ts';
import { nearlyDue, overdue, silent, type Timed, unassigned, unclaimed } from './stages.ts';
import { draftReminder, lapsesAt, unanswered, unheard } from './waiting.ts';

/** What the clock does at a step. */
export type Deed =
  | { type: 'remind'; what: ReminderKind; to: PersonId | 'secretary' | 'street'; department?: string }
  /** The next worker gets it; when nobody is left, the secretary hears of it. */
  | { type: 'hand-on' }
  | { type: 'escalate'; to: 'secretary' | 'street' }
  | { type: 'lapse' }
  | { type: 'resume' }
  | { type: 'close' }
  /** A draft that nobody wanted. */
  | { type: 'reject' };

/**
 * One thing that falls due. Steps of a chain follow each other: a later one makes the earlier ones pointless, so
 * that after downtime only the newest is said.
 */
export interface Step {
  chain: 'state' | 'respond' | 'work' | 'draft' | 'request' | `whistle:${string}`;
  /** Stage and the deadline it belongs to: a new deadline is a new period, reminded of anew. */
  key: string;
  /** When the rule says so; orders the chain. */
  since: Instant;
  /** When it is done: `since`, or after the quiet hours when something is said. */
  at: Instant;
  deed: Deed;
}

/** What may still fall due for a ticket as it is, earliest first. What was said, or overtaken, is left out. */
export function openSteps(ticket: Ticket, policy: ServicePolicy): readonly Step[] {
  const steps = stepsOf({ ticket, policy, limits: limitFor(ticket, policy) });
  const doneUntil = new Map<Step['chain'], Instant>();
  for (const step of steps) {
    if (!ticket.reminded.includes(step.key)) continue;
    doneUntil.set(step.chain, Math.max(step.since, doneUntil.get(step.chain) ?? step.since));
  }
  return steps
    .filter((step) => step.since > (doneUntil.get(step.chain) ?? Number.NEGATIVE_INFINITY))
    .toSorted((a, b) => a.at - b.at || a.since - b.since);
}

function stepsOf(timed: Timed): readonly Step[] {
  const { ticket, policy } = timed;
  switch (ticket.status) {
    case 'waiting-confirm':
      return [draftReminder(timed), state('reject', lapsesAt(ticket, policy))];
    case 'filed':
    case 'returned':
      return lying(timed);
    case 'assigned':
      return [...unclaimed(timed, ticket.assigneeId), ...overdue(timed), ...asked(timed)];
    case 'claimed':
    case 'working':
    case 'whistled':
    case 'reopened':
      return [...held(timed, ticket.assigneeId), ...asked(timed)];
    case 'paused':
      return [state('resume', ticket.pausedUntil), ...unanswered(timed)];
    case 'finished':
      return [state('close', ticket.finishedAt + policy.timing.callBackMs), ...unanswered(timed)];
    case 'closed':
    case 'rejected':
    case 'merged':
    case 'withdrawn':
      return [];
    default:
      return ticket satisfies never;
  }
}

function held(timed: Timed, assigneeId: PersonId): readonly Step[] {
  return [...silent(timed, assigneeId), ...nearlyDue(timed, assigneeId), ...overdue(timed)];
}

/** Of a new one nobody is late while the resident is asked where it is. */
function lying(timed: Timed): readonly Step[] {
  const { status, ask } = timed.ticket;
  if (status === 'filed' && ask !== null) return asked(timed);
  return [...unassigned(timed), ...overdue(timed), ...asked(timed)];
}

/** Others were asked: residents where it is, whoever may say yes, departments. */
function asked(timed: Timed): readonly Step[] {
  return [...lapse(timed.ticket), ...unanswered(timed), ...unheard(timed)];
}

function lapse(ticket: Ticket): readonly Step[] {
  return ticket.ask === null ? [] : [state('lapse', ticket.ask.until)];
}

/** A change of state is silent itself and need not wait for loud hours. */
function state(type: 'lapse' | 'resume' | 'close' | 'reject', at: Instant): Step {
  return { chain: 'state', key: type, since: at, at, deed: { type } };
}
