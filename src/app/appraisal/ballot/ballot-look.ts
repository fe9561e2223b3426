import type { Ballot } from '../../../engine/appraisal/ballot.ts';
import { ballotTimes, nextBallotMoment } from '../../../engine/appraisal/ballot-due.ts';
import type { Window } from '../../../engine/appraisal/facts.ts';
import type { AppraisalPolicy, BallotRule } from '../../../engine/appraisal/policy.ts';
import { keyAt, nextKey, previousKey, windowOf } from '../../../engine/appraisal/window.ts';
import type { Instant, StreetId } from '../../../engine/glossary.ts';
import type { Directory } from '../../../engine/org/lookup.ts';
import { localDay } from '../../../engine/time.ts';
import { type AppParts, surroundings } from '../../incoming/batch.ts';
import { NO_NEEDS } from '../../incoming/needs.ts';
import { createWorkspace, type Workspace } from '../../incoming/workspace.ts';
import { keptBy } from '../kept-policy.ts';
import type { AppraisalLoaded } from '../ports.ts';
import type { Reaching } from '../recipients.ts';

/** A street's ballots at one look: what is due is decided on it, and changes its workspace. */
export interface BallotLook extends Reaching {
  streetId: StreetId;
  parts: AppParts;
  directory: Directory;
  workspace: Workspace;
}

/** A ballot that the policy has in a month, opened or not. */
export interface Round {
  monthKey: string;
  window: Window;
  policy: AppraisalPolicy;
  rule: BallotRule;
  times: Pick<Ballot, 'opensAt' | 'closesAt'>;
}

/** The months whose ballots can be open. */
const MONTHS_KNOWN = 3;

export async function lookAtBallots(streetId: StreetId, now: Instant, parts: AppParts): Promise<BallotLook> {
  const { directory } = await surroundings(parts);
  const appraisal = [
    { by: 'ballots', streetId },
    { by: 'months', streetId, limit: MONTHS_KNOWN },
  ] as const;
  const loaded = await parts.store.load({ ...NO_NEEDS, appraisal });
  const { policy } = parts;
  const workspace = createWorkspace({ now, policy, directory, loaded, reach: parts.reach?.() });
  return { streetId, now, parts, directory, workspace, reach: workspace.reach };
}

/** Ballots of the month before, this one and the next: some open early, some close late. */
export function roundsOf({ now, parts, workspace }: BallotLook): readonly Round[] {
  const current = parts.policy.appraisal;
  if (current === null) return [];
  const { zone } = parts.policy.calendar;
  const key = keyAt(current.window, zone, now);
  return [previousKey(key), key, nextKey(key)].flatMap((monthKey) => {
    const policy = policyOfMonth(monthKey, workspace.appraisal) ?? current;
    const window = windowOf(policy.window, zone, monthKey);
    if (localDay(zone, window.from) < policy.effectiveFrom) return [];
    return policy.ballots.map((rule) => {
      return { monthKey, window, policy, rule, times: ballotTimes(rule, window, zone) };
    });
  });
}

/** As the month keeps it; null: it has not begun, and will take the policy of its day. */
function policyOfMonth(
  monthKey: string,
  { months, policies }: Pick<AppraisalLoaded, 'months' | 'policies'>,
): AppraisalPolicy | null {
  return keptBy(
    months.find(({ key }) => key === monthKey),
    policies,
  );
}

/** When the next thing of this street falls due, after what this look did. */
export function nextMoment(look: BallotLook): Instant | null {
  const opening = roundsOf(look).map(({ times }) => times.opensAt);
  const open = look.workspace.appraisal.ballots.flatMap((ballot) => nextBallotMoment(ballot) ?? []);
  const next = Math.min(...[...opening, ...open].filter((at) => at > look.now));
  return Number.isFinite(next) ? next : null;
}
