import type { MessageKey, TicketId } from '../../engine/glossary.ts';
import { maskPrivate } from '../../engine/intake/mask.ts';
import type { Result } from '../../engine/refusal.ts';
import { accept } from '../../engine/refusal.ts';
import type { Action, Actor } from '../../engine/ticket/action.ts';
import { decide } from '../../engine/ticket/decide.ts';
import { SYSTEM } from '../../engine/ticket/event.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import { scopeOfTicket } from '../outgoing/address.ts';
import type { Speech } from '../outgoing/speech.ts';
import type { Sentences } from '../reply.ts';
import type { Hearing, Surroundings } from './hearing.ts';
import type { Workspace } from './workspace.ts';

/** Everything one message is handled with. */
export interface Handling {
  hearing: Hearing;
  around: Surroundings;
  workspace: Workspace;
  speech: Speech;
  sentences: Sentences;
  /** A fresh one-time code; randomness comes from outside. */
  newCode(): string;
  /** Commands understood from talk that need more than was loaded: the batch is heard once more with them. */
  again: Map<MessageKey, Hearing['parsed']>;
  /** Tickets this message changed, in order. */
  touched: Set<TicketId>;
}

/** What is said with a move is kept with it for ever: without anybody's phone or door, whoever said it. */
function masked(action: Action): Action {
  if ('text' in action) return { ...action, text: maskPrivate(action.text) };
  if ('reason' in action) return { ...action, reason: maskPrivate(action.reason) };
  if ('result' in action) return { ...action, result: maskPrivate(action.result) };
  if (action.type !== 'file' || action.filing.onBehalfOf === null) return action;
  return { ...action, filing: { ...action.filing, onBehalfOf: maskPrivate(action.filing.onBehalfOf) } };
}

type Area = Pick<Ticket, 'streetId' | 'communityId' | 'gridId'>;

/** The acting person's roles where the ticket lies, not where they speak. */
export function actorFor(ticket: Area, type: Action['type'], { hearing, workspace }: Handling): Actor {
  // A dispute is raised by the other community's secretary, who has no say in the ticket itself.
  const roles =
    type === 'dispute'
      ? hearing.roles
      : workspace.directory.rolesAt(hearing.person.id, scopeOfTicket(ticket), workspace.now);
  return { personId: hearing.person.id, name: hearing.person.name, roles };
}

/** Decide, apply, announce. The one way a ticket changes because of a message. */
export function act(ticket: Ticket | null, action: Action, handling: Handling): Result<Ticket> {
  const area = ticket ?? (action.type === 'file' ? action.filing : null);
  if (!area) throw new Error(`act: ${action.type} without a ticket`);
  return actAs(actorFor(area, action.type, handling), { ticket, action }, handling);
}

/** What follows from a message by itself: nobody moved the ticket. */
export function actBySystem(ticket: Ticket, action: Action, handling: Handling): Result<Ticket> {
  return actAs({ personId: SYSTEM, name: SYSTEM, roles: [] }, { ticket, action }, handling);
}

interface Move {
  ticket: Ticket | null;
  action: Action;
}

function actAs(actor: Actor, { ticket, action }: Move, handling: Handling): Result<Ticket> {
  const { workspace, speech, hearing } = handling;
  const decided = decide(ticket, masked(action), {
    now: workspace.now,
    actor,
    messageId: hearing.line.key,
    policy: workspace.policy,
  });
  if (!decided.ok) return decided;
  if (decided.value.length === 0 && ticket) return accept(ticket);
  const { ticket: after, notices } = workspace.apply(ticket, decided.value);
  for (const notice of notices) speech.notice(notice);
  handling.touched.add(after.id);
  return accept(after);
}
