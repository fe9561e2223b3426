import { proposals, seriesLength, unfounded } from '../../../engine/appraisal/consequences.ts';
import type { Month, Proposal } from '../../../engine/appraisal/month.ts';
import type { MonthScores } from '../../../engine/appraisal/sheet.ts';
import type { PersonId, StreetId } from '../../../engine/glossary.ts';
import type { Workspace } from '../../incoming/workspace.ts';
import type { AppraisalChange } from '../ports.ts';
import { administratorsOf, alone, type Reaching } from '../recipients.ts';
import type { Told } from '../told.ts';
import { keptScores } from './compute.ts';
import type { MonthParts } from './month-parts.ts';
import { policyOf, type Standing } from './standing.ts';

interface Proposing {
  standing: Standing;
  parts: MonthParts;
  workspace: Workspace;
}

export interface ProposalsDue {
  changes: readonly AppraisalChange[];
  added: readonly Proposal[];
}

/**
 * What the month's rules propose on this month and those before it; people decide. What a new version of the scores no longer bears
 * out is taken back, unless somebody has answered it.
 */
export async function proposalsDue(
  month: Month,
  scores: MonthScores,
  { standing, parts, workspace }: Proposing,
): Promise<ProposalsDue> {
  const policy = policyOf(month, standing);
  if (policy.consequences.length === 0) return { changes: [], added: [] };
  const series = [...(await scoresBefore(month, seriesLength(policy) - 1, { standing, parts })), scores];
  const known = standing.proposals;
  const added = proposals(policy, series, known).map((one): Proposal => {
    return {
      ...one,
      id: `${month.id}:${one.ruleId}:${one.subjectId}`,
      streetId: month.streetId,
      number: workspace.nextAppraisalNumber('proposal'),
      at: standing.now,
      ...UNANSWERED,
    };
  });
  const gone = unfounded(known, policy, series).map((proposal): Proposal => {
    return { ...proposal, status: 'rejected', answeredAt: standing.now };
  });
  return {
    added,
    changes: [
      ...added.map((proposal) => ({ type: 'proposal-added', proposal }) as const),
      ...gone.map((proposal) => ({ type: 'proposal-answered', proposal }) as const),
    ],
  };
}

const UNANSWERED = { status: 'open', byId: null, answeredAt: null, reason: '' } as const;

/** Of the newest versions of so many computed months before it, oldest first. */
async function scoresBefore(
  { key }: Month,
  count: number,
  { standing, parts }: Pick<Proposing, 'standing' | 'parts'>,
): Promise<readonly MonthScores[]> {
  if (count === 0) return [];
  const before = standing.months.filter((month) => month.key < key && month.version > 0).slice(-count);
  const series: MonthScores[] = [];
  for (const month of before) series.push(await keptScores(month, standing, parts));
  return series;
}

/** Each to whoever answers it, alone; what would be about the secretary themselves goes to the street. */
export function proposalsTold(
  { key }: Month,
  all: readonly Proposal[],
  given: Reaching & { streetId: StreetId },
): readonly Told[] {
  const byPerson = new Map<PersonId, Proposal[]>();
  for (const proposal of all) {
    for (const personId of answerers(proposal, given)) {
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), proposal]);
    }
  }
  return [...byPerson].flatMap(([personId, theirs]) =>
    alone(personId, given).map(
      (target): Told => ({
        about: 'proposals',
        target,
        reply: { code: 'proposals-told', monthKey: key, proposals: theirs },
        attached: [],
      }),
    ),
  );
}

function answerers(proposal: Proposal, given: Reaching & { streetId: StreetId }): readonly PersonId[] {
  const { directory, now, streetId } = given;
  const staff = directory.staff(proposal.subjectId);
  const at = directory.scopeOf(staff?.posts[0]?.at ?? proposal.subjectId);
  const secretary =
    proposal.answeredBy === 'secretary' && at?.communityId
      ? directory.secretaryOf(at.communityId, now)
      : null;
  if (secretary && secretary.id !== proposal.subjectId) return [secretary.id];
  return administratorsOf(streetId, given).filter((id) => id !== proposal.subjectId);
}
