import type { MonthIssues, WaitingTicket } from '../app/ports.ts';
import type { Database } from './database.ts';
import { sortedBy } from './sorted-by.ts';
import { sql, text } from './sql.ts';

const LONGEST = 5;
const LIVING = sql`"number" IS NOT NULL AND "status" NOT IN ('merged', 'withdrawn', 'rejected')`;

type Asked = Pick<MonthIssues, 'streetId' | 'communityId' | 'window'>;

export async function readMonthIssues(database: Database, asked: Asked): Promise<MonthIssues> {
  const { streetId, communityId, window } = asked;
  const there = communityId === null ? sql`` : sql`AND "communityId" = ${text(communityId)}`;
  const [frequent, waiting] = await Promise.all([
    database.read<{ category1: string; category2: string; count: number | bigint }>(
      sql`SELECT "category1", "category2", COUNT(*) AS "count" FROM "Ticket"
        WHERE "streetId" = ${text(streetId)} AND "openedAt" >= ${window.from} AND "openedAt" < ${window.until}
          AND ${LIVING} ${there} GROUP BY "category1", "category2"`,
    ),
    database.read<Record<keyof WaitingTicket, string | number | bigint>>(
      sql`SELECT "number", "category1", "category2", "communityId", "openedAt" FROM "Ticket"
        WHERE "streetId" = ${text(streetId)} AND "open" = true AND "openedAt" < ${window.until} AND ${LIVING} ${there}
        ORDER BY "openedAt", "number" LIMIT ${LONGEST}`,
    ),
  ]);
  const counted = frequent.map((row) => ({ ...row, count: Number(row.count) }));
  const named = sortedBy(counted, ({ category1, category2 }) => `${category1} ${category2}`);
  return {
    streetId,
    communityId,
    window,
    frequent: named.toSorted((a, b) => b.count - a.count),
    waiting: waiting.map((row) => ({
      number: Number(row.number),
      category1: String(row.category1),
      category2: String(row.category2),
      communityId: String(row.communityId),
      openedAt: Number(row.openedAt),
    })),
  };
}
