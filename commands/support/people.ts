import type { CommandContext } from '../../src/app/command.ts';
import { nearest } from '../../src/app/nearest.ts';
import type { PostShown } from '../../src/app/reply.ts';
import type { Scope, Staff } from '../../src/engine/org/directory.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';
import type { Assignment } from '../../src/engine/ticket/action.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { CHOSEN_BY } from './words.ts';

/** The one person of the street that a name means; a mention of an account decides before any name. */
export function personNamed(ctx: CommandContext, name: string): Result<Staff> {
  const mentioned = ctx.mentioned.flatMap((id) => ctx.directory.staff(id) ?? []);
  const byMention =
    mentioned.find((staff) => staff.name === name) ?? (name === '' ? mentioned[0] : undefined);
  if (byMention) return accept(byMention);
  const found = narrowed(ctx, name);
  const only = found[0];
  if (only && found.length === 1) return accept(only);
  if (!only) return refuse({ code: 'no-such-person', name, near: nearest(name, namesInReach(ctx)) });
  return refuse({ code: 'which-person', name, candidates: found.map((staff) => labelled(ctx, staff)) });
}

/** Those of the room's own place before those of the street. */
function narrowed(ctx: CommandContext, name: string): readonly Staff[] {
  const here = ctx.scope?.communityId ? ctx.directory.findStaff(name, { ...ctx.scope, gridId: null }) : [];
  if (here.some((staff) => staff.name === name)) return here;
  const street = ctx.directory.findStaff(name, streetOf(ctx));
  return here.length > 0 && !street.some((staff) => staff.name === name) ? here : street;
}

function streetOf(ctx: CommandContext): Scope | null {
  return ctx.streetId === null ? null : { streetId: ctx.streetId, communityId: null, gridId: null };
}

function namesInReach(ctx: CommandContext): readonly string[] {
  const { organisation, scopeOf } = ctx.directory;
  return organisation.staff
    .filter((staff) => staff.posts.some((post) => scopeOf(post.at)?.streetId === ctx.streetId))
    .map((staff) => staff.name);
}

function labelled(ctx: CommandContext, staff: Staff): string {
  const at = staff.posts[0]?.at;
  return at === undefined ? staff.name : `${staff.name}(${ctx.directory.nameOf(at)})`;
}

type Area = Pick<Ticket, 'streetId' | 'communityId' | 'gridId'>;

/** Somebody who may work on it where it lies. */
export function workerFor(ctx: CommandContext, ticket: Area, name: string): Result<Assignment> {
  const found = personNamed(ctx, name);
  if (!found.ok) return found;
  return worksAt(ctx, found.value, ticket)
    ? accept(assignmentOf(ctx, found.value))
    : refuse({ code: 'not-the-worker', name: found.value.name });
}

export function assignmentOf(ctx: CommandContext, staff: Staff): Assignment {
  return { personId: staff.id, name: staff.name, because: [`${ctx.person.name}${CHOSEN_BY}`] };
}

export function worksAt(ctx: CommandContext, staff: Staff, area: Area): boolean {
  const { streetId, communityId, gridId } = area;
  const roles = ctx.directory.rolesAt(staff.id, { streetId, communityId, gridId }, ctx.now);
  return roles.includes('worker') || roles.includes('secretary');
}

/** The community and grid of a person's first post in the ticket's street, to which a ticket can be moved. */
export function areaOfWorker(ctx: CommandContext, staff: Staff, streetId: string): Area | null {
  const scopes = staff.posts.flatMap((post) => ctx.directory.scopeOf(post.at) ?? []);
  const scope = scopes.find((one) => one.streetId === streetId && one.communityId !== null);
  return scope?.communityId ? { streetId, communityId: scope.communityId, gridId: scope.gridId } : null;
}

export function rolesAtTicket(ctx: CommandContext, { streetId, communityId, gridId }: Area) {
  return ctx.directory.rolesAt(ctx.person.id, { streetId, communityId, gridId }, ctx.now);
}

export function isStaffAt(ctx: CommandContext, area: Area): boolean {
  return rolesAtTicket(ctx, area).some((role) => role !== 'resident');
}

export function isStreetAt(ctx: CommandContext, { streetId, communityId, gridId }: Scope): boolean {
  return ctx.directory.rolesAt(ctx.person.id, { streetId, communityId, gridId }, ctx.now).includes('street');
}

/** The posts somebody holds now, with the names of their places. */
export function postsShown(ctx: CommandContext, staff: Staff): readonly PostShown[] {
  return staff.posts
    .filter((post) => post.until === null || post.until > ctx.now)
    .map(({ post, at }) => ({ post, at: ctx.directory.nameOf(at) }));
}
