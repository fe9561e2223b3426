import type { Month } from '../../../engine/appraisal/month.ts';
import { reportReference, WHOLE_STREET } from '../../reports/reference.ts';
import { roomsIn } from '../recipients.ts';
import type { Told } from '../told.ts';
import type { MonthParts } from './month-parts.ts';
import { reportFigures, reportNeeds } from './month-report.ts';
import { reachingOf } from './publishing.ts';
import { policyOf, type Standing } from './standing.ts';

/** The month in words, with its document, in the street's rooms: figures of the whole street, without a name. */
export async function reportTold(
  month: Month,
  standing: Standing,
  parts: MonthParts,
): Promise<readonly Told[]> {
  const policy = policyOf(month, standing);
  const { streetId, directory } = standing;
  const rooms = policy.publication.report ? roomsIn(streetId, 'street', reachingOf(standing, parts)) : [];
  if (rooms.length === 0) return [];
  const { key: monthKey, version } = month;
  const { zone } = parts.policy.calendar;
  const asked = { streetId, communityId: null, monthKey, rule: policy.window, zone };
  const loaded = await parts.store.appraisal.load(reportNeeds(asked));
  const figures = reportFigures(asked, { month, policy, loaded, directory });
  const attached = [reportReference({ kind: 'month', streetId, monthKey, version, scope: WHOLE_STREET })];
  return rooms.map(({ target }) => ({
    about: 'report',
    target,
    reply: { code: 'month-report', figures },
    attached,
  }));
}
