import type { LearningStore } from '../app/ports.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import type { Database } from './database.ts';
import { toEvent } from './map.ts';
import { toLocalModel } from './map-learning.ts';
import { list, sql, text } from './sql.ts';

/** What a ticket was taken for, and what people made of it. */
const TELLING = [
  'filed',
  'confirmed',
  'rejected',
  'corrected',
  'withdrawn',
  'restored',
  'merged',
  'unmerged',
];
const ALSO_TELLING = ['claimed', 'finished', 'excluded', 'included'];

export function learningOf(database: Database): LearningStore {
  return {
    histories: (limit) => histories(database, limit),
    model: async (name) => {
      const rows = await database.read(sql`SELECT * FROM "LocalModel" WHERE "name" = ${text(name)}`);
      return rows[0] === undefined ? null : toLocalModel(rows[0]);
    },
    version: async (name) => {
      const rows = await database.read<{ version: number | bigint }>(
        sql`SELECT "version" FROM "LocalModel" WHERE "name" = ${text(name)}`,
      );
      return Number(rows[0]?.version ?? 0);
    },
    save: async ({ name, base, bytes, figures, examples, madeAt }) => {
      const given = Buffer.from(bytes).toString('base64');
      await database.write([
        sql`INSERT INTO "LocalModel" ("name", "version", "base", "bytes", "figures", "examples", "madeAt")
          VALUES (${text(name)}, 1, ${text(base)}, ${given}, ${text(figures)}, ${examples}, ${madeAt})
          ON CONFLICT ("name") DO UPDATE SET "version" = "LocalModel"."version" + 1, "base" = excluded."base",
            "bytes" = excluded."bytes", "figures" = excluded."figures", "examples" = excluded."examples",
            "madeAt" = excluded."madeAt"`,
      ]);
    },
  };
}

async function histories(database: Database, limit: number): Promise<readonly (readonly TicketEvent[])[]> {
  const rows = await database.read<{ ticketId: string; body: string }>(
    sql`SELECT e."ticketId", e."body" FROM "TicketEvent" e
      JOIN (SELECT "id", "openedAt" FROM "Ticket" ORDER BY "openedAt" DESC, "id" LIMIT ${limit}) t ON t."id" = e."ticketId"
      WHERE e."kind" IN ${list([...TELLING, ...ALSO_TELLING])} ORDER BY t."openedAt", t."id", e."seq"`,
  );
  const byTicket = new Map<string, TicketEvent[]>();
  for (const { ticketId, body } of rows) {
    const events = byTicket.get(ticketId);
    if (events) events.push(toEvent(body));
    else byTicket.set(ticketId, [toEvent(body)]);
  }
  return [...byTicket.values()];
}
