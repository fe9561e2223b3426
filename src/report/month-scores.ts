import { readKept } from '../app/appraisal/kept-policy.ts';
import type { Store } from '../app/ports.ts';
import type { ReportReference } from '../app/reports/reference.ts';
import type { Month } from '../engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../engine/appraisal/policy.ts';
import { rankAll } from '../engine/appraisal/rank.ts';
import type { Ranking, ScoreSheet } from '../engine/appraisal/sheet.ts';
import { type Directory, indexOrganisation } from '../engine/org/lookup.ts';

/** A version of a month as it was kept: nothing of it is computed anew but the order of its sheets. */
export interface MonthScoresKept {
  month: Month;
  version: number;
  policy: AppraisalPolicy;
  sheets: readonly ScoreSheet[];
  rankings: readonly Ranking[];
  directory: Directory;
}

type Source = Pick<Store, 'appraisal' | 'organisation'>;
type Wanted = Pick<ReportReference, 'streetId' | 'monthKey' | 'version'>;

/** Null: there is no such month, it is not computed, or it has no such version. */
export async function keptMonth(
  { streetId, monthKey, version }: Wanted,
  { appraisal, organisation }: Source,
): Promise<MonthScoresKept | null> {
  const month = await appraisal.month(streetId, monthKey);
  if (!month || version < 1 || version > month.version) return null;
  const [kept, sheets, known] = await Promise.all([
    appraisal.policy(month.policyHash),
    appraisal.sheets(month.id, version),
    organisation(),
  ]);
  if (!kept) return null;
  const policy = readKept(kept);
  const directory = indexOrganisation(known.organisation);
  return { month, version, policy, sheets, rankings: rankAll(policy, sheets), directory };
}
