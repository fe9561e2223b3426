import type { Month } from '../../../engine/appraisal/month.ts';
import { NOTHING_LOADED } from '../../incoming/needs.ts';
import { createWorkspace, type Workspace } from '../../incoming/workspace.ts';
import { quietAndBudget } from '../../outgoing/quiet.ts';
import type { AppraisalChange } from '../ports.ts';
import { type Told, tellAll } from '../told.ts';
import type { MonthParts } from './month-parts.ts';
import type { Standing } from './standing.ts';

/** What a step changes and says: one transaction, all or nothing. */
export interface Taking {
  month: Month;
  /** Null: it is begun. */
  before: Month | null;
  changes: readonly AppraisalChange[];
  /** Needs the workspace for numbers that are given only now. */
  told: readonly Told[];
  /** What it is called in the keys of its messages: `publish`. */
  step: string;
}

export function workspaceOf(standing: Standing, parts: MonthParts): Workspace {
  const { now, directory } = standing;
  const loaded = { ...NOTHING_LOADED, appraisal: standing.loaded };
  return createWorkspace({ now, policy: parts.policy, directory, loaded, reach: parts.reach?.() });
}

/** Whether it is done; false: somebody was faster, and everything has to be looked at again. */
export async function take(taking: Taking, workspace: Workspace, parts: MonthParts): Promise<boolean> {
  const { month, before, changes, told, step } = taking;
  for (const change of changes) workspace.appraise(change);
  workspace.appraise({ type: 'month-saved', month, fromRevision: before?.revision ?? 0 });
  const notBefore = await quietAndBudget(workspace.now, parts);
  tellAll(told, {
    workspace,
    sentences: parts.sentences,
    cause: `month:${month.id}:${month.version}:${step}`,
    notBefore,
  });
  const plan = workspace.plan();
  const committed = (await parts.store.commit(plan)) === 'committed';
  if (committed) parts.offer(plan.outbox);
  return committed;
}
