import type { LedgerEntry } from '../engine/appraisal/entry.ts';
import type { Window } from '../engine/appraisal/facts.ts';
import type { StreetId } from '../engine/glossary.ts';
import { toEntry } from './appraisal-rows.ts';
import type { Database } from './database.ts';
import type { ScoreEntry } from './generated/sqlite/client.ts';
import { readAhead } from './read-ahead.ts';
import { sql, text } from './sql.ts';

/** So that not all rows of a month are in memory twice, as the driver gives them and as the engine knows them. */
const SLICES = 64;

interface Asked {
  streetId: StreetId;
  window: Window;
  subjectId: string | null;
}

/** Entries about what happened in the window, by number. */
export async function readEntries(database: Database, asked: Asked): Promise<readonly LedgerEntry[]> {
  const slices = asked.subjectId === null ? slicesOf(asked.window) : [asked.window];
  const same = sameText();
  const entries: LedgerEntry[] = [];
  for await (const rows of readAhead(slices, (window) => readRows(database, { ...asked, window }))) {
    for (const row of rows) entries.push(toEntry(row, same));
  }
  return entries.sort((a, b) => a.number - b.number);
}

function readRows(database: Database, { streetId, window, subjectId }: Asked): Promise<ScoreEntry[]> {
  const whose = subjectId === null ? sql`` : sql`AND "subjectId" = ${text(subjectId)}`;
  return database.read<ScoreEntry>(
    sql`SELECT * FROM "ScoreEntry" WHERE "streetId" = ${text(streetId)} AND "on" >= ${window.from}
      AND "on" < ${window.until} ${whose}`,
  );
}

function slicesOf({ from, until }: Window): readonly Window[] {
  const edge = (n: number) => from + Math.ceil(((until - from) * n) / SLICES);
  return Array.from({ length: SLICES }, (_, n) => ({ from: edge(n), until: edge(n + 1) }));
}

/** The first of equal texts stands for all: the same people, items and words come in entry after entry. */
function sameText(): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    known.set(value, value);
    return value;
  };
}

export async function readEntry(
  database: Database,
  { streetId, number }: { streetId: StreetId; number: number },
): Promise<readonly LedgerEntry[]> {
  if (!isInt(number)) return [];
  const rows = await database.read<ScoreEntry>(
    sql`SELECT own.* FROM "ScoreEntry" named JOIN "ScoreEntry" own
        ON own."subjectId" = named."subjectId" AND (own."id" = named."id" OR own."cancels" = named."id")
      WHERE named."streetId" = ${text(streetId)} AND named."number" = ${number} ORDER BY own."number"`,
  );
  return rows.map((row) => toEntry(row));
}

/** People write any number; PostgreSQL refuses to look for one that its column cannot hold. */
function isInt(number: number): boolean {
  return Number.isInteger(number) && Math.abs(number) <= 2_147_483_647;
}
