import { describe, expect, it } from 'vitest';
import type { PostKind } from '../../../src/engine/glossary.ts';
import type { Post } from '../../../src/engine/org/directory.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { POST_RULES } from '../../../src/engine/org/post-roles.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';

const NOW = 1_000;
const here = { streetId: 'kunlun', communityId: 'yanguang', gridId: 'yg-2' };
const next = { streetId: 'kunlun', communityId: 'hubin', gridId: 'hb-1' };
const away = { streetId: 'north', communityId: null, gridId: null };

function townWith(kind: PostKind, at: string) {
  const post: Post = { post: kind, at, since: 0, until: null };
  const person = { id: 'new', name: '新人', posts: [post], accounts: [] };
  const streets = [...SMALL_TOWN.streets, { id: 'north', name: '北山街道' }];
  return indexOrganisation({ ...SMALL_TOWN, streets, staff: [person] });
}

const LEADS = ['resident', 'secretary', 'worker'];
const WORKS = ['resident', 'worker'];
const ROLES: Readonly<Record<PostKind, readonly string[]>> = {
  'head-both': LEADS,
  head: LEADS,
  'first-secretary': LEADS,
  deputy: LEADS,
  'grid-worker': WORKS,
  'community-worker': WORKS,
  'young-cadre': WORKS,
  'village-contact': WORKS,
  seconded: WORKS,
  'secretary-aide': WORKS,
  'party-worker': WORKS,
  'street-admin': ['resident', 'secretary', 'street'],
  department: ['department', 'resident'],
};

const POST_KINDS = [
  'head-both',
  'head',
  'first-secretary',
  'deputy',
  'grid-worker',
  'community-worker',
  'young-cadre',
  'village-contact',
  'seconded',
  'secretary-aide',
  'party-worker',
  'street-admin',
  'department',
] as const;

const OF_COMMUNITY = POST_KINDS.filter((kind) => POST_RULES[kind].reach === 'community');
const OF_STREET = POST_KINDS.filter((kind) => POST_RULES[kind].reach === 'street');

describe('what a post gives its holder', () => {
  it('is known for every kind of post', () => {
    expect(Object.keys(POST_RULES)).toEqual([...POST_KINDS]);
  });

  it.each(POST_KINDS)('%s: its roles where it is held', (kind) => {
    const directory = townWith(kind, 'yanguang');
    expect(directory.rolesAt('new', here, NOW).toSorted()).toEqual(ROLES[kind]);
  });

  it.each(OF_COMMUNITY)('%s reaches its community and no other', (kind) => {
    const directory = townWith(kind, 'yg-1');
    expect(directory.rolesAt('new', here, NOW).toSorted()).toEqual(ROLES[kind]);
    expect(directory.rolesAt('new', next, NOW)).toEqual(['resident']);
  });

  it.each(OF_STREET)('%s reaches its whole street and no other', (kind) => {
    const directory = townWith(kind, 'kunlun');
    expect(directory.rolesAt('new', next, NOW).toSorted()).toEqual(ROLES[kind]);
    expect(directory.rolesAt('new', away, NOW)).toEqual(['resident']);
  });

  it('a community post held at the street itself reaches all of it: a worker lent to all communities', () => {
    expect(townWith('seconded', 'kunlun').rolesAt('new', next, NOW)).toContain('worker');
  });
});

describe('who stands in', () => {
  const standing = ['head-both', 'head', 'first-secretary', 'deputy'] as const;

  it.each(standing)('%s alone is the secretary', (kind) => {
    expect(townWith(kind, 'yanguang').secretaryOf('yanguang', NOW)?.id).toBe('new');
  });

  it('in the order of the posts, each while those before are on leave', () => {
    const staff = standing.toReversed().map((kind) => ({
      id: kind,
      name: kind,
      posts: [{ post: kind, at: 'yanguang', since: 0, until: null }],
      accounts: [],
    }));
    const onLeave = (count: number) =>
      standing.slice(0, count).map((personId) => ({ personId, from: 0, until: 9_000 }));
    const inTurn = [0, 1, 2, 3].map(
      (count) =>
        indexOrganisation({ ...SMALL_TOWN, staff, leaves: onLeave(count) }).secretaryOf('yanguang', NOW)?.id,
    );
    expect(inTurn).toEqual([...standing]);
  });

  it('neither a worker nor the street is a community’s secretary', () => {
    for (const kind of ['grid-worker', 'community-worker', 'street-admin', 'department'] as const) {
      expect(townWith(kind, 'yanguang').secretaryOf('yanguang', NOW), kind).toBeNull();
    }
  });

  it('whoever leads gets no tickets by load, whatever else they hold', () => {
    for (const kind of POST_KINDS) {
      const works = ROLES[kind] === WORKS;
      const workers = townWith(kind, 'yanguang').workersOf({ communityId: 'yanguang', gridId: null }, NOW);
      expect(
        workers.map((one) => one.id),
        kind,
      ).toEqual(works ? ['new'] : []);
    }
  });
});
