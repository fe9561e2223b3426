import type { Audience, Notice } from '../notice.ts';
import { afterWords } from './announce-after.ts';
import { intakeWords } from './announce-intake.ts';
import type { Owed, Words } from './announce-kit.ts';
import { requestWords } from './announce-request.ts';
import { workWords } from './announce-work.ts';
import type { EventKind, TicketEvent } from './event.ts';
import type { EventOf } from './evolve-kit.ts';
import { isStaffFiled } from './standing.ts';
import type { Ticket } from './ticket.ts';

/** One event with the ticket before and after it. */
export interface Step {
  before: Ticket | null;
  after: Ticket;
  event: TicketEvent;
}

/** Every kind of event has its answer, be it silence: a missing one is a compile error. */
const WORDS: Words<EventKind> = { ...intakeWords, ...workWords, ...requestWords, ...afterWords };

/**
 * The notices that one event owes, and to whom. Residents hear only what they wait for; who did something is answered
 * by the command, not by a notice. Critical tickets' notices go out in quiet hours too (rules.md 4).
 */
export function announce({ before, after, event }: Step): readonly Notice[] {
  const urgent = after.urgency === 'critical';
  const owed = wordsFor(WORDS, { before, after }, event).filter(([, to]) => isHeard(after, to));
  return owed.map(([code, to]): Notice => ({ code, to, ticket: after, event, urgent }));
}

function wordsFor<K extends EventKind>(
  words: Words<K>,
  { before, after }: Pick<Step, 'before' | 'after'>,
  event: EventOf<K>,
): readonly Owed[] {
  const answer = words[event.kind];
  return typeof answer === 'function' ? answer({ before: before ?? after, after, event }) : answer;
}

/** What staff wrote down for nobody in the room has no residents waiting, until somebody joins. */
function isHeard(ticket: Ticket, to: Audience): boolean {
  return to.type !== 'residents' || !isStaffFiled(ticket) || ticket.followers.length > 0;
}
