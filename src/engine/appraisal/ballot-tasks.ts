/** Who may rate whom (rules.md 8.2), settled when a ballot opens. */
import type { CommunityId, Instant, PersonId, PostKind, StreetId } from '../glossary.ts';
import type { Post } from '../org/directory.ts';
import type { Directory } from '../org/lookup.ts';
import type { BallotTask } from './ballot.ts';
import type { Subject } from './facts.ts';
import type { BallotRule, Raters } from './policy.ts';

/** A resident one of whose tickets was closed: the worker who held it last, and where it lay. */
export interface Served {
  residentId: PersonId;
  workerId: PersonId | null;
  communityId: CommunityId;
  at: Instant;
}

export interface Electorate {
  directory: Directory;
  streetId: StreetId;
  /** Everybody who is scored in the month. */
  subjects: readonly Subject[];
  /** Of the month so far. */
  served: readonly Served[];
  /** Posts count as they are held now. */
  now: Instant;
}

/** Where the policy does not say: the newest so many residents are asked about a subject. */
const MOST_RESIDENTS = 20;

/** Those who lead a community: their peers are the others of the street. */
const LEADING: readonly PostKind[] = ['head', 'head-both', 'deputy'];

/**
 * Each pair once. Nobody rates themselves but in self-rating, where nobody rates anybody else. Whom too few could rate for the
 * quorum, nobody is asked about: their votes would count for nothing.
 */
export function tasksOf(rule: BallotRule, electorate: Electorate): readonly BallotTask[] {
  const roll = rollOf(electorate);
  const isRated = (subject: Subject) =>
    rule.groups.length === 0 ? subject.kind === 'person' : rule.groups.includes(subject.groupId);
  return electorate.subjects.filter(isRated).flatMap((subject) => {
    const voters = new Set(VOTERS[rule.raters](subject, { roll, rule }));
    if (rule.raters !== 'self') voters.delete(subject.id);
    if (voters.size < rule.quorum.fewest) return [];
    return [...voters].map((voterId) => ({ voterId, subjectId: subject.id }));
  });
}

/** The organisation by what ballots ask of it. */
interface Roll {
  subjects: ReadonlyMap<string, readonly Subject[]>;
  byPost: ReadonlyMap<PostKind, readonly PersonId[]>;
  byCommunity: ReadonlyMap<CommunityId, readonly Held[]>;
  /** Of a worker or a community, the newest first, some more than once. */
  residents: ReadonlyMap<string, readonly PersonId[]>;
}

interface Held {
  personId: PersonId;
  post: PostKind;
}

type Voters = (subject: Subject, given: { roll: Roll; rule: BallotRule }) => readonly PersonId[];

const VOTERS: Readonly<Record<Raters, Voters>> = {
  self: (subject, { roll }) => (subject.kind === 'person' ? [subject.id] : leadersOf(subject, roll)),
  residents: residentsOf,
  peers: peersOf,
  // A community is not rated by its own people: that is its self-rating.
  community: (subject, { roll }) =>
    subject.kind === 'person' ? staffAround(subject, roll).map(({ personId }) => personId) : [],
  street: (_, { roll }) => roll.byPost.get('street-admin') ?? [],
  departments: (_, { roll }) => roll.byPost.get('department') ?? [],
  group: (_, { roll, rule }) => rule.raterPosts.flatMap((post) => roll.byPost.get(post) ?? []),
};

function peersOf(subject: Subject, { roll }: { roll: Roll }): readonly PersonId[] {
  const group = roll.subjects.get(subject.groupId) ?? [];
  if (subject.kind === 'community') return group.flatMap((other) => otherLeaders(subject, other, roll));
  const wide = subject.communityId === null || (subject.post !== null && LEADING.includes(subject.post));
  const peers = wide ? group : group.filter((other) => other.communityId === subject.communityId);
  return peers.map(({ id }) => id);
}

function otherLeaders(subject: Subject, other: Subject, roll: Roll): readonly PersonId[] {
  return other.id === subject.id ? [] : leadersOf(other, roll);
}

/** The newest first; staff who reported something are no residents here. */
function residentsOf(
  subject: Subject,
  { roll, rule }: { roll: Roll; rule: BallotRule },
): readonly PersonId[] {
  const key = subject.kind === 'person' ? subject.id : (subject.communityId ?? subject.id);
  const residents = new Set(roll.residents.get(key));
  return [...residents].slice(0, rule.mostVoters ?? MOST_RESIDENTS);
}

function leadersOf(subject: Subject, roll: Roll): readonly PersonId[] {
  return staffAround(subject, roll)
    .filter(({ post }) => post === 'head' || post === 'head-both')
    .map(({ personId }) => personId);
}

function staffAround({ communityId }: Subject, roll: Roll): readonly Held[] {
  return communityId === null ? [] : (roll.byCommunity.get(communityId) ?? []);
}

function rollOf(electorate: Electorate): Roll {
  const subjects = new Map<string, Subject[]>();
  for (const subject of electorate.subjects) append(subjects, subject.groupId, subject);
  return { subjects, residents: residentsBySubject(electorate), ...staffByPlace(electorate) };
}

function staffByPlace({ directory, streetId, now }: Electorate): Pick<Roll, 'byPost' | 'byCommunity'> {
  const byPost = new Map<PostKind, PersonId[]>();
  const byCommunity = new Map<CommunityId, Held[]>();
  for (const { id, posts } of directory.organisation.staff)
    for (const { post, at } of posts.filter((one) => inForce(one, now))) {
      const scope = directory.scopeOf(at);
      if (scope?.streetId !== streetId) continue;
      append(byPost, post, id);
      if (scope.communityId !== null) append(byCommunity, scope.communityId, { personId: id, post });
    }
  return { byPost, byCommunity };
}

/** By worker and by community. */
function residentsBySubject({ directory, served }: Electorate): Roll['residents'] {
  const residents = new Map<string, PersonId[]>();
  const newestFirst = served.toSorted((a, b) => b.at - a.at || (a.residentId < b.residentId ? -1 : 1));
  for (const { residentId, workerId, communityId } of newestFirst) {
    if (directory.staff(residentId) !== null) continue;
    append(residents, communityId, residentId);
    if (workerId !== null) append(residents, workerId, residentId);
  }
  return residents;
}

function inForce({ since, until }: Post, now: Instant): boolean {
  return since <= now && (until === null || now < until);
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
