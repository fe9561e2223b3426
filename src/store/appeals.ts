import type { AppraisalLoaded } from '../app/ports.ts';
import type { Appeal, Proposal } from '../engine/appraisal/month.ts';
import type { StreetId } from '../engine/glossary.ts';
import { toAppeal, toProposal } from './appraisal-rows.ts';
import type { Database } from './database.ts';
import type { Appeal as AppealModel, Proposal as ProposalModel } from './generated/sqlite/client.ts';
import { list, raw, type Sql, sql, text } from './sql.ts';

/** Open ones, and all of the newest month that has any. By number. */
export async function readAppeals(database: Database, streetId: StreetId): Promise<readonly Appeal[]> {
  const rows = await database.read<AppealModel>(openOrNewest('Appeal', streetId));
  return rows.map(toAppeal);
}

export async function readProposals(database: Database, streetId: StreetId): Promise<readonly Proposal[]> {
  const rows = await database.read<ProposalModel>(openOrNewest('Proposal', streetId));
  return rows.map(toProposal);
}

function openOrNewest(table: 'Appeal' | 'Proposal', streetId: StreetId): Sql {
  const from = raw(`"${table}"`);
  const street = text(streetId);
  return sql`SELECT * FROM ${from} WHERE "streetId" = ${street} AND ("status" = 'open'
    OR "monthKey" = (SELECT MAX("monthKey") FROM ${from} WHERE "streetId" = ${street})) ORDER BY "number"`;
}

type Numbers = AppraisalLoaded['numbers'];

/** Highest number given so far; of several streets, of all of them: the next is new in each. */
export async function readNumbers(database: Database, streets: readonly StreetId[]): Promise<Numbers> {
  const highest = (table: string) =>
    sql`(SELECT MAX("number") FROM ${raw(`"${table}"`)} WHERE "streetId" IN ${list(streets)})`;
  const [row] = await database.read<Record<keyof Numbers, number | bigint | null>>(
    sql`SELECT ${highest('ScoreEntry')} AS "entry", ${highest('Ballot')} AS "ballot",
      ${highest('Appeal')} AS "appeal", ${highest('Proposal')} AS "proposal"`,
  );
  const of = (kind: keyof Numbers) => Number(row?.[kind] ?? 0);
  return { entry: of('entry'), ballot: of('ballot'), appeal: of('appeal'), proposal: of('proposal') };
}
