import type { CommandContext, Outcome } from '../../src/app/command.ts';
import { broughtBy } from '../../src/engine/ticket/decide-link.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { isParty, on } from './kit.ts';

type MergedTicket = Extract<Ticket, { status: 'merged' }>;

/** The two halves of a split: the one stands alone again, the other gives back who came with it. */
export function unmerge(ctx: CommandContext, ticket: MergedTicket): Outcome {
  return on(ctx.find(ticket.intoNumber), (into) =>
    on(ctx.act(ticket, { type: 'unmerge' }), (alone) => {
      const released = ctx.act(into, {
        type: 'release',
        fromId: ticket.id,
        personIds: brought(ctx, into, alone),
      });
      if (!released.ok) return released.refusal;
      ctx.reply({ code: 'done', number: alone.number ?? 0, what: 'unmerged' });
      return null;
    }),
  );
}

/** As its history tells; without one, its own reporter and followers. */
function brought(ctx: CommandContext, into: Ticket, alone: Ticket): readonly string[] {
  const told = broughtBy(ctx.history(into.id), alone.id);
  if (told.length > 0) return told;
  return into.followers.map((one) => one.personId).filter((personId) => isParty(alone, personId));
}

/** The ticket it went into has to be at hand too, and its number is only known from the ticket itself. */
export function isMerged(ticket: Ticket): ticket is MergedTicket {
  return ticket.status === 'merged';
}
