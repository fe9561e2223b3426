import type { Ticket } from '../../engine/ticket/ticket.ts';
import { roomId } from '../keys.ts';
import type { Loaded, SightingStore, Store } from '../ports.ts';
import type { Hearing } from './hearing.ts';
import { NO_NEEDS, namingText, numbersIn } from './needs.ts';

type Sightings = Pick<SightingStore, 'proposals' | 'chats'>;

/** As many of somebody's own tickets can be meant when a command names none. */
const OWN_AT_ONCE = 5;

/**
 * What can only be known once the tickets named are there: their histories, for commands that tell or undo what
 * happened, and the tickets into which they were merged. One more query, and only for such commands.
 */
export async function loadFollowUp(
  loaded: Loaded,
  hearings: readonly Hearing[],
  store: Pick<Store, 'load'> & { sightings: Sightings },
): Promise<Loaded> {
  const seen = { ...loaded, ...(await loadSightings(hearings, store.sightings)) };
  const tickets = hearings.filter(wantsHistory).flatMap((hearing) => ticketsNamed(hearing, loaded));
  if (tickets.length === 0) return seen;
  const intoIds = tickets.flatMap((ticket) => (ticket.status === 'merged' ? [ticket.intoId] : []));
  const histories = unique([...tickets.map((ticket) => ticket.id), ...intoIds]);
  const known = new Set(loaded.tickets.map((ticket) => ticket.id));
  const missing = unique(intoIds).filter((id) => !known.has(id));
  const more = await store.load({
    ...NO_NEEDS,
    histories,
    tickets: missing.map((id) => ({ by: 'id' as const, id })),
  });
  return { ...seen, tickets: [...loaded.tickets, ...more.tickets], histories: more.histories };
}

async function loadSightings(
  hearings: readonly Hearing[],
  sightings: Sightings,
): Promise<Pick<Loaded, 'proposals' | 'chatNames'>> {
  const commands = hearings.flatMap(({ parsed, message }) =>
    parsed.type === 'command' ? [{ ...parsed.command, network: message.network }] : [],
  );
  const asked = commands.some(({ withProposals }) => withProposals);
  const networks = unique(commands.filter((one) => one.withChatNames).map(({ network }) => network));
  const chats = (await Promise.all(networks.map((network) => sightings.chats(network)))).flat();
  return {
    ...(asked ? { proposals: await sightings.proposals() } : {}),
    ...(networks.length > 0
      ? { chatNames: new Map(chats.map(({ network, chatId, name }) => [roomId(network, chatId), name])) }
      : {}),
  };
}

function wantsHistory({ parsed }: Hearing): boolean {
  return parsed.type === 'command' && parsed.command.withHistory === true;
}

/** By number or draft number, or replied to; without either, the tickets that are the person's own. */
function ticketsNamed(hearing: Hearing, { tickets, lines }: Loaded): readonly Ticket[] {
  const { scope, person, line } = hearing;
  const numbers = numbersIn(namingText(hearing));
  const replied = lines.find(({ key }) => key === line.replyTo)?.ticketIds ?? [];
  const here = tickets.filter((ticket) => ticket.streetId === scope?.streetId);
  const isNamed = ({ id, number, draftNumber }: Ticket) =>
    numbers.includes(number ?? 0) || numbers.includes(draftNumber ?? 0) || replied.includes(id);
  const named = here.filter(isNamed);
  if (named.length > 0) return named;
  const own = (ticket: Ticket) =>
    ticket.reporter.personId === person.id || ('assigneeId' in ticket && ticket.assigneeId === person.id);
  return here.filter(own).slice(0, OWN_AT_ONCE);
}

function unique<T>(ids: readonly T[]): readonly T[] {
  return [...new Set(ids)];
}
