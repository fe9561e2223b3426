import { accept, type Refusal, type Result } from '../refusal.ts';
import type { Action, ActionType, Assignment, DecideContext } from './action.ts';
import { type EventBody, SYSTEM, type TicketEvent } from './event.ts';
import { assigneeOf, numberOf, UNASSIGNED_KEY } from './standing.ts';
import type { Ticket } from './ticket.ts';

export type Decision = Result<readonly TicketEvent[]>;

type Actions = { [A in Action as A['type']]: A };
export type ActionOf<T extends ActionType> = { [P in T]: Actions[P] & { type: P } }[T];

/** One decision to take: the ticket as it is, what is wanted, by whom and when. */
export interface Case<T extends ActionType> {
  ticket: Ticket;
  action: ActionOf<T>;
  ctx: DecideContext;
}

/** How each action is decided, once the table of transitions allows it. */
export type Deciders<T extends ActionType> = { [P in T]: (given: Case<P>) => Decision };

/** An event by whoever acts. */
export function did(ctx: DecideContext, body: EventBody): TicketEvent {
  const { personId, name } = ctx.actor;
  return { at: ctx.now, actorId: personId, actorName: name, messageId: ctx.messageId, ...body };
}

/** An event that follows by itself from what somebody did. */
export function followed(ctx: DecideContext, body: EventBody): TicketEvent {
  return { at: ctx.now, actorId: SYSTEM, actorName: SYSTEM, messageId: ctx.messageId, ...body };
}

/** The one event of most decisions. */
export function just(ctx: DecideContext, body: EventBody): Decision {
  return accept([did(ctx, body)]);
}

/** The ticket's first worker, or word to the secretary that nobody was found. */
export function given(
  ctx: DecideContext,
  assign: Assignment | null,
  ticket: Pick<Ticket, 'deadlines'>,
): TicketEvent {
  if (!assign) return followed(ctx, { kind: 'escalated', key: UNASSIGNED_KEY, to: 'secretary' });
  return followed(ctx, assignedTo(assign, ticket.deadlines));
}

export function assignedTo(assign: Assignment, deadlines: Ticket['deadlines']): EventBody {
  const { personId, name, because } = assign;
  return { kind: 'assigned', assigneeId: personId, assigneeName: name, because, deadlines };
}

export function wrongStatus(ticket: Ticket, action: ActionType): Refusal {
  return { code: 'wrong-status', number: numberOf(ticket), status: ticket.status, action };
}

export function claimedAlready(ticket: Ticket): Refusal {
  return { code: 'already-claimed', number: numberOf(ticket), holder: assigneeOf(ticket)?.name ?? '' };
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
