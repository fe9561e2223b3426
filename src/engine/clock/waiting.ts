/** What waits for somebody's word: a draft for staff's, a request for a yes or no, a whistle for the department's. */
import { isForStreet } from '../ticket/standing.ts';
import type { Ticket, Whistle } from '../ticket/ticket.ts';
import { addSpan } from './calendar.ts';
import { periodKey, said, type Timed } from './stages.ts';
import type { Step } from './steps.ts';

/** Nobody said whether it is a ticket: the worker room is reminded once. It lapses by a change of state. */
export function draftReminder(timed: Timed): Step {
  const { ticket, policy } = timed;
  const since = ticket.openedAt + policy.timing.draftRemindMs;
  return said(timed, {
    chain: 'draft',
    key: 'draft',
    since,
    deed: { type: 'remind', what: 'draft', to: 'secretary' },
  });
}

/** No answer within the response limit: whoever answers is reminded, after as long again the street. */
export function unanswered(timed: Timed): readonly Step[] {
  const { pending } = timed.ticket;
  if (pending === null) return [];
  const { policy, limits } = timed;
  const first = addSpan(policy.calendar, pending.at, limits.respond);
  const second = addSpan(policy.calendar, first, limits.respond);
  const step = (stage: string, since: number, to: 'secretary' | 'street') =>
    said(timed, {
      chain: 'request',
      key: periodKey(stage, pending.at),
      since,
      deed: { type: 'remind', what: 'request', to },
    });
  return [
    step('request', first, isForStreet(pending) ? 'street' : 'secretary'),
    step('request-street', second, 'street'),
  ];
}

/** No department is forgotten because another one came. */
export function unheard(timed: Timed): readonly Step[] {
  const silent = timed.ticket.whistles.filter((whistle) => whistle.respondedAt === null);
  return silent.flatMap((whistle) => whistleSteps(timed, whistle));
}

function whistleSteps(timed: Timed, whistle: Whistle): readonly Step[] {
  const { department, at, by } = whistle;
  const { whistleRespondMs } = timed.policy.timing;
  const step = (what: 'whistle' | 'whistle-caller', since: number, to: string) =>
    said(timed, {
      chain: `whistle:${department}`,
      key: `${periodKey(what, at)}#${department}`,
      since,
      deed: { type: 'remind', what, to, department },
    });
  return [
    step('whistle', at + whistleRespondMs, 'street'),
    step('whistle-caller', at + 2 * whistleRespondMs, by),
  ];
}

/** When a draft is given up, in silence: the reminder said so. */
export function lapsesAt({ openedAt }: Ticket, { timing }: Timed['policy']): number {
  return openedAt + timing.draftLapseMs;
}
