import type { TicketId } from '../../engine/glossary.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import type { Loaded, SightingStore, Store } from '../ports.ts';
import type { Hearing } from './hearing.ts';
import { NO_NEEDS, namingText, numbersIn } from './needs.ts';

/** As many of somebody's own tickets can be meant when a command names none. */
const OWN_AT_ONCE = 5;

/**
 * What can only be known once the tickets named are there: their histories, for commands that tell or undo what
 * happened, and the tickets into which they were merged. One more query, and only for such commands.
 */
export async function loadFollowUp(
  loaded: Loaded,
  hearings: readonly Hearing[],
  store: Pick<Store, 'load'> & { sightings: Pick<SightingStore, 'proposals'> },
): Promise<Loaded> {
  const proposed = hearings.some(wantsProposals)
    ? { ...loaded, proposals: await store.sightings.proposals() }
    : loaded;
  const tickets = hearings.filter(wantsHistory).flatMap((hearing) => ticketsNamed(hearing, loaded));
  if (tickets.length === 0) return proposed;
  const intoIds = tickets.flatMap((ticket) => (ticket.status === 'merged' ? [ticket.intoId] : []));
  const histories = unique([...tickets.map((ticket) => ticket.id), ...intoIds]);
  const known = new Set(loaded.tickets.map((ticket) => ticket.id));
  const missing = unique(intoIds).filter((id) => !known.has(id));
  const more = await store.load({
    ...NO_NEEDS,
    histories,
    tickets: missing.map((id) => ({ by: 'id' as const, id })),
  });
  return { ...proposed, tickets: [...loaded.tickets, ...more.tickets], histories: more.histories };
}

function wantsProposals({ parsed }: Hearing): boolean {
  return parsed.type === 'command' && parsed.command.withProposals === true;
}

function wantsHistory({ parsed }: Hearing): boolean {
  return parsed.type === 'command' && parsed.command.withHistory === true;
}

/** By number; without one, the tickets that are the person's own. */
function ticketsNamed(hearing: Hearing, { tickets }: Loaded): readonly Ticket[] {
  const { scope, person } = hearing;
  const numbers = numbersIn(namingText(hearing));
  const here = tickets.filter((ticket) => ticket.streetId === scope?.streetId);
  const named = here.filter((ticket) => ticket.number !== null && numbers.includes(ticket.number));
  if (named.length > 0) return named;
  const own = (ticket: Ticket) =>
    ticket.reporter.personId === person.id || ('assigneeId' in ticket && ticket.assigneeId === person.id);
  return here.filter(own).slice(0, OWN_AT_ONCE);
}

function unique(ids: readonly TicketId[]): readonly TicketId[] {
  return [...new Set(ids)];
}
