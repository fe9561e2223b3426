import type { TicketNeed } from '../app/ports.ts';
import type { StreetId } from '../engine/glossary.ts';
import { raw, type Sql, sql, text } from './sql.ts';

/** What of a row tells its state without reading it; ticket-memory.ts makes the same stamp of a ticket. */
export const STAMP = raw(
  `CAST("version" AS TEXT) || '/' || COALESCE(CAST("nextDueAt" AS TEXT), '') AS "stamp"`,
);

const STAMPED = sql`SELECT "id", ${STAMP} FROM "Ticket"`;

/** The arm of a compound query that finds the tickets of one need; each is answered by an index of its own. */
export function stampsOf(need: TicketNeed): Sql {
  switch (need.by) {
    case 'id':
      return sql`${STAMPED} WHERE "id" = ${text(need.id)}`;
    case 'number':
      return sql`${STAMPED} WHERE "streetId" = ${text(need.streetId)} AND "number" = ${int(need.number)}`;
    case 'draft':
      return sql`${STAMPED} WHERE "streetId" = ${text(need.streetId)} AND "draftNumber" = ${int(need.draftNumber)}`;
    case 'party':
      return ofParty(need);
    case 'assignee':
      return newest(sql`"assigneeId" = ${text(need.personId)} AND "open" = true`, need.limit);
    case 'recent':
      return newest(sql`${areaOf(need)} AND "openedAt" >= ${need.since}`, need.limit);
    case 'waiting':
      return newest(sql`${within(need)} AND "waiting" = true`, need.limit);
    case 'open':
      return newest(sql`${within(need)} AND "open" = true`, need.limit);
  }
}

/** Open ones first, then by when they ended. */
function ofParty(need: Extract<TicketNeed, { by: 'party' }>): Sql {
  return sql`SELECT * FROM (SELECT t."id", ${STAMP} FROM "TicketParty" p JOIN "Ticket" t ON t."id" = p."ticketId"
    WHERE p."personId" = ${text(need.personId)} AND p."endedAt" >= ${need.since}
    ORDER BY p."endedAt" DESC, p."openedAt" DESC LIMIT ${int(need.limit)}) AS newest`;
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
