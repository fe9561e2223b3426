import type { CommandContext } from '../../src/app/command.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';

const DRAFT = /^(?:疑|#|＃)?\s?(\d{1,9})(?!\d|号?[楼栋幢])[\s,，。:：、]{0,20}/;

/** 「疑3」 or 「3」, the one replied to, or the only one that waits; and what was said besides. */
export function draftMeant(ctx: CommandContext, text: string): Result<{ ticket: Ticket; rest: string }> {
  const match = DRAFT.exec(text);
  if (!match) {
    const meant = ctx.meant(null, (ticket) => ticket.status === 'waiting-confirm');
    return meant.ok ? accept({ ticket: meant.value, rest: text.trim() }) : meant;
  }
  const number = Number(match[1]);
  const ticket = ctx.tickets.find((one) => one.draftNumber === number && one.streetId === ctx.streetId);
  if (!ticket) return refuse({ code: 'no-such-ticket', number });
  return accept({ ticket, rest: text.slice(match[0].length).trim() });
}

const OPENED = /^[#＃]?\s?(\d{1,9})(?!\d|号?[楼栋幢])[\s,，。:：、]{0,20}/;

/** 「128」 of a ticket that talk alone has opened and nobody has claimed: a draft of that number comes first. */
export function openedMeant(ctx: CommandContext, text: string): { ticket: Ticket; rest: string } | null {
  const match = OPENED.exec(text);
  const number = Number(match?.[1] ?? 0);
  if (!match || number === 0) return null;
  const isDraft = (one: Ticket) => one.draftNumber === number && one.status === 'waiting-confirm';
  if (ctx.tickets.some((one) => one.streetId === ctx.streetId && isDraft(one))) return null;
  const found = ctx.find(number);
  if (!found.ok || !isByItself(found.value)) return null;
  return { ticket: found.value, rest: text.slice(match[0].length).trim() };
}

function isByItself({ source, status }: Ticket): boolean {
  return source === 'talk' && ['filed', 'assigned', 'returned'].includes(status);
}
