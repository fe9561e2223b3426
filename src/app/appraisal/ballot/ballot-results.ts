import type { Ballot, BallotCount, BallotResult, Vote } from '../../../engine/appraisal/ballot.ts';
import type { Month } from '../../../engine/appraisal/month.ts';
import type { AppraisalStore } from '../../ports.ts';

/** What the ballots of a month say of everybody who was rated, by subject: what its close freezes. Who said it is in none. */
export async function ballotResults(
  { streetId, key }: Pick<Month, 'streetId' | 'key'>,
  store: Pick<AppraisalStore, 'ballots' | 'counts' | 'turnout'>,
): Promise<ReadonlyMap<string, readonly BallotResult[]>> {
  const ballots = await store.ballots(streetId, key);
  const ids = ballots.map(({ id }) => id);
  const [counts, turnout] = await Promise.all([store.counts(ids), store.turnout(ids)]);
  return resultsOf(ballots, { counts, turnout });
}

interface Cast {
  counts: readonly BallotCount[];
  turnout: readonly Omit<Vote, 'values'>[];
}

/** Ballots in their order; counts by aspect in the rule's order, then by value. */
export function resultsOf(
  ballots: readonly Ballot[],
  { counts, turnout }: Cast,
): ReadonlyMap<string, readonly BallotResult[]> {
  const pair = (ballotId: string, subjectId: string) => `${ballotId} ${subjectId}`;
  const voted = tally(turnout.map(({ ballotId, subjectId }) => pair(ballotId, subjectId)));
  const found = new Map<string, BallotResult['counts'][number][]>();
  for (const { ballotId, subjectId, aspectId, value, count } of counts)
    append(found, pair(ballotId, subjectId), { aspectId, value, count });
  const results = new Map<string, BallotResult[]>();
  for (const { id, rule, tasks } of ballots) {
    const order = new Map(rule.aspects.map((aspect, index) => [aspect.id, index]));
    const rank = (aspectId: string) => order.get(aspectId) ?? order.size;
    for (const [subjectId, voters] of tally(tasks.map((task) => task.subjectId)))
      append(results, subjectId, {
        ballotId: id,
        ruleId: rule.id,
        voters,
        voted: voted.get(pair(id, subjectId)) ?? 0,
        counts: (found.get(pair(id, subjectId)) ?? []).toSorted(
          (a, b) => rank(a.aspectId) - rank(b.aspectId) || a.value - b.value,
        ),
      });
  }
  return results;
}

function tally(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
