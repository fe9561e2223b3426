import type { DecimalText } from '../../src/engine/appraisal/policy.ts';
import { rankAll } from '../../src/engine/appraisal/rank.ts';
import type { MonthScores, ScoreSheet } from '../../src/engine/appraisal/sheet.ts';
import { windowOf } from '../../src/engine/appraisal/window.ts';
import { aGroup, aPolicy, aSubject } from '../engine/appraisal/scoring-kit.ts';
import { makeSheet } from './make-appraisal.ts';
import { ZONE } from './make-fact.ts';

/** By group, by subject: a total, or a sheet with more to say. */
export type Totals = Readonly<
  Record<string, Readonly<Record<string, DecimalText | null | Partial<ScoreSheet>>>>
>;

/** A month with these totals, ranked. */
export function makeScores(key: string, totals: Totals, smallest = 1): MonthScores {
  const sheets = Object.entries(totals).flatMap(([groupId, members]) =>
    Object.entries(members).map(([id, given]): ScoreSheet => {
      const fields = given === null || typeof given === 'string' ? { total: given } : given;
      return { ...makeSheet(id), subject: aSubject(id, { groupId }), ...fields };
    }),
  );
  const policy = aPolicy({ groups: Object.keys(totals).map((id) => aGroup(id, smallest)) });
  const window = windowOf({ type: 'calendar-month' }, ZONE, key);
  return { key, window, sheets, rankings: rankAll(policy, sheets) };
}
