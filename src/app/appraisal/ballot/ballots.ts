import { isDueToClose } from '../../../engine/appraisal/ballot-due.ts';
import { type Instant, MINUTE_MS, type StreetId } from '../../../engine/glossary.ts';
import type { AppParts } from '../../incoming/batch.ts';
import { quietAndBudget } from '../../outgoing/quiet.ts';
import { tellAll } from '../told.ts';
import { type BallotLook, lookAtBallots, nextMoment } from './ballot-look.ts';
import { openBallots, remindOfBallots } from './open-ballots.ts';

/** The ballots of every street: opened, reminded of and closed as their time comes, after downtime too. */
export interface Ballots {
  run(now: Instant): Promise<void>;
  /** When the next thing falls due; null: nothing that can be foreseen. */
  nextDueAt(now: Instant): Promise<Instant | null>;
}

/** Another process may have opened one: looked at again after so long, though nothing seems due. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

export function createBallots(parts: AppParts): Ballots {
  const known = new Map<StreetId, { dueAt: Instant; again: Instant }>();
  const streets = async () =>
    parts.policy.appraisal === null ? [] : (await parts.store.organisation()).organisation.streets;
  return {
    run: async (now) => {
      for (const { id } of await streets()) {
        const last = known.get(id);
        if (last && now < Math.min(last.dueAt, last.again)) continue;
        const dueAt = await moveOnBallots(id, now, parts);
        known.set(id, { dueAt: dueAt ?? Infinity, again: now + LOOK_AGAIN_MS });
      }
    },
    nextDueAt: async (now) => {
      const first = Math.min(...(await streets()).map(({ id }) => known.get(id)?.dueAt ?? now));
      return Number.isFinite(first) ? first : null;
    },
  };
}

/** What has come, in one transaction. Returns when the next thing falls due: at once where another process was faster. */
async function moveOnBallots(streetId: StreetId, now: Instant, parts: AppParts): Promise<Instant | null> {
  const look = await lookAtBallots(streetId, now, parts);
  const notBefore = await quietAndBudget(now, parts);
  const { workspace } = look;
  const telling = { workspace, sentences: parts.sentences, notBefore };
  tellAll(await openBallots(look), { ...telling, cause: `ballots:${streetId}:opened:${now}` });
  tellAll(remindOfBallots(look), { ...telling, cause: `ballots:${streetId}:reminded:${now}` });
  close(look);
  if (workspace.appraised().length === 0) return nextMoment(look);
  const plan = workspace.plan();
  if ((await parts.store.commit(plan)) !== 'committed') return now;
  parts.offer(plan.outbox);
  return nextMoment(look);
}

function close({ workspace, now }: BallotLook): void {
  for (const ballot of workspace.appraisal.ballots.filter((one) => isDueToClose(one, now)))
    workspace.appraise({ type: 'ballot-changed', ballot: { ...ballot, status: 'closed' } });
}
