import type { Asking, CommandContext } from '../../src/app/command.ts';
import type { LeaveRequest, Needs, TicketNeed } from '../../src/app/ports.ts';
import type { CommunityId, StreetId } from '../../src/engine/glossary.ts';
import type { Staff } from '../../src/engine/org/directory.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';
import type { Assignment } from '../../src/engine/ticket/action.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { isWorkable } from './kit.ts';
import { personNamed } from './people.ts';
import { HANDED_OVER } from './words.ts';

const MOST_OPEN = 500;

/** Every open ticket of the place: among them are those to be handed over. */
export function openNeeded(_rest: string, { scope }: Asking): Partial<Needs> {
  if (!scope) return {};
  const { streetId, communityId } = scope;
  const open: TicketNeed = { by: 'open', streetId, communityId, limit: MOST_OPEN };
  return { tickets: [open] };
}

/** The community whose secretary answers for a person's leave. */
export function communityOf(
  ctx: CommandContext,
  staff: Staff | null,
): { id: CommunityId; streetId: StreetId } | null {
  const scopes = (staff?.posts ?? []).flatMap((post) => ctx.directory.scopeOf(post.at) ?? []);
  const scope = scopes.find((one) => one.communityId === ctx.scope?.communityId) ?? scopes[0];
  if (!scope) return null;
  return { id: scope.communityId ?? scope.streetId, streetId: scope.streetId };
}

/** The one waiting for an answer, by name where one is given. Nobody answers their own but the street. */
export function leaveMeant(ctx: CommandContext, name: string | null): Result<LeaveRequest> {
  const pending = ctx.leaveRequests.filter(
    (request) => request.status === 'pending' && mayAnswer(ctx, request),
  );
  const named =
    name === null ? pending : pending.filter((one) => ctx.directory.nameOf(one.personId) === name);
  const only = named.at(-1);
  const people = new Set(named.map((one) => one.personId));
  if (only && people.size === 1) return accept(only);
  if (only && name === null) {
    const candidates = [...people].map((id) => ctx.directory.nameOf(id));
    return refuse({ code: 'which-person', name: '', candidates });
  }
  return refuse({ code: 'nothing-pending', number: null });
}

function mayAnswer(ctx: CommandContext, request: LeaveRequest): boolean {
  const scope = ctx.directory.scopeOf(request.communityId);
  const roles = scope ? ctx.directory.rolesAt(ctx.person.id, scope, ctx.now) : [];
  if (request.personId === ctx.person.id) return roles.includes('street');
  return roles.includes('secretary') || roles.includes('street');
}

export function openOf(ctx: CommandContext, personId: string): readonly Ticket[] {
  return ctx.tickets.filter(
    (ticket) => isWorkable(ticket) && 'assigneeId' in ticket && ticket.assigneeId === personId,
  );
}

/** Gives all that somebody has in hand to another; the tickets that could not be moved come back. */
export function handOver(
  ctx: CommandContext,
  tickets: readonly Ticket[],
  assign: Assignment,
): { moved: readonly number[]; left: readonly Ticket[] } {
  const moved: number[] = [];
  const left: Ticket[] = [];
  for (const ticket of tickets) {
    const { communityId, gridId } = ticket;
    const done = ctx.act(ticket, { type: 'transfer', assign, communityId, gridId, reason: HANDED_OVER });
    if (done.ok) moved.push(ticket.number ?? 0);
    else left.push(ticket);
  }
  return { moved, left };
}

/** The person a hand-over goes to; not the one who leaves. */
export function heirNamed(ctx: CommandContext, name: string, from: string): Result<Staff> {
  const found = personNamed(ctx, name);
  if (!found.ok || found.value.id !== from) return found;
  return refuse({ code: 'not-the-worker', name: found.value.name });
}
