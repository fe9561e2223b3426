import type { MessageKey, TicketId } from '../../engine/glossary.ts';
import type { Result } from '../../engine/refusal.ts';
import { accept } from '../../engine/refusal.ts';
import type { Action, Actor } from '../../engine/ticket/action.ts';
import { decide } from '../../engine/ticket/decide.ts';
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
  const { workspace, speech, hearing } = handling;
  const area = ticket ?? (action.type === 'file' ? action.filing : null);
  if (!area) throw new Error(`act: ${action.type} without a ticket`);
  const decided = decide(ticket, action, {
    now: workspace.now,
    actor: actorFor(area, action.type, handling),
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
