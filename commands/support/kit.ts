import { z } from 'zod';
import type { CommandContext, CommandRoom, Outcome } from '../../src/app/command.ts';
import { optional, param } from '../../src/app/incoming/params.ts';
import type { DoneWhat } from '../../src/app/reply.ts';
import type { Role, RoomKind } from '../../src/engine/glossary.ts';
import type { Refusal, Result } from '../../src/engine/refusal.ts';
import type { Action } from '../../src/engine/ticket/action.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';

/** What most commands declare alike. */

export const EVERYONE: readonly Role[] = ['resident', 'worker', 'secretary', 'street', 'department'];
export const STAFF: readonly Role[] = ['worker', 'secretary', 'street'];
export const LEADERS: readonly Role[] = ['secretary', 'street'];

export const ANY_ROOM: readonly CommandRoom[] = ['resident', 'merchant', 'worker', 'street', 'private'];
export const STAFF_ROOMS: readonly CommandRoom[] = ['worker', 'street', 'private'];

export const NUMBER = param('ticket', 'ticket', '编号');
export const MAYBE_NUMBER = optional(NUMBER);
export const MAYBE_TEXT = optional(param('text', 'text', '内容'));

const MOST = 999_999_999;

export const ticketNumber = z.coerce.number({ error: '请写上编号' }).int().positive().max(MOST);
export const maybeNumber = ticketNumber.optional();
export const maybeText = z.string().optional();
export const NO_ARGS = z.object({});

/** Goes on with the value, or says why not. */
export function on<T>(result: Result<T>, next: (value: T) => Outcome): Outcome {
  return result.ok ? next(result.value) : result.refusal;
}

/** Of a report that was a thing already known, whoever typed it hears what became of it; new tickets are told by their notices. */
export function settleReport(ctx: CommandContext, result: Result<readonly Ticket[]>): Outcome {
  if (!result.ok) return result.refusal;
  for (const { number, messageIds, followers } of result.value) {
    if (number === null || messageIds[0] === ctx.messageId) continue;
    const follows = followers.some(({ messageId }) => messageId === ctx.messageId);
    ctx.reply({ code: 'done', number, what: follows ? 'followed' : 'same-added' });
  }
  return null;
}

interface Step {
  action: Action;
  /** The line for whoever did it. */
  done?: DoneWhat;
  /** The rooms that hear it by a notice anyway; of several of a kind only the nearest does. */
  heardIn?: RoomKind;
}

/** Acts on a ticket and, where no notice says so in this room, says what was done. */
export function act(ctx: CommandContext, ticket: Ticket, step: Step): Outcome {
  return on(ctx.act(ticket, step.action), (after) => {
    const heard = step.heardIn !== undefined && ctx.room?.kind === hearingRoom(step, after);
    if (step.done && !(heard && ctx.isToldHere()))
      ctx.reply({ code: 'done', number: shownNumber(after), what: step.done });
    return null;
  });
}

/** What only the street can answer is said in its room. */
function hearingRoom({ done, heardIn }: Step, { pending }: Ticket): RoomKind | undefined {
  return done === 'requested' && pending?.answeredBy === 'street' ? 'street' : heardIn;
}

export function shownNumber(ticket: Pick<Ticket, 'number' | 'draftNumber'>): number {
  return ticket.number ?? ticket.draftNumber ?? 0;
}

export function isHeldBy(ctx: CommandContext): (ticket: Ticket) => boolean {
  return (ticket) => isWorkable(ticket) && 'assigneeId' in ticket && ticket.assigneeId === ctx.person.id;
}

const WORKABLE: readonly Ticket['status'][] = [
  'assigned',
  'claimed',
  'working',
  'whistled',
  'reopened',
  'paused',
];

export function isWorkable(ticket: Ticket): boolean {
  return WORKABLE.includes(ticket.status);
}

export function isParty(ticket: Ticket, personId: string): boolean {
  return ticket.reporter.personId === personId || ticket.followers.some((one) => one.personId === personId);
}

export function reasonMissing(command: string, example: string): Refusal {
  return { code: 'reason-missing', command, example };
}

export function textMissing(command: string, example: string): Refusal {
  return { code: 'text-missing', command, example };
}

/** Roles where the ticket lies, which in a street room are not those of the room. */
export function leads(ctx: CommandContext, ticket: Ticket): boolean {
  const { streetId, communityId, gridId } = ticket;
  const roles = ctx.directory.rolesAt(ctx.person.id, { streetId, communityId, gridId }, ctx.now);
  return roles.includes('secretary') || roles.includes('street');
}
