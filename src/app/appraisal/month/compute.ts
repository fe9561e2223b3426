import { createTally } from '../../../engine/appraisal/count-facts.ts';
import type { Month } from '../../../engine/appraisal/month.ts';
import { rankAll } from '../../../engine/appraisal/rank.ts';
import { scoreMonth } from '../../../engine/appraisal/score.ts';
import type { FrozenSubject, MonthScores, ScoreSheet } from '../../../engine/appraisal/sheet.ts';
import { subjectsOf } from '../../../engine/appraisal/subjects.ts';
import { ballotResults } from '../ballot/ballot-results.ts';
import type { MonthParts } from './month-parts.ts';
import { policyOf, type Standing } from './standing.ts';

export interface Computed {
  frozen: readonly FrozenSubject[];
  scores: MonthScores;
}

/** Counts the month's tickets page by page, freezes who is scored with all that is known of them, and scores it. */
export async function computeMonth(month: Month, standing: Standing, parts: MonthParts): Promise<Computed> {
  const policy = policyOf(month, standing);
  const { streetId, directory } = standing;
  const { window } = month;
  const { appraisal } = parts.store;
  const tally = createTally(window, policy.rates);
  for await (const page of appraisal.ticketFacts(streetId, window)) tally.add(page);
  const { calendar } = parts.policy;
  const counted = tally.facts();
  const subjects = subjectsOf(policy, { directory, streetId, calendar, window, counted });
  const results = await ballotResults(month, appraisal);
  const frozen = subjects.map((one) => ({ ...one, ballots: results.get(one.subject.id) ?? [] }));
  const entries = await appraisal.entries(streetId, window);
  return { frozen, scores: scoreMonth(policy, { key: month.key, window, subjects: frozen, entries }) };
}

/** From what was frozen when the month was computed, with the ledger as it stands now. */
export async function computeAgain(
  month: Month,
  standing: Standing,
  { store }: MonthParts,
): Promise<Computed> {
  const policy = policyOf(month, standing);
  const [frozen, entries] = await Promise.all([
    store.appraisal.frozen(month.id),
    store.appraisal.entries(month.streetId, month.window),
  ]);
  const { key, window } = month;
  return { frozen, scores: scoreMonth(policy, { key, window, subjects: frozen, entries }) };
}

/** The scores of the month's newest version as they were kept. */
export async function keptScores(
  month: Month,
  standing: Standing,
  { store }: MonthParts,
): Promise<MonthScores> {
  const sheets: readonly ScoreSheet[] = await store.appraisal.sheets(month.id, month.version);
  const { key, window } = month;
  return { key, window, sheets, rankings: rankAll(policyOf(month, standing), sheets) };
}
