import type { TicketNeed } from '../app/ports.ts';
import type { StreetId } from '../engine/glossary.ts';
import { chunks, list, raw, type Sql, sql, text } from './sql.ts';

/** What of a row tells its state without reading it; ticket-memory.ts makes the same stamp of a ticket. */
export const STAMP = raw(
  `CAST("version" AS TEXT) || '/' || COALESCE(CAST("nextDueAt" AS TEXT), '') AS "stamp"`,
);

const STAMPED = sql`SELECT "id", ${STAMP} FROM "Ticket"`;

/**
 * The arms of a compound query that find the tickets of these needs. A burst of talk has many speakers: their own
 * tickets are one arm together, as far as they ask for the same span of time.
 */
export function armsOf(needs: readonly TicketNeed[]): readonly Sql[] {
  const parties = new Map<string, PartyNeed[]>();
  const others: Sql[] = [];
  for (const need of needs) {
    if (need.by !== 'party') others.push(stampsOf(need));
    else {
      const span = `${need.since}/${need.limit}`;
      const alike = parties.get(span);
      if (alike) alike.push(need);
      else parties.set(span, [need]);
    }
  }
  return [...others, ...[...parties.values()].flatMap((alike) => chunks(alike, MAX_PARTIES).map(ofParties))];
}

type PartyNeed = Extract<TicketNeed, { by: 'party' }>;
const MAX_PARTIES = 500;

/** An arm that finds the tickets of one need; each is answered by an index of its own. */
function stampsOf(need: TicketNeed): Sql {
  switch (need.by) {
    case 'id':
      return sql`${STAMPED} WHERE "id" = ${text(need.id)}`;
    case 'number':
      return sql`${STAMPED} WHERE "streetId" = ${text(need.streetId)} AND "number" = ${int(need.number)}`;
    case 'draft':
      return sql`${STAMPED} WHERE "streetId" = ${text(need.streetId)} AND "draftNumber" = ${int(need.draftNumber)}`;
    case 'party':
      return ofParties([need]);
    case 'assignee':
      return newest(sql`"assigneeId" = ${text(need.personId)} AND "open" = true`, need.limit);
    case 'recent':
      return newest(sql`${areaOf(need)} AND "openedAt" >= ${need.since}`, need.limit);
    case 'waiting':
      return newest(sql`${within(need)} AND "waiting" = true`, need.limit);
    case 'grid':
      return newest(sql`${within(need)} AND "open" = true AND "gridId" = ${text(need.gridId)}`, need.limit);
    case 'open':
      return newest(sql`${within(need)} AND "open" = true`, need.limit);
  }
}

/** Open ones first, then by when they ended; the limit of each, for all of them together. */
function ofParties(needs: readonly PartyNeed[]): Sql {
  const { since, limit } = needs[0] ?? { since: 0, limit: 0 };
  const people = list([...new Set(needs.map((need) => need.personId))]);
  return sql`SELECT * FROM (SELECT t."id", ${STAMP} FROM "TicketParty" p JOIN "Ticket" t ON t."id" = p."ticketId"
    WHERE p."personId" IN ${people} AND p."endedAt" >= ${since}
    ORDER BY p."endedAt" DESC, p."openedAt" DESC LIMIT ${int(limit * needs.length)}) AS newest`;
}

type Area = { streetId: StreetId; communityId: string | null };

/** The narrower of the two: both have an index that goes on with `openedAt`. */
function areaOf(area: Area): Sql {
  if (area.communityId === null) return sql`"streetId" = ${text(area.streetId)}`;
  return sql`"communityId" = ${text(area.communityId)}`;
}

function within(area: Area): Sql {
  const street = sql`"streetId" = ${text(area.streetId)}`;
  if (area.communityId === null) return street;
  return sql`${street} AND "communityId" = ${text(area.communityId)}`;
}

/** Wrapped, because neither database takes ORDER BY and LIMIT in the arm of a compound. */
function newest(where: Sql, limit: number): Sql {
  return sql`SELECT * FROM (${STAMPED} WHERE ${where} ORDER BY "openedAt" DESC LIMIT ${int(limit)}) AS newest`;
}

/** A resident may write 查 99999999999: PostgreSQL would refuse such a number instead of not finding it. */
function int(value: number): number {
  return Number.isInteger(value) && Math.abs(value) <= 2_147_483_647 ? value : -1;
}
