import type { Month } from '../../../engine/appraisal/month.ts';
import { type Beginning, begun, moved, nextMonthDueAt } from '../../../engine/appraisal/month-steps.ts';
import { DAY_MS } from '../../../engine/glossary.ts';
import { keptPolicy } from '../../policy/appraisal-kept.ts';
import type { AppraisalChange } from '../ports.ts';
import { chase } from './chase.ts';
import { computeMonth, keptScores } from './compute.ts';
import { LATE } from './marks.ts';
import type { MonthParts } from './month-parts.ts';
import { contextOf, type Step } from './next-step.ts';
import { previews } from './preview.ts';
import { proposalsDue, proposalsTold } from './propose.ts';
import { publication } from './publication.ts';
import { reportTold } from './publish-report.ts';
import { publishingOf, reachingOf } from './publishing.ts';
import { revise } from './revise.ts';
import type { Standing } from './standing.ts';
import { take, workspaceOf } from './take-step.ts';

/** Takes a step; where somebody was faster nothing is done, and whoever called looks again. */
export async function takeStep(step: Step, standing: Standing, parts: MonthParts): Promise<void> {
  switch (step.type) {
    case 'begin':
      return begin(step, standing, parts);
    case 'collect':
    case 'freeze':
      return save(step.month, moved(step.month, step.type, standing.now), {
        standing,
        parts,
        step: step.type,
      });
    case 'compute':
      return compute(step.month, standing, parts);
    case 'preview':
      return preview(step.month, standing, parts);
    case 'publish':
      return publish(step.month, standing, parts);
    case 'revise':
      return revise(step.month, standing, parts);
    case 'chase':
      return chase(step.month, standing, parts);
    default:
      return step satisfies never;
  }
}

/** With the policy that the month keeps from here on, whatever the file says later. */
async function begin(
  { beginning, keeps }: Extract<Step, { type: 'begin' }>,
  standing: Standing,
  parts: MonthParts,
): Promise<void> {
  const newest = keeps === 'before' ? standing.months.at(-1) : undefined;
  const own = newest ? null : keptPolicy(parts.policy, standing.now);
  const kept = newest ?? (own && { policyHash: own.hash, policyVersion: own.version });
  if (!kept) return;
  const { policyHash, policyVersion } = kept;
  const month = begun({ ...nameOf(beginning, standing), policyHash, policyVersion }, standing.now);
  const changes: AppraisalChange[] = own ? [{ type: 'policy-kept', policy: own }] : [];
  await take({ month, before: null, changes, told: [], step: 'begin' }, workspaceOf(standing, parts), parts);
}

function nameOf({ key, window }: Beginning, { streetId }: Standing) {
  return { id: `${streetId}:${key}`, streetId, key, window };
}

interface Saving {
  standing: Standing;
  parts: MonthParts;
  step: string;
}

async function save(before: Month, month: Month, { standing, parts, step }: Saving): Promise<void> {
  await take({ month, before, changes: [], told: [], step }, workspaceOf(standing, parts), parts);
}

/** What happened is frozen together with the scores made of it and the proposals that follow from them. */
async function compute(before: Month, standing: Standing, parts: MonthParts): Promise<void> {
  const { frozen, scores } = await computeMonth(before, standing, parts);
  const after = moved(before, 'compute', standing.now);
  const month = isLate(before, standing, parts) ? { ...after, done: [...after.done, LATE] } : after;
  const workspace = workspaceOf(standing, parts);
  const changes: AppraisalChange[] = [
    { type: 'subjects-frozen', monthId: month.id, subjects: frozen },
    { type: 'sheets-added', monthId: month.id, version: month.version, sheets: scores.sheets },
    ...(await proposalsDue(month, scores, { standing, parts, workspace })).changes,
  ];
  await take({ month, before, changes, told: [], step: 'compute' }, workspace, parts);
}

/** A day after its time: the bot was away when the month ended. */
function isLate(month: Month, standing: Standing, parts: MonthParts): boolean {
  const dueAt = nextMonthDueAt(month, contextOf(month, standing, parts));
  return dueAt !== null && standing.now >= dueAt + DAY_MS;
}

async function preview(before: Month, standing: Standing, parts: MonthParts): Promise<void> {
  const month = moved(before, 'preview', standing.now);
  const scores = await keptScores(month, standing, parts);
  const proposals = standing.proposals.filter(
    ({ monthKey, status }) => monthKey === month.key && status === 'open',
  );
  const reaching = reachingOf(standing, parts);
  const { streetId } = standing;
  const told = [
    ...previews({
      ...reaching,
      streetId,
      monthKey: month.key,
      scores,
      proposals: proposals.length,
      publishAt: nextMonthDueAt(month, contextOf(month, standing, parts)),
      isLate: month.done.includes(LATE),
    }),
    ...proposalsTold(month, proposals, { ...reaching, streetId }),
  ];
  await take({ month, before, changes: [], told, step: 'preview' }, workspaceOf(standing, parts), parts);
}

async function publish(before: Month, standing: Standing, parts: MonthParts): Promise<void> {
  const month = moved(before, 'publish', standing.now);
  const scores = await keptScores(month, standing, parts);
  const frozen = await parts.store.appraisal.frozen(month.id);
  const published = publication(publishingOf({ month, scores, frozen }, standing, parts));
  const told = published.length > 0 ? [...published, ...(await reportTold(month, standing, parts))] : [];
  await take({ month, before, changes: [], told, step: 'publish' }, workspaceOf(standing, parts), parts);
}
