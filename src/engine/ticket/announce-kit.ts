import type { PersonId } from '../glossary.ts';
import type { Audience, NoticeCode } from '../notice.ts';
import type { EventKind } from './event.ts';
import type { EventOf } from './evolve-kit.ts';
import { assigneeOf, UNASSIGNED_KEY } from './standing.ts';
import type { Ticket } from './ticket.ts';

export type Owed = readonly [NoticeCode, Audience];

/** `before` is the ticket itself at its first event. */
export interface Told<K extends EventKind> {
  before: Ticket;
  after: Ticket;
  event: EventOf<K>;
}

/** What each kind of event owes: always the same, or by the case. */
export type Words<K extends EventKind> = {
  [P in K]: readonly Owed[] | ((told: Told<P>) => readonly Owed[]);
};

export const RESIDENTS: Audience = { type: 'residents' };
export const WORKERS: Audience = { type: 'workers' };
export const SECRETARY: Audience = { type: 'secretary' };
export const STREET: Audience = { type: 'street' };
export const NOTHING: readonly Owed[] = [];

export function when(condition: boolean, ...owed: readonly Owed[]): readonly Owed[] {
  return condition ? owed : NOTHING;
}

export function toPerson(personId: PersonId): Audience {
  return { type: 'person', personId };
}

/** The one in charge of it; the worker room while there is none. */
export function toAssignee(ticket: Ticket): Audience {
  const assignee = assigneeOf(ticket);
  return assignee ? toPerson(assignee.personId) : WORKERS;
}

/** rules.md 3.1: the street hears of it at once, and the resident gets the public emergency number. */
export const CRITICAL: readonly Owed[] = [
  ['opened-critical', RESIDENTS],
  ['critical-to-street', STREET],
];

/** The receipt names who takes it, so it waits for the first worker; a critical one did not wait. */
export function receipt(before: Ticket): readonly Owed[] {
  const wasGiven = before.tried.length > 0 || before.reminded.includes(UNASSIGNED_KEY);
  return when(!wasGiven && before.urgency !== 'critical', ['opened', RESIDENTS]);
}
