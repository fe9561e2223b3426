import type { Ballot } from '../../../engine/appraisal/ballot.ts';
import type { Appeal, Month, Proposal } from '../../../engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../../../engine/appraisal/policy.ts';
import type { Instant, StreetId } from '../../../engine/glossary.ts';
import type { Directory } from '../../../engine/org/lookup.ts';
import { surroundings } from '../../incoming/batch.ts';
import { readKept } from '../kept-policy.ts';
import type { AppraisalLoaded } from '../ports.ts';
import type { MonthParts } from './month-parts.ts';

/** A street's months at one look: what its next step is decided on. */
export interface Standing {
  streetId: StreetId;
  now: Instant;
  directory: Directory;
  /** Oldest first. */
  months: readonly Month[];
  /** Of months whose window is over and that are not computed yet. */
  ballots: readonly Ballot[];
  appeals: readonly Appeal[];
  proposals: readonly Proposal[];
  loaded: AppraisalLoaded;
  /** As the months keep them, by hash. */
  policies: ReadonlyMap<string, AppraisalPolicy>;
}

/** More than a year: what is older is frozen, or waits for a 公布 that nobody has sent. */
const MONTHS_BACK = 15;

export async function standingOf(streetId: StreetId, now: Instant, parts: MonthParts): Promise<Standing> {
  const { appraisal } = parts.store;
  const [{ directory }, loaded] = await Promise.all([
    surroundings(parts),
    appraisal.load([
      { by: 'months', streetId, limit: MONTHS_BACK },
      { by: 'appeals', streetId },
      { by: 'proposals', streetId },
    ]),
  ]);
  const closing = loaded.months.filter((month) => isClosing(month, now));
  const ballots = await Promise.all(closing.map(({ key }) => appraisal.ballots(streetId, key)));
  return {
    streetId,
    now,
    directory,
    months: loaded.months.toReversed(),
    ballots: ballots.flat(),
    appeals: loaded.appeals,
    proposals: loaded.proposals,
    loaded,
    policies: new Map(loaded.policies.map((kept) => [kept.hash, readKept(kept)])),
  };
}

function isClosing({ state, window }: Month, now: Instant): boolean {
  return (state === 'open' || state === 'collecting') && window.until <= now;
}

/** The policy that a month keeps. Written with it in one transaction, so it is there. */
export function policyOf(month: Month, { policies }: Pick<Standing, 'policies'>): AppraisalPolicy {
  const policy = policies.get(month.policyHash);
  if (!policy) throw new Error(`month ${month.key} has no policy ${month.policyHash}`);
  return policy;
}
