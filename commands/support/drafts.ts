import type { CommandContext } from '../../src/app/command.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';
import { SYSTEM, type TicketEvent } from '../../src/engine/ticket/event.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';

/** The command that answers a draft, as staff type it and as the engine calls it. */
export interface Answering {
  command: '立案' | '忽略';
  action: 'confirm' | 'reject';
}

interface Meant {
  ticket: Ticket;
  /** What was said besides. */
  rest: string;
}

const DRAFT = /^(?<mark>疑|#|＃)?\s?(?<number>\d{1,9})(?!\d|号?[楼栋幢])[\s,，。:：、]{0,20}/;

/** 「疑3」 or 「3」, the one replied to, or the only one that waits. */
export function draftMeant(ctx: CommandContext, text: string, answering: Answering): Result<Meant> {
  const match = DRAFT.exec(text);
  if (!match) return unnumbered(ctx, text.trim(), answering);
  const number = Number(match.groups?.['number']);
  const ticket = draftNumbered(ctx, number);
  if (ticket && isWaiting(ticket)) return accept({ ticket, rest: text.slice(match[0].length).trim() });
  if (ticket) return settled(ctx, ticket, { ...answering, isBare: match.groups?.['mark'] === undefined });
  const opened = match.groups?.['mark'] === '疑' ? null : ctx.find(number);
  if (!opened?.ok) return missing(ctx, number, answering);
  const { status } = opened.value;
  return refuse({ code: 'wrong-status', number, status, action: answering.action });
}

function unnumbered(ctx: CommandContext, rest: string, answering: Answering): Result<Meant> {
  const meant = ctx.meant(null, isWaiting);
  if (meant.ok) return accept({ ticket: meant.value, rest });
  const { command } = answering;
  if (meant.refusal.code === 'which-ticket')
    return refuse({ code: 'which-draft', command, numbers: ascending(meant.refusal.numbers) });
  const replied = ctx.tickets.find((one) => one.draftNumber !== null && ctx.repliedTo.includes(one.id));
  return replied ? settled(ctx, replied, answering) : missing(ctx, null, answering);
}

function missing(ctx: CommandContext, number: number | null, { command }: Answering): Result<Meant> {
  const waiting = ctx.tickets.filter((one) => isWaiting(one) && isHere(ctx, one));
  const numbers = waiting.flatMap((one) => one.draftNumber ?? []);
  return refuse({ code: 'no-such-draft', number, command, waiting: ascending(numbers) });
}

function ascending(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((a, b) => a - b);
}

/** `isBare`: typed without 「疑」, so that a ticket of that number may be meant. */
function settled(
  ctx: CommandContext,
  ticket: Ticket,
  { command, isBare = false }: Answering & { isBare?: boolean },
): Result<Meant> {
  const { draftNumber, number } = ticket;
  const end = settling(ctx, ticket);
  const namesake = isBare && command === '忽略' ? ctx.find(draftNumber ?? 0) : null;
  return refuse({
    code: 'draft-settled',
    draft: draftNumber ?? 0,
    command,
    how: end?.kind ?? (number === null ? 'rejected' : 'confirmed'),
    by: end === null || end.actorId === SYSTEM ? null : end.actorName,
    number: ticket.status === 'merged' ? ticket.intoNumber : number,
    namesake: namesake?.ok && isByItself(namesake.value) ? draftNumber : null,
  });
}

type Settling = Extract<TicketEvent, { kind: 'confirmed' | 'rejected' | 'withdrawn' | 'merged' }>;

/** What ended its waiting: once it has a number, whatever came later is the ticket's. */
function settling(ctx: CommandContext, { id, number }: Ticket): Settling | null {
  const ends = ctx.history(id).filter((event) => isSettling(event));
  return (number === null ? ends.at(-1) : ends.find(({ kind }) => kind === 'confirmed')) ?? null;
}

function isSettling(event: TicketEvent): event is Settling {
  return ['confirmed', 'rejected', 'withdrawn', 'merged'].includes(event.kind);
}

function draftNumbered(ctx: CommandContext, number: number): Ticket | undefined {
  return ctx.tickets.find((one) => one.draftNumber === number && one.streetId === ctx.streetId);
}

/** What is said in a community's room is about its own. */
function isHere({ room, scope }: CommandContext, { communityId }: Ticket): boolean {
  return room === null || !scope?.communityId || scope.communityId === communityId;
}

function isWaiting({ status }: Ticket): boolean {
  return status === 'waiting-confirm';
}

/**
 * 「128」 of a ticket that talk alone has opened and nobody has claimed. A bare number means the draft first: while it
 * waits, and as long after it was settled as somebody may still be answering it. 「#128」 means the ticket.
 */
export function openedMeant(ctx: CommandContext, text: string): Meant | null {
  const match = DRAFT.exec(text);
  const mark = match?.groups?.['mark'];
  if (!match || mark === '疑') return null;
  const number = Number(match.groups?.['number']);
  const found = ctx.find(number);
  if (!found.ok || !isByItself(found.value)) return null;
  const draft = mark === undefined ? draftNumbered(ctx, number) : undefined;
  const inTheWay = draft && draft.id !== found.value.id && isHere(ctx, draft) && isFresh(ctx, draft);
  if (inTheWay) return null;
  return { ticket: found.value, rest: text.slice(match[0].length).trim() };
}

function isFresh(ctx: CommandContext, draft: Ticket): boolean {
  const since = settling(ctx, draft)?.at ?? draft.lastActivityAt;
  return isWaiting(draft) || ctx.now - since < ctx.policy.timing.draftLapseMs;
}

function isByItself({ source, status }: Ticket): boolean {
  return source === 'talk' && ['filed', 'assigned', 'returned'].includes(status);
}
