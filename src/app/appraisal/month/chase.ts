import type { Appeal, Month } from '../../../engine/appraisal/month.ts';
import { withDone } from '../../../engine/appraisal/month-steps.ts';
import type { PersonId } from '../../../engine/glossary.ts';
import { alone } from '../recipients.ts';
import type { Told } from '../told.ts';
import { CHASED } from './marks.ts';
import type { MonthParts } from './month-parts.ts';
import { reachingOf } from './publishing.ts';
import { appealToShow, reviewersOf } from './reviewers.ts';
import { policyOf, type Standing } from './standing.ts';
import { take, workspaceOf } from './take-step.ts';

/** The time for appeals is over, and some wait for an answer: whoever owes it is told once, for the month stays open until then. */
export async function chase(before: Month, standing: Standing, parts: MonthParts): Promise<void> {
  const waiting = standing.appeals.filter(
    ({ monthKey, status }) => monthKey === before.key && status === 'open',
  );
  const month = withDone(before, CHASED);
  const told = toldOf(before, waiting, { standing, parts });
  await take({ month, before, changes: [], told, step: CHASED }, workspaceOf(standing, parts), parts);
}

function toldOf(
  month: Month,
  waiting: readonly Appeal[],
  { standing, parts }: { standing: Standing; parts: MonthParts },
): readonly Told[] {
  const { directory } = standing;
  const policy = policyOf(month, standing);
  const owed = new Map<PersonId, Appeal[]>();
  for (const appeal of waiting) {
    for (const id of reviewersOf(appeal, standing)) owed.set(id, [...(owed.get(id) ?? []), appeal]);
  }
  return [...owed].flatMap(([personId, theirs]) => {
    const appeals = theirs.map((appeal) => appealToShow(appeal, { directory, policy }));
    return alone(personId, reachingOf(standing, parts)).map(
      (target): Told => ({
        about: CHASED,
        target,
        reply: { code: 'appeals-waiting', monthKey: month.key, appeals },
        attached: [],
      }),
    );
  });
}
