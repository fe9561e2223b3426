/** Who is scored in a month, in which group, and with how much to look after (rules.md 8.1 and 8.3). */
import type { CalendarPolicy } from '../clock/calendar-types.ts';
import type { PersonId, StreetId } from '../glossary.ts';
import type { Leave, Post, Scope, Staff } from '../org/directory.ts';
import type { Directory } from '../org/lookup.ts';
import type { CountedFacts } from './count-facts.ts';
import type { Subject, SubjectFacts, Window } from './facts.ts';
import { indexLoads } from './loads.ts';
import type { AppraisalPolicy, PeerGroup } from './policy.ts';
import { daysCovered, workingDaysCovered } from './served.ts';

/** Somebody who is scored, with what the month counted of them. */
export interface CountedSubject {
  subject: Subject;
  facts: SubjectFacts;
}

export interface SubjectContext {
  directory: Directory;
  streetId: StreetId;
  calendar: CalendarPolicy;
  /** Posts and leave count as far as they lie in it. */
  window: Window;
  /** `NOTHING_COUNTED` as long as the month is not over. */
  counted: CountedFacts;
}

export const NOTHING_COUNTED: CountedFacts = { persons: new Map(), communities: new Map() };

type Groups = Pick<AppraisalPolicy, 'groups'>;

/** A subject but for its load, which is that of the places it is `within`. */
interface Found {
  subject: Omit<Subject, 'load'>;
  within: readonly string[];
}

/** By group in the policy's order, then by id: the order of the neighbourhood file changes nothing. */
export function subjectsOf(policy: Groups, context: SubjectContext): readonly CountedSubject[] {
  const { directory, streetId, counted } = context;
  const loads = indexLoads(directory, streetId);
  const leaveDays = leaveCounter(context);
  const ticketsOf = ticketFactsOf(policy, counted);
  const found = [...communities(policy, context), ...persons(policy, context)];
  return inOrder(policy, found).map(({ subject, within }) => {
    const facts = ticketsOf(subject) ?? {};
    const load = { ...loads.within(within), tickets: facts.opened?.count ?? 0 };
    return { subject: { ...subject, load }, facts: { ...facts, ...leaveDays(subject) } };
  });
}

/** Who answers for a community has the facts of all its tickets; others have those of the tickets they held. */
function ticketFactsOf({ groups }: Groups, { persons, communities: ofCommunities }: CountedFacts) {
  const answering = new Set(groups.filter(({ tickets }) => tickets === 'community').map(({ id }) => id));
  return ({ id, kind, groupId, communityId }: Omit<Subject, 'load'>): SubjectFacts | undefined => {
    if (kind === 'person' && !answering.has(groupId)) return persons.get(id);
    return communityId === null ? persons.get(id) : ofCommunities.get(communityId);
  };
}

function inOrder({ groups }: Groups, found: readonly Found[]): readonly Found[] {
  const order = new Map(groups.map(({ id }, index) => [id, index]));
  const rank = ({ subject }: Found) => order.get(subject.groupId) ?? groups.length;
  return found.toSorted((a, b) => rank(a) - rank(b) || (a.subject.id < b.subject.id ? -1 : 1));
}

function communities({ groups }: Groups, { directory, streetId }: SubjectContext): readonly Found[] {
  const group = groups.find(({ subject }) => subject === 'community');
  if (group === undefined) return [];
  return directory.organisation.communities
    .filter((community) => community.streetId === streetId)
    .map(({ id, name }) => ({
      subject: { id, kind: 'community', name, groupId: group.id, streetId, communityId: id, post: null },
      within: [id],
    }));
}

/** A post of a group within the street, and where it lies. */
interface HeldPost {
  post: Post;
  scope: Scope;
}

/** The first group in which somebody served long enough; who left within the window is scored for what they served. */
function persons({ groups }: Groups, context: SubjectContext): readonly Found[] {
  const ofPersons = groups.filter(({ subject }) => subject === 'person');
  return context.directory.organisation.staff.flatMap((person) => {
    for (const group of ofPersons) {
      const held = postsIn(person, group, context);
      if (hasServed(held, group, context)) return personFound(person, group, lastHeld(held, context));
    }
    return [];
  });
}

function postsIn(person: Staff, group: PeerGroup, context: SubjectContext): readonly HeldPost[] {
  const { directory, window, streetId } = context;
  return person.posts.flatMap((post) => {
    const scope = directory.scopeOf(post.at);
    const isHeld = post.since < window.until && (post.until === null || post.until > window.from);
    return isHeld && group.posts.includes(post.post) && scope?.streetId === streetId ? [{ post, scope }] : [];
  });
}

function hasServed(held: readonly HeldPost[], group: PeerGroup, context: SubjectContext): boolean {
  if (held.length === 0) return false;
  const stretches = held.map(({ post }) => ({ from: post.since, until: post.until }));
  return daysCovered(stretches, context.window, context.calendar.zone) >= group.servedDays;
}

/** As it was when the window closed; of somebody who left, as it was on the last day. */
function lastHeld(held: readonly HeldPost[], { window }: SubjectContext): readonly HeldPost[] {
  const end = ({ post }: HeldPost) => Math.min(post.until ?? window.until, window.until);
  const last = Math.max(...held.map(end));
  return held.filter((one) => end(one) === last);
}

/** Of several posts the one that the group names first decides the coefficient and the community. */
function personFound({ id, name }: Staff, group: PeerGroup, held: readonly HeldPost[]): readonly Found[] {
  const rank = ({ post }: HeldPost) => group.posts.indexOf(post.post);
  const [main] = held.toSorted((a, b) => rank(a) - rank(b) || (a.post.at < b.post.at ? -1 : 1));
  if (main === undefined) return [];
  const { streetId, communityId } = main.scope;
  const subject = { id, kind: 'person', name, groupId: group.id, streetId, communityId } as const;
  return [
    { subject: { ...subject, post: main.post.post }, within: [...new Set(held.map(({ post }) => post.at))] },
  ];
}

/** Of people who were never away there is no such fact: a count of nothing. */
function leaveCounter({
  directory,
  window,
  calendar,
}: SubjectContext): (subject: { id: string }) => SubjectFacts {
  const leaves = new Map<PersonId, Leave[]>();
  for (const leave of directory.organisation.leaves) {
    leaves.set(leave.personId, [...(leaves.get(leave.personId) ?? []), leave]);
  }
  return ({ id }) => {
    const count = workingDaysCovered(leaves.get(id) ?? [], window, calendar);
    return count === 0 ? {} : { 'leave-days': { count, tickets: [] } };
  };
}
