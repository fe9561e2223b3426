import type { Appeal } from '../../../engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../../../engine/appraisal/policy.ts';
import type { Instant, PersonId, StreetId } from '../../../engine/glossary.ts';
import type { Directory } from '../../../engine/org/lookup.ts';
import type { AppealShown } from './month-replies.ts';

interface Where {
  directory: Directory;
  streetId: StreetId;
  now: Instant;
}

/** Those who hear of an appeal: the secretary of where the subject works, unless it is their own; else the street. */
export function reviewersOf(
  { subjectId, byId }: Pick<Appeal, 'subjectId' | 'byId'>,
  { directory, streetId, now }: Where,
): readonly PersonId[] {
  const staff = directory.staff(subjectId);
  const scope = directory.scopeOf(staff?.posts[0]?.at ?? subjectId);
  const secretary = staff && scope?.communityId ? directory.secretaryOf(scope.communityId, now) : null;
  if (secretary && secretary.id !== subjectId && secretary.id !== byId) return [secretary.id];
  const admins = directory.streetAdmins(streetId, now).map(({ id }) => id);
  return admins.filter((id) => id !== subjectId && id !== byId);
}

/** As it is told; the name of its item is the policy's of that month. */
export function appealToShow(
  appeal: Appeal,
  { directory, policy }: { directory: Directory; policy: Pick<AppraisalPolicy, 'items'> | null },
): AppealShown {
  const { number, monthKey, text, answer, at, status, itemId } = appeal;
  const item = policy?.items.find(({ id }) => id === itemId);
  return {
    number,
    monthKey,
    text,
    answer,
    at,
    status,
    subjectName: directory.nameOf(appeal.subjectId),
    itemName: item?.name ?? itemId,
    byName: directory.nameOf(appeal.byId),
  };
}
