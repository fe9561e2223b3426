/** Posts with labels of what is one issue, of `--data DIR`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const MEMBER = z.object({ id: z.string(), text: z.string(), canon: z.string().nullish() });
const CLUSTER = z.object({ cluster: z.string(), members: z.array(MEMBER) });
const PLACE = z.object({ members: z.array(MEMBER.extend({ cluster: z.string().nullish() })) });

export interface IssuePost {
  id: string;
  text: string;
  /** Equal: one issue. A post of no cluster has one of its own. */
  issue: string;
  /** Posts of one issue or one place: never partly learnt from and partly measured with. */
  group: number;
  /** Places the post is a member of. */
  places: readonly number[];
  /** Ids under which the same text stands among all posts. */
  ids: readonly string[];
}

/** `null` where the folder has no such posts. */
export function readIssues(folder: string): readonly IssuePost[] | null {
  const path = join(folder, 'same-issue-clusters.jsonl');
  if (!existsSync(path)) return null;
  const clusters = rows(path).map((row) => CLUSTER.parse(row));
  const places = rows(join(folder, 'same-place-different-issue.jsonl')).map((row) => PLACE.parse(row));
  return grouped(postsOf(clusters, places));
}

function rows(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

type Ungrouped = Omit<IssuePost, 'group'>;

function postsOf(
  clusters: readonly z.infer<typeof CLUSTER>[],
  places: readonly z.infer<typeof PLACE>[],
): Ungrouped[] {
  const posts = new Map<string, Ungrouped>();
  for (const { cluster, members } of clusters) {
    for (const member of members) posts.set(member.id, post(member, cluster));
  }
  for (const [at, { members }] of places.entries()) {
    for (const member of members) {
      const known = posts.get(member.id) ?? post(member, member.cluster ?? `alone:${member.id}`);
      posts.set(member.id, { ...known, places: [...known.places, at] });
    }
  }
  return [...posts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function post({ id, text, canon }: z.infer<typeof MEMBER>, issue: string): Ungrouped {
  return { id, text, issue, places: [], ids: canon ? [id, canon] : [id] };
}

/** Joins what shares an issue or a place, however many steps apart. */
function grouped(posts: readonly Ungrouped[]): IssuePost[] {
  const groupOf = new Map<string, number>();
  const groups: string[][] = [];
  for (const { issue, places } of posts) {
    const names = [issue, ...places.map((place) => `place:${place}`)];
    const known = [...new Set(names.flatMap((name) => groupOf.get(name) ?? []))];
    const joined = [...new Set([...known.flatMap((group) => groups[group] ?? []), ...names])];
    const group = groups.push(joined) - 1;
    for (const name of joined) groupOf.set(name, group);
  }
  return posts.map((one) => ({ ...one, group: groupOf.get(one.issue) ?? 0 }));
}

/** Two posts: whether one issue, and whether of one place (all of one issue are). */
export interface IssuePair {
  a: IssuePost;
  b: IssuePost;
  same: boolean;
  here: boolean;
}

export function pairsAmong(posts: readonly IssuePost[]): IssuePair[] {
  return posts.flatMap((a, at) =>
    posts.slice(at + 1).map((b) => {
      const same = a.issue === b.issue;
      return { a, b, same, here: same || a.places.some((place) => b.places.includes(place)) };
    }),
  );
}
