/** What a shape cannot say of the appraisal part: names of nothing, sums that do not add up, points nobody can get. */

import { itemFaults } from './appraisal-check-items.ts';
import { nameFaults } from './appraisal-check-names.ts';
import { ballotFaults, groupFaults, resultFaults } from './appraisal-check-raters.ts';
import { sumFaults } from './appraisal-check-sums.ts';
import { timeFaults } from './appraisal-check-times.ts';
import type { AppraisalFile } from './appraisal-schema.ts';
import type { Contradiction } from './policy-checks.ts';

/** Every contradiction, each at the place to mend. Sums and reach are only looked at where every name names something. */
export function appraisalContradictions(appraisal: AppraisalFile | undefined): readonly Contradiction[] {
  if (appraisal === undefined) return [];
  const names = nameFaults(appraisal);
  const found =
    names.length > 0
      ? [...names, ...timeFaults(appraisal)]
      : [
          ...groupFaults(appraisal),
          ...itemFaults(appraisal),
          ...sumFaults(appraisal),
          ...ballotFaults(appraisal),
          ...resultFaults(appraisal),
          ...timeFaults(appraisal),
        ];
  return found.map(({ path, message }) => ({ path: ['appraisal', ...path], message }));
}
