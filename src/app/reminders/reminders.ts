import type { Instant, StreetId } from '../../engine/glossary.ts';
import type { Moment } from '../../engine/reminders/moments.ts';
import { momentsDue, nextMomentAt } from '../../engine/reminders/moments.ts';
import { tellAll } from '../appraisal/told.ts';
import { type AppParts, surroundings } from '../incoming/batch.ts';
import { createWorkspace } from '../incoming/workspace.ts';
import { quietAndBudget } from '../outgoing/quiet.ts';
import { needsFor, toldAt } from './rounds.ts';

/** What staff hear though nobody asked. Each round is said once: its rows have keys of their own, whoever says it first. */
export interface Reminders {
  run(now: Instant): Promise<void>;
  nextDueAt(now: Instant): Promise<Instant | null>;
}

/** Rounds remembered as said by this process; another's, or one before a restart, shows by its rows' keys. */
const REMEMBERED = 200;

export function createReminders(parts: AppParts): Reminders {
  const said = new Set<string>();
  const remember = (key: string) => {
    if (said.size >= REMEMBERED) said.clear();
    said.add(key);
  };
  return {
    run: async (now) => {
      const due = momentsDue(parts.policy, now).filter(({ key }) => !said.has(key));
      if (due.length === 0) return;
      const { streets } = (await parts.store.organisation()).organisation;
      for (const moment of due) {
        for (const { id } of streets) await say(moment, id, { now, parts });
        remember(moment.key);
      }
    },
    nextDueAt: async (now) => nextMomentAt(parts.policy, now),
  };
}

/** A conflict: another process, or this one before a restart, has said it. */
async function say(
  moment: Moment,
  streetId: StreetId,
  { now, parts }: { now: Instant; parts: AppParts },
): Promise<void> {
  const { directory } = await surroundings(parts);
  const { policy, sentences } = parts;
  const loaded = await parts.store.load(needsFor(moment, streetId, { now, policy }));
  const workspace = createWorkspace({ now, policy, directory, loaded, reach: parts.reach?.() });
  const notBefore = await quietAndBudget(now, parts);
  const told = toldAt(moment, streetId, workspace);
  tellAll(told, { workspace, sentences, notBefore, cause: `reminder:${streetId}:${moment.key}` });
  const plan = workspace.plan();
  if (plan.outbox.length > 0 && (await parts.store.commit(plan)) === 'committed') parts.offer(plan.outbox);
}
