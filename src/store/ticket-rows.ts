import type { TicketChange } from '../app/ports.ts';
import type { MessageKey, TicketId } from '../engine/glossary.ts';
import type { EventKind, TicketEvent } from '../engine/ticket/event.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import type {
  TicketEvent as EventModel,
  TicketParty as PartyModel,
  Ticket as TicketModel,
} from './generated/sqlite/client.ts';
import { insert, list, orReplace, type RowOf, type Sql, sql, storable, toJson } from './sql.ts';
import { isOpen, isWaiting, mergeChanges } from './tickets.ts';

/** Later than anything: an open ticket has not ended. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Kinds that leave parties and openness as they were; any other has the parties written again. */
const PARTIES_UNTOUCHED: ReadonlySet<EventKind> = new Set([
  'confirmed',
  'asked',
  'ask-lapsed',
  'corrected',
  'supplemented',
  'assigned',
  'claimed',
  'arrived',
  'progressed',
  'requested',
  'declined',
  'returned',
  'disputed',
  'transferred',
  'paused',
  'objected',
  'resumed',
  'extended',
  'key-turned',
  'whistled',
  'whistle-answered',
  'whistle-rated',
  'supervised',
  'urged',
  'linked',
  'reminded',
  'escalated',
]);
/** Kinds after which nobody who was a party has ceased to be one. */
const PARTIES_KEPT: ReadonlySet<EventKind> = new Set([
  ...PARTIES_UNTOUCHED,
  'filed',
  'joined',
  'finished',
  'rated',
  'closed',
]);

/**
 * A plan's tickets as statements. (ticket, sequence) is unique, so of two changes decided on the same version the
 * second fails; a change without events (only a new due time) is skipped when somebody was faster.
 */
export function ticketStatements(changes: readonly TicketChange[]): readonly Sql[] {
  const merged = mergeChanges(changes);
  const tickets = merged.map((change) => ticketRow(change.ticket));
  const events = merged.flatMap((change) =>
    change.events.map((event, index) => eventRow(change, event, change.fromVersion + index)),
  );
  return [
    ...insert('Ticket', tickets, upsertTicket(tickets)),
    ...insert('TicketEvent', events),
    ...partyStatements(merged),
    ...earlierLines(merged),
  ];
}

function upsertTicket(rows: readonly object[]): string {
  const columns = Object.keys(rows[0] ?? {});
  return `${orReplace(['id'], columns)} WHERE "Ticket"."version" <= excluded."version"`;
}

function ticketRow(ticket: Ticket): RowOf<TicketModel> {
  return {
    id: ticket.id,
    streetId: ticket.streetId,
    communityId: ticket.communityId,
    gridId: ticket.gridId,
    number: ticket.number,
    draftNumber: ticket.draftNumber,
    status: ticket.status,
    open: isOpen(ticket),
    waiting: isWaiting(ticket),
    category1: ticket.category[0],
    category2: ticket.category[1],
    urgency: ticket.urgency,
    reporterId: ticket.reporter.personId,
    assigneeId: 'assigneeId' in ticket ? ticket.assigneeId : null,
    openedAt: ticket.openedAt,
    lastActivityAt: ticket.lastActivityAt,
    nextDueAt: ticket.nextDueAt,
    solveBy: ticket.deadlines.solveBy,
    version: ticket.version,
    state: toJson(ticket),
  };
}

function eventRow(change: TicketChange, event: TicketEvent, seq: number): RowOf<EventModel> {
  return {
    ticketId: change.ticket.id,
    seq,
    at: event.at,
    kind: event.kind,
    actorId: event.actorId,
    messageId: event.messageId,
    body: toJson(event),
  };
}

function partyStatements(changes: readonly TicketChange[]): readonly Sql[] {
  const touched = changes.filter(touchesParties);
  const left = touched.filter(mayLoseParties).map((change) => change.ticket.id);
  const rows = touched.flatMap((change) => partyRows(change.ticket));
  return [
    ...(left.length === 0 ? [] : [sql`DELETE FROM "TicketParty" WHERE "ticketId" IN ${list(left)}`]),
    ...insert('TicketParty', rows, orReplace(['ticketId', 'personId'], Object.keys(rows[0] ?? {}))),
  ];
}

function touchesParties(change: TicketChange): boolean {
  if (change.fromVersion === 0 || !isOpen(change.ticket)) return true;
  return change.events.some((event) => !PARTIES_UNTOUCHED.has(event.kind));
}

function mayLoseParties(change: TicketChange): boolean {
  return change.fromVersion > 0 && change.events.some((event) => !PARTIES_KEPT.has(event.kind));
}

function partyRows(ticket: Ticket): readonly RowOf<PartyModel>[] {
  const roles = new Map(ticket.followers.map((follower) => [storable(follower.personId), 'follower']));
  roles.set(storable(ticket.reporter.personId), 'reporter');
  const endedAt = isOpen(ticket) ? NEVER : ticket.lastActivityAt;
  return [...roles].map(([personId, role]) => ({
    ticketId: ticket.id,
    personId,
    role,
    endedAt,
    openedAt: ticket.openedAt,
  }));
}

/** Lines heard before the ticket was filed (photos first, then words) belong to it from now on. */
function earlierLines(changes: readonly TicketChange[]): readonly Sql[] {
  const owners = new Map<MessageKey, TicketId[]>();
  for (const { ticket, events } of changes) {
    for (const key of events.flatMap(filedWith)) owners.set(key, [...(owners.get(key) ?? []), ticket.id]);
  }
  return [...owners].map(([key, ids]) => {
    const json = toJson(ids);
    const more = `,${json.slice(1)}`;
    return sql`UPDATE "Inbound" SET "ticketIds" = CASE WHEN "ticketIds" = '[]' THEN ${json}
      ELSE SUBSTR("ticketIds", 1, LENGTH("ticketIds") - 1) || ${more} END WHERE "key" = ${storable(key)}`;
  });
}

function filedWith(event: TicketEvent): readonly MessageKey[] {
  if (event.kind !== 'filed') return [];
  return event.filing.messageIds.filter((key) => key !== event.messageId);
}
