import type { SubjectFacts } from './facts.ts';
import { factsBehind } from './measures.ts';
import type { MetricId } from './policy.ts';

type Ascending = readonly number[];

/**
 * Numbers of so many tickets behind a metric, those that cost points first, then the newest; and how many there are beside them. A head
 * has all tickets of a community behind each rate, so nothing is done to all of them but counting.
 */
export function ticketsBehind(
  metric: MetricId,
  facts: SubjectFacts,
  most: number,
): { shown: readonly number[]; more: number } {
  const { costly, all } = factsBehind(metric);
  const lists = all.flatMap((id) => (facts[id] ? [facts[id].tickets] : []));
  const shown = new Set<number>();
  for (const id of costly) addNewest(shown, facts[id]?.tickets ?? [], most);
  // What is shown of them all is among their ends.
  const ends = lists.flatMap((list) => list.slice(-most)).sort((a, b) => a - b);
  addNewest(shown, ends, most);
  const isAll = shown.size < most;
  return { shown: [...shown], more: isAll ? 0 : distinct(lists) - shown.size };
}

function addNewest(shown: Set<number>, ascending: Ascending, most: number): void {
  for (let at = ascending.length - 1; at >= 0 && shown.size < most; at -= 1) shown.add(ascending[at] ?? 0);
}

/** How many different numbers there are. */
function distinct(lists: readonly Ascending[]): number {
  const [first = [], ...others] = lists;
  return others.reduce(merged, first).length;
}

function merged(a: Ascending, b: Ascending): Ascending {
  const all: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY];
    all.push(Math.min(left, right));
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return all;
}
