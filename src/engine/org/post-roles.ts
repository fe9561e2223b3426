import type { PostKind, Role } from '../glossary.ts';

/** What a post lets its holder do, and how far: in the community of the post or in its whole street. */
export interface PostRule {
  roles: readonly Role[];
  reach: 'community' | 'street';
}

const SECRETARY: PostRule = { roles: ['secretary', 'worker'], reach: 'community' };
const WORKER: PostRule = { roles: ['worker'], reach: 'community' };

/** rules.md 1: the post kinds, in the order in which one stands in for the one before it. */
export const POST_RULES: Readonly<Record<PostKind, PostRule>> = {
  'head-both': SECRETARY,
  head: SECRETARY,
  'first-secretary': SECRETARY,
  deputy: SECRETARY,
  'grid-worker': WORKER,
  'community-worker': WORKER,
  'young-cadre': WORKER,
  'village-contact': WORKER,
  seconded: WORKER,
  'secretary-aide': WORKER,
  'party-worker': WORKER,
  'street-admin': { roles: ['street', 'secretary'], reach: 'street' },
  department: { roles: ['department'], reach: 'street' },
};
