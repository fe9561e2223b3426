import { reportFigures, reportNeeds } from '../app/appraisal/month/month-report.ts';
import type { Store } from '../app/ports.ts';
import { type ReportReference, WHOLE_STREET } from '../app/reports/reference.ts';
import type { CommunityId } from '../engine/glossary.ts';
import { type Narrative, narrativeOf } from '../text/appraisal/narrative.ts';
import type { MonthScoresKept } from './month-scores.ts';
import { type RankingView, rankingView } from './ranking/view.ts';
import type { TablesGiven } from './tables/month-tables.ts';

/** What reports say, before it is drawn or written in some format. */

/** Null: no such group, or nobody of it there. */
export function rankingOf(
  { scope }: Pick<ReportReference, 'scope'>,
  kept: MonthScoresKept,
  zone: string,
): RankingView | null {
  const [groupId, communityId = null] = scope.split(':').toReversed();
  const ranking = kept.rankings.find((one) => one.groupId === groupId);
  if (!ranking) return null;
  const { month, version, sheets, directory } = kept;
  const { key: monthKey, window, streetId } = month;
  const { nameOf } = directory;
  const streetName = nameOf(streetId);
  const given = { ranking, sheets, communityId, nameOf, streetName, monthKey, window, zone, version };
  const view = rankingView(given);
  return view.rows.length + view.unranked.length === 0 ? null : view;
}

function communityOf(scope: string): CommunityId | null {
  return scope === WHOLE_STREET ? null : scope;
}

export function tablesOf(
  { scope }: Pick<ReportReference, 'scope'>,
  { policy, rankings, sheets, directory }: MonthScoresKept,
  given: Pick<TablesGiven, 'zone' | 'entries'>,
): TablesGiven {
  return { policy, rankings, sheets, nameOf: directory.nameOf, communityId: communityOf(scope), ...given };
}

interface Source {
  store: Pick<Store, 'appraisal'>;
  zone: string;
}

/** With what people wrote: tens of thousands of entries in a large street. */
export async function everything(
  report: Pick<ReportReference, 'scope'>,
  kept: MonthScoresKept,
  { store, zone }: Source,
): Promise<TablesGiven> {
  const { streetId, window } = kept.month;
  const entries = await store.appraisal.entries(streetId, window);
  return tablesOf(report, kept, { zone, entries });
}

export async function narrativeOfMonth(
  { scope }: Pick<ReportReference, 'scope'>,
  kept: MonthScoresKept,
  { store, zone }: Source,
): Promise<Narrative> {
  const { streetId, key: monthKey } = kept.month;
  const asked = { streetId, communityId: communityOf(scope), monthKey, rule: kept.policy.window, zone };
  const loaded = await store.appraisal.load(reportNeeds(asked));
  return narrativeOf(reportFigures(asked, { ...kept, loaded }), zone);
}
