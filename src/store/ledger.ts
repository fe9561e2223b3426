import type { LedgerEntry } from '../engine/appraisal/entry.ts';
import type { Window } from '../engine/appraisal/facts.ts';
import type { StreetId } from '../engine/glossary.ts';
import { toEntry } from './appraisal-rows.ts';
import type { Database } from './database.ts';
import type { ScoreEntry } from './generated/sqlite/client.ts';
import { sql, text } from './sql.ts';

/** Entries about what happened in the window, by number. */
export async function readEntries(
  database: Database,
  { streetId, window, subjectId }: { streetId: StreetId; window: Window; subjectId: string | null },
): Promise<readonly LedgerEntry[]> {
  const whose = subjectId === null ? sql`` : sql`AND "subjectId" = ${text(subjectId)}`;
  const rows = await database.read<ScoreEntry>(
    sql`SELECT * FROM "ScoreEntry" WHERE "streetId" = ${text(streetId)} AND "on" >= ${window.from}
      AND "on" < ${window.until} ${whose}`,
  );
  return rows.map(toEntry).sort((a, b) => a.number - b.number);
}

export async function readEntry(
  database: Database,
  { streetId, number }: { streetId: StreetId; number: number },
): Promise<readonly LedgerEntry[]> {
  if (!isInt(number)) return [];
  const rows = await database.read<ScoreEntry>(
    sql`SELECT * FROM "ScoreEntry" WHERE "streetId" = ${text(streetId)} AND "number" = ${number}`,
  );
  return rows.map(toEntry);
}

/** People write any number; PostgreSQL refuses to look for one that its column cannot hold. */
function isInt(number: number): boolean {
  return Number.isInteger(number) && Math.abs(number) <= 2_147_483_647;
}
