import type { Store } from '../../app/ports.ts';
import type { Instant } from '../../engine/glossary.ts';
import { indexOrganisation } from '../../engine/org/lookup.ts';
import type { TicketEvent } from '../../engine/ticket/event.ts';
import { SYSTEM } from '../../engine/ticket/event.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import { clockText } from '../../engine/time.ts';
import { KIND_LABELS, STATUS_LABELS, URGENCY_LABELS } from '../../text/labels.ts';
import { eventText, ratingText } from '../../text/playground-events.ts';
import { accountOf, loadFrom } from './lines.ts';

/** Everything the side panel shows of one ticket, in words. */
export interface TicketSheet {
  label: string;
  status: string;
  /** For colours: `open`, `paused`, `done`, `ended`. */
  tone: 'open' | 'paused' | 'done' | 'ended';
  urgency: string;
  critical: boolean;
  facts: readonly { name: string; value: string }[];
  text: string;
  images: readonly string[];
  deadlines: readonly SheetDeadline[];
  because: readonly string[];
  why: readonly string[];
  followers: readonly { name: string; why: string }[];
  ratings: readonly { name: string; text: string }[];
  timeline: readonly SheetEvent[];
}

export interface SheetDeadline {
  name: string;
  at: Instant;
  /** `met`: no longer waited for; `still`: the clock stands. */
  state: 'running' | 'met' | 'still';
}

export interface SheetEvent {
  at: Instant;
  who: string;
  text: string;
  /** `clock` for what the clock did by itself. */
  by: 'person' | 'clock';
  kind: string;
}

interface Wanted {
  number: number;
  draft: boolean;
  now: Instant;
  zone: string;
}

/** The ticket of that number in the playground's street, or null. */
export async function sheetOf(store: Store, wanted: Wanted): Promise<TicketSheet | null> {
  const { organisation } = await store.organisation();
  const needs = organisation.streets.map(({ id: streetId }) =>
    wanted.draft
      ? ({ by: 'draft', streetId, draftNumber: wanted.number } as const)
      : ({ by: 'number', streetId, number: wanted.number } as const),
  );
  const ticket = (await loadFrom(store, { tickets: needs })).tickets[0];
  if (!ticket) return null;
  const events = (await loadFrom(store, { histories: [ticket.id] })).histories.get(ticket.id) ?? [];
  const directory = indexOrganisation(organisation);
  const residents = new Map(
    [ticket.reporter, ...ticket.followers].map((party) => [party.personId, party.name]),
  );
  const nameOf = (id: string) =>
    directory.staff(id)?.name ?? residents.get(id) ?? directory.nameOf(id) ?? accountOf(id);
  return toSheet(ticket, events, { ...wanted, nameOf });
}

interface SheetWords {
  now: Instant;
  zone: string;
  nameOf(id: string): string;
}

function toSheet(ticket: Ticket, events: readonly TicketEvent[], words: SheetWords): TicketSheet {
  return {
    label: ticket.number === null ? `疑${ticket.draftNumber ?? '?'}` : `#${ticket.number}`,
    status: STATUS_LABELS[ticket.status],
    tone: toneOf(ticket),
    urgency: URGENCY_LABELS[ticket.urgency],
    critical: ticket.urgency === 'critical',
    facts: factsOf(ticket, words),
    text: ticket.text,
    images: [...ticket.images, ...('resultImages' in ticket ? ticket.resultImages : [])],
    deadlines: deadlinesOf(ticket),
    because: ticket.assignedBecause,
    why: ticket.why,
    followers: ticket.followers.map(({ name, why }) => ({ name, why })),
    ratings: ticket.ratings.map((rating) => ({
      name: words.nameOf(rating.personId),
      text: ratingText(rating),
    })),
    timeline: events.map((event) => timelineEntry(event, words)),
  };
}

function timelineEntry(event: TicketEvent, { now, zone, nameOf }: SheetWords): SheetEvent {
  const timeText = (at: Instant) => clockText(zone, at, now);
  return {
    at: event.at,
    who: event.actorId === SYSTEM ? '时钟' : event.actorName,
    text: eventText(event, { nameOf, timeText }),
    by: event.actorId === SYSTEM ? 'clock' : 'person',
    kind: event.kind,
  };
}

function factsOf(ticket: Ticket, { nameOf }: SheetWords): TicketSheet['facts'] {
  const facts = [
    ['性质', KIND_LABELS[ticket.kind]],
    ['类别', ticket.category.join(' / ')],
    ['地点', ticket.place?.text ?? '还不清楚'],
    ['归属', nameOf(ticket.gridId ?? ticket.communityId)],
    ['上报', ticket.onBehalfOf ? `${ticket.reporter.name}(代 ${ticket.onBehalfOf})` : ticket.reporter.name],
    ['经办', 'assigneeName' in ticket ? ticket.assigneeName : '还没有'],
    ['返工', ticket.rework > 0 ? `${ticket.rework} 次` : ''],
  ] as const;
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function toneOf(ticket: Ticket): TicketSheet['tone'] {
  if (ticket.status === 'paused') return 'paused';
  if (ticket.status === 'finished') return 'done';
  return ENDED.has(ticket.status) ? 'ended' : 'open';
}

const ENDED: ReadonlySet<Ticket['status']> = new Set(['closed', 'rejected', 'merged', 'withdrawn']);
const UNCLAIMED: ReadonlySet<Ticket['status']> = new Set(['filed', 'assigned', 'returned']);
const HELD: ReadonlySet<Ticket['status']> = new Set(['claimed', 'working', 'whistled', 'reopened']);

function deadlinesOf(ticket: Ticket): SheetDeadline[] {
  if (ticket.status === 'waiting-confirm') return [];
  const { respondBy, updateBy, solveBy } = ticket.deadlines;
  const waiting = UNCLAIMED.has(ticket.status);
  const held = HELD.has(ticket.status);
  const still = ticket.status === 'paused';
  return [
    { name: '响应', at: respondBy, state: waiting ? 'running' : 'met' },
    { name: '更新', at: updateBy, state: held ? 'running' : still ? 'still' : waiting ? 'running' : 'met' },
    { name: '办结', at: solveBy, state: held || waiting ? 'running' : still ? 'still' : 'met' },
  ];
}
