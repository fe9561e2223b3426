import type { AppraisalLoaded } from '../app/ports.ts';
import type { FrozenSubject, ScoreSheet } from '../engine/appraisal/sheet.ts';
import type { StreetId } from '../engine/glossary.ts';
import type { Database } from './database.ts';
import type { MonthName } from './months.ts';
import { unpack } from './packed.ts';
import { sortedBy } from './sorted-by.ts';
import { type Sql, sql, text } from './sql.ts';

interface SheetRow {
  monthKey: string;
  version: number | bigint;
  body: string;
}

type LoadedSheet = AppraisalLoaded['sheets'][number];

/** The newest of each subject up to a version: one that a version leaves out stands as it was. */
function newestUpTo(version: Sql): Sql {
  return sql`s."version" <= ${version} AND NOT EXISTS (SELECT 1 FROM "ScoreSheet" n WHERE n."monthId" = s."monthId"
    AND n."subjectId" = s."subjectId" AND n."version" > s."version" AND n."version" <= ${version})`;
}

const OF_MONTHS = sql`SELECT m."key" AS "monthKey", m."version", s."body"
  FROM "AppraisalMonth" m JOIN "ScoreSheet" s ON s."monthId" = m."id"`;
const NEWEST = newestUpTo(sql`m."version"`);

/** As they stand in the month's newest version; ascending by subject. */
export async function readSheetsOf(
  database: Database,
  { streetId, monthKey, subjectId }: MonthName & { subjectId: string | null },
): Promise<readonly LoadedSheet[]> {
  const whose = subjectId === null ? sql`` : sql`AND s."subjectId" = ${text(subjectId)}`;
  const rows = await database.read<SheetRow>(
    sql`${OF_MONTHS} WHERE m."streetId" = ${text(streetId)} AND m."key" = ${text(monthKey)} ${whose} AND ${NEWEST}`,
  );
  return bySubject(rows.map(toSheet));
}

/** Of one subject, newest month first. */
export async function readOwnSheets(
  database: Database,
  { streetId, subjectId, months }: { streetId: StreetId; subjectId: string; months: number },
): Promise<readonly LoadedSheet[]> {
  const rows = await database.read<SheetRow>(
    sql`${OF_MONTHS} WHERE m."streetId" = ${text(streetId)} AND s."subjectId" = ${text(subjectId)} AND ${NEWEST}
      ORDER BY m."key" DESC LIMIT ${months}`,
  );
  return rows.map(toSheet);
}

function toSheet({ monthKey, version, body }: SheetRow): LoadedSheet {
  return { ...unpack<ScoreSheet>(body), monthKey, version: Number(version) };
}

export async function readSheets(
  database: Database,
  monthId: string,
  version: number,
): Promise<readonly ScoreSheet[]> {
  const rows = await database.read<{ body: string }>(
    sql`SELECT s."body" FROM "ScoreSheet" s WHERE s."monthId" = ${text(monthId)}
      AND ${newestUpTo(sql`CAST(${version} AS INTEGER)`)}`,
  );
  return bySubject(rows.map(({ body }) => unpack<ScoreSheet>(body)));
}

export async function readFrozen(database: Database, monthId: string): Promise<readonly FrozenSubject[]> {
  const rows = await database.read<{ body: string }>(
    sql`SELECT "body" FROM "FrozenSubject" WHERE "monthId" = ${text(monthId)}`,
  );
  return bySubject(rows.map(({ body }) => unpack<FrozenSubject>(body)));
}

export async function readFrozenOf(
  database: Database,
  { streetId, monthKey }: MonthName,
): Promise<AppraisalLoaded['frozen']> {
  const rows = await database.read<{ body: string }>(
    sql`SELECT f."body" FROM "AppraisalMonth" m JOIN "FrozenSubject" f ON f."monthId" = m."id"
      WHERE m."streetId" = ${text(streetId)} AND m."key" = ${text(monthKey)}`,
  );
  return bySubject(rows.map(({ body }) => ({ ...unpack<FrozenSubject>(body), monthKey })));
}

function bySubject<One extends { subject: { id: string } }>(all: readonly One[]): readonly One[] {
  return sortedBy(all, ({ subject }) => subject.id);
}
