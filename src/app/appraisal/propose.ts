import type { Month, Proposal } from '../../engine/appraisal/month.ts';
import type { MonthScores } from '../../engine/appraisal/sheet.ts';
import type { PersonId, StreetId } from '../../engine/glossary.ts';
import type { Workspace } from '../incoming/workspace.ts';
import type { MonthParts } from './month-parts.ts';
import type { AppraisalChange } from './ports.ts';
import { administratorsOf, alone, type Reaching } from './recipients.ts';
import type { Standing } from './standing.ts';
import type { Told } from './told.ts';

interface Proposing {
  standing: Standing;
  parts: MonthParts;
  workspace: Workspace;
}

/** What the month's rules propose on this and the months before it; people decide. */
export async function proposalsDue(
  _month: Month,
  _scores: MonthScores,
  _given: Proposing,
): Promise<readonly AppraisalChange[]> {
  return [];
}

/** Each to whoever answers it, alone; what would be about the secretary themselves goes to the street. */
export function proposalsTold(
  { key }: Month,
  proposals: readonly Proposal[],
  given: Reaching & { streetId: StreetId },
): readonly Told[] {
  const byPerson = new Map<PersonId, Proposal[]>();
  for (const proposal of proposals) {
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
