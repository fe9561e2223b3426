/** Who answers for whose work (rules.md 1, 2): the street for all, a head for everybody but heads, a deputy for who leads nobody. */
import type { CommunityId, Instant, PersonId, PostKind, Role } from '../glossary.ts';
import type { Post, Staff } from './directory.ts';
import type { Directory } from './lookup.ts';

/** Posts that lead a community; whoever stands as high is a colleague. */
const STANDING: Readonly<Partial<Record<PostKind, number>>> = {
  'head-both': 2,
  head: 2,
  'first-secretary': 2,
  deputy: 1,
};

export interface Over {
  personId: PersonId;
  staff: Staff;
  /** When the posts of `staff` count: where they worked then. */
  at: Instant;
  now: Instant;
}

/** What a person is where somebody works, `secretary` only over who stands below; nothing over oneself. */
export function rolesOver(directory: Directory, { personId, staff, at, now }: Over): readonly Role[] {
  const person = directory.staff(personId);
  if (!person || personId === staff.id) return [];
  const posts = postsAt(staff, at);
  const roles = posts.flatMap((post) => {
    const scope = directory.scopeOf(post.at);
    if (!scope) return [];
    const held = directory.rolesAt(personId, scope, now);
    if (held.includes('street')) return held;
    const standing = (all: readonly Post[]) => standingIn(scope.communityId, all, directory);
    const leads = standing(postsAt(person, now)) > standing(posts);
    return held.filter((role) => role !== 'secretary' || leads);
  });
  return [...new Set(roles)];
}

/** Those in force; of who has left, those that were. */
function postsAt({ posts }: Staff, at: Instant): readonly Post[] {
  const inForce = posts.filter(({ since, until }) => since <= at && (until === null || at < until));
  return inForce.length > 0 ? inForce : posts;
}

function standingIn(communityId: CommunityId | null, posts: readonly Post[], directory: Directory): number {
  const there = posts.filter(({ at }) => {
    const own = directory.scopeOf(at)?.communityId;
    return own === null || own === communityId;
  });
  return Math.max(0, ...there.map(({ post }) => STANDING[post] ?? 0));
}
