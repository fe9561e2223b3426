import type { KeptPolicy } from '../app/ports.ts';
import type { Month } from '../engine/appraisal/month.ts';
import type { StreetId } from '../engine/glossary.ts';
import { toMonth, toPolicy } from './appraisal-rows.ts';
import type { Database } from './database.ts';
import type { KeptPolicy as PolicyModel } from './generated/sqlite/client.ts';
import { join, list, sql, text } from './sql.ts';

/** A month by what people call it. */
export interface MonthName {
  streetId: StreetId;
  monthKey: string;
}

/** Newest first. */
export async function readMonths(
  database: Database,
  { streetId, limit }: { streetId: StreetId; limit: number },
): Promise<readonly Month[]> {
  const rows = await database.read(
    sql`SELECT * FROM "AppraisalMonth" WHERE "streetId" = ${text(streetId)} ORDER BY "key" DESC LIMIT ${limit}`,
  );
  return rows.map(toMonth);
}

export async function readMonthsOf(
  database: Database,
  names: readonly MonthName[],
): Promise<readonly Month[]> {
  if (names.length === 0) return [];
  const arms = names.map(
    ({ streetId, monthKey }) => sql`("streetId" = ${text(streetId)} AND "key" = ${text(monthKey)})`,
  );
  const rows = await database.read(sql`SELECT * FROM "AppraisalMonth" WHERE ${join(arms, ' OR ')}`);
  return rows.map(toMonth);
}

/** The policies that these months keep. */
export async function readPolicies(
  database: Database,
  months: readonly Pick<Month, 'policyHash'>[],
): Promise<readonly KeptPolicy[]> {
  if (months.length === 0) return [];
  const hashes = [...new Set(months.map(({ policyHash }) => policyHash))];
  const rows = await database.read<PolicyModel>(
    sql`SELECT * FROM "KeptPolicy" WHERE "hash" IN ${list(hashes)}`,
  );
  return rows.map(toPolicy);
}
