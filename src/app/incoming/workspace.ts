import { nextDueAt } from '../../engine/clock/due.ts';
import type { Instant, MessageKey, RoomId, StreetId, TicketId } from '../../engine/glossary.ts';
import type { Line } from '../../engine/intake/talk.ts';
import type { Notice } from '../../engine/notice.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { announce } from '../../engine/ticket/announce.ts';
import type { TicketEvent } from '../../engine/ticket/event.ts';
import { evolve } from '../../engine/ticket/evolve.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import { createAppraisalBook } from '../appraisal/book.ts';
import { NO_APPRAISAL } from '../appraisal/nothing.ts';
import { type Reach, WHOLE_REACH } from '../outgoing/address.ts';
import type {
  AppraisalChange,
  AppraisalLoaded,
  InboundRecord,
  KnowledgeBook,
  Loaded,
  OrgChange,
  OutboxRecord,
  Plan,
  TicketChange,
} from '../ports.ts';
import { bookAfter } from './knowledge-book.ts';

/** What a batch of messages sees and changes: loaded slices, and everything decided since, as one plan. */
export interface Workspace {
  now: Instant;
  policy: ServicePolicy;
  directory: Directory;
  reach: Reach;
  loaded: Loaded;
  wasHandled(key: MessageKey): boolean;
  ticket(id: TicketId): Ticket | null;
  byNumber(streetId: StreetId, number: number): Ticket | null;
  byDraft(streetId: StreetId, draftNumber: number): Ticket | null;
  /** All loaded and opened ones, newest first. */
  tickets(): readonly Ticket[];
  /** Applies events to a ticket (`null`: the first one makes it); what they owe to whom comes back. */
  apply(
    before: Ticket | null,
    events: readonly TicketEvent[],
  ): { ticket: Ticket; notices: readonly Notice[] };
  nextNumber(streetId: StreetId): number;
  nextDraftNumber(streetId: StreetId): number;
  history(id: TicketId): readonly TicketEvent[];
  /** Talk of a room so far, oldest first, this batch's earlier lines included. */
  talk(roomId: RoomId): readonly Line[];
  line(key: MessageKey): Line | null;
  remember(line: Line): void;
  record(inbound: InboundRecord): void;
  say(record: OutboxRecord): void;
  change(change: OrgChange): void;
  orgChanges(): readonly OrgChange[];
  /** A street's notices and kept answers, this batch's included. */
  knowledge(streetId: StreetId): KnowledgeBook;
  /** Months, scores and ballots, this batch's changes included. */
  appraisal: AppraisalLoaded;
  /** The next number of that kind in the street whose numbers were loaded, taken once asked for. */
  nextAppraisalNumber(kind: keyof AppraisalLoaded['numbers']): number;
  appraise(change: AppraisalChange): void;
  /** What this batch has changed so far. */
  appraised(): readonly AppraisalChange[];
  plan(): Plan;
}

interface Given {
  now: Instant;
  policy: ServicePolicy;
  directory: Directory;
  loaded: Loaded;
  /** Left out: every network can be spoken to, and none shows cards. */
  reach?: Reach | undefined;
}

export function createWorkspace(given: Given): Workspace {
  const changes: Changes = new Map();
  const scoring = appraisalPart(given);
  return {
    ...given,
    reach: given.reach ?? WHOLE_REACH,
    ...ticketPart(given, changes),
    ...numberPart(given),
    ...talkPart(given),
    ...scoring,
    ...planPart(given, changes, scoring),
  };
}

type AppraisalPart = Pick<Workspace, 'appraisal' | 'nextAppraisalNumber' | 'appraise' | 'appraised'>;

function appraisalPart({ loaded }: Given): AppraisalPart {
  const book = createAppraisalBook(loaded.appraisal ?? NO_APPRAISAL);
  const numbers = { ...book.known.numbers };
  const changes: AppraisalChange[] = [];
  return {
    appraisal: book.known,
    nextAppraisalNumber: (kind) => ++numbers[kind],
    appraise: (change) => {
      changes.push(change);
      book.apply(change);
    },
    appraised: () => changes,
  };
}

type TicketPart = Pick<Workspace, 'ticket' | 'byNumber' | 'byDraft' | 'tickets' | 'apply' | 'history'>;
type Changes = Map<TicketId, TicketChange>;

function ticketPart({ policy, loaded }: Given, changes: Changes): TicketPart {
  const shelf = createShelf(loaded.tickets);
  return {
    ticket: shelf.byId,
    byNumber: (streetId, number) => shelf.find((one) => one.streetId === streetId && one.number === number),
    byDraft: (streetId, draft) => shelf.find((one) => one.streetId === streetId && one.draftNumber === draft),
    tickets: shelf.newestFirst,
    history: (id) => [...(loaded.histories.get(id) ?? []), ...(changes.get(id)?.events ?? [])],
    apply: (before, events) => {
      const { ticket, notices } = fold(before, events);
      const due = { ...ticket, nextDueAt: nextDueAt(ticket, policy) };
      const change = changes.get(due.id);
      changes.set(due.id, {
        ticket: due,
        fromVersion: change?.fromVersion ?? before?.version ?? 0,
        events: [...(change?.events ?? []), ...events],
      });
      shelf.put(due);
      return { ticket: due, notices };
    },
  };
}

/** Tickets in hand, newest first: sorted once, then kept in order; what is opened now is the newest. */
function createShelf(tickets: readonly Ticket[]) {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  let ordered = tickets.toSorted((a, b) => b.openedAt - a.openedAt || (b.number ?? 0) - (a.number ?? 0));
  return {
    newestFirst: (): readonly Ticket[] => ordered,
    byId: (id: TicketId) => byId.get(id) ?? null,
    find: (fits: (ticket: Ticket) => boolean): Ticket | null => ordered.find(fits) ?? null,
    put: (ticket: Ticket) => {
      ordered = byId.has(ticket.id)
        ? ordered.map((one) => (one.id === ticket.id ? ticket : one))
        : [ticket, ...ordered];
      byId.set(ticket.id, ticket);
    },
  };
}

function fold(
  before: Ticket | null,
  events: readonly TicketEvent[],
): { ticket: Ticket; notices: readonly Notice[] } {
  let ticket = before;
  const notices: Notice[] = [];
  for (const event of events) {
    const after = evolve(ticket, event);
    notices.push(...announce({ before: ticket, after, event }));
    ticket = after;
  }
  if (!ticket) throw new Error('apply: no events and no ticket');
  // Notices show the ticket as it is at the end of the step, not half way through it.
  const last = ticket;
  return { ticket: last, notices: notices.map((notice) => ({ ...notice, ticket: last })) };
}

function numberPart({ loaded }: Given): Pick<Workspace, 'nextNumber' | 'nextDraftNumber'> {
  const given = new Map([...loaded.numbers].map(([id, numbers]) => [id, { ...numbers }]));
  const of = (streetId: StreetId) => {
    const numbers = given.get(streetId) ?? { number: 0, draftNumber: 0 };
    given.set(streetId, numbers);
    return numbers;
  };
  return {
    nextNumber: (streetId) => ++of(streetId).number,
    nextDraftNumber: (streetId) => ++of(streetId).draftNumber,
  };
}

function talkPart({ loaded }: Given): Pick<Workspace, 'talk' | 'line' | 'remember'> {
  const byRoom = new Map<RoomId, Line[]>();
  const byKey = new Map<MessageKey, Line>();
  const remember = (line: Line) => {
    byKey.set(line.key, line);
    const lines = byRoom.get(line.roomId);
    if (lines) lines.push(line);
    else byRoom.set(line.roomId, [line]);
  };
  for (const line of loaded.lines) remember(line);
  return { talk: (id) => byRoom.get(id) ?? [], line: (key) => byKey.get(key) ?? null, remember };
}

type PlanPart = Pick<
  Workspace,
  'wasHandled' | 'record' | 'say' | 'change' | 'orgChanges' | 'knowledge' | 'plan'
>;

function planPart(
  { loaded }: Given,
  changes: Changes,
  { appraised }: Pick<AppraisalPart, 'appraised'>,
): PlanPart {
  const inbound: InboundRecord[] = [];
  const outbox: OutboxRecord[] = [];
  const org: OrgChange[] = [];
  const handled = new Set(loaded.handled);
  return {
    wasHandled: (key) => handled.has(key),
    record: (record) => {
      handled.add(record.key);
      inbound.push(record);
    },
    say: (record) => outbox.push(record),
    change: (change) => org.push(change),
    orgChanges: () => org,
    knowledge: (streetId) => bookAfter(loaded.knowledge?.get(streetId), streetId, org),
    plan: () => ({ inbound, tickets: [...changes.values()], outbox, org, appraisal: appraised() }),
  };
}
