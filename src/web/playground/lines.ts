import { NO_NEEDS } from '../../app/incoming/needs.ts';
import { cleanText, MAX_TEXT_CHARS } from '../../app/incoming/normalise.ts';
import type { Loaded, Needs, Store, TalkEntry } from '../../app/ports.ts';
import type { TicketId } from '../../engine/glossary.ts';
import type { Ticket, TicketStatus } from '../../engine/ticket/ticket.ts';
import type { PlaygroundPerson } from './people.ts';

/** How far back a page shows a chat. */
export const HISTORY_LINES = 200;

/** A ticket a line speaks of, as it stands now: for the buttons under the bot's lines. */
export interface LineTicket {
  number: number | null;
  draftNumber: number | null;
  status: TicketStatus;
  urgency: Ticket['urgency'];
  reporterId: string;
}

/** A line as a page gets it. Text is plain text: the page never reads it as HTML. */
export interface ShownLine {
  id: string;
  fromBot: boolean;
  senderId: string;
  senderName: string;
  text: string;
  images: readonly string[];
  replyTo: string | null;
  /** Names of those spoken to, where known. */
  mentions: readonly string[];
  at: number;
  tickets: readonly LineTicket[];
}

interface Given {
  store: Store;
  people: readonly PlaygroundPerson[];
}

/** Talk of one chat with the tickets it speaks of, oldest first. */
export async function historyOf(chatId: string, { store, people }: Given): Promise<ShownLine[]> {
  const entries = await store.talk({ network: 'playground', chatId }, HISTORY_LINES);
  return showLines(entries, { store, people });
}

export async function showLines(
  entries: readonly TalkEntry[],
  { store, people }: Given,
): Promise<ShownLine[]> {
  const tickets = await ticketsOf(store, new Set(entries.flatMap((entry) => entry.ticketIds)));
  const names = new Map(people.map((person) => [person.id, person.name]));
  return entries.map((entry) => ({
    id: entry.messageId,
    fromBot: entry.fromBot,
    senderId: entry.senderId,
    senderName: entry.senderName,
    text: cleanText(entry.text, MAX_TEXT_CHARS),
    images: entry.images,
    replyTo: entry.replyTo,
    mentions: entry.mentions.flatMap((id) => names.get(accountOf(id)) ?? []),
    at: entry.at,
    tickets: entry.ticketIds.flatMap((id) => tickets.get(id) ?? []),
  }));
}

/** `playground:zhang` and `zhang` are the same account here. */
export function accountOf(personId: string): string {
  return personId.replace(/^playground:/, '');
}

async function ticketsOf(store: Store, ids: ReadonlySet<TicketId>): Promise<Map<TicketId, LineTicket>> {
  if (ids.size === 0) return new Map();
  const loaded = await loadFrom(store, { tickets: [...ids].map((id) => ({ by: 'id', id })) });
  return new Map(loaded.tickets.map((ticket) => [ticket.id, lineTicket(ticket)]));
}

function lineTicket(ticket: Ticket): LineTicket {
  const { number, draftNumber, status, urgency, reporter } = ticket;
  return { number, draftNumber, status, urgency, reporterId: accountOf(reporter.personId) };
}

/** `Store.load` for a reader who needs little. */
export function loadFrom(
  store: Store,
  needs: Partial<Pick<Needs, 'tickets' | 'histories'>>,
): Promise<Loaded> {
  return store.load({ ...NO_NEEDS, ...needs });
}
