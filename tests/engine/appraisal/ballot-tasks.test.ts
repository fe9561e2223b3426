import { describe, expect, test } from 'vitest';
import { type Electorate, type Served, tasksOf } from '../../../src/engine/appraisal/ballot-tasks.ts';
import type { BallotRule } from '../../../src/engine/appraisal/policy.ts';
import { RATERS } from '../../../src/engine/appraisal/policy.ts';
import type { PostKind } from '../../../src/engine/glossary.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { makeRule, makeSubject, OPENS } from './ballots.ts';

const since = Date.parse('2024-01-01T00:00:00+08:00');
const held = (id: string, post: PostKind, until: number | null = null) => ({
  id,
  name: id,
  posts: [{ post, at: 'kunlun', since, until }],
  accounts: [],
});
const directory = indexOrganisation({
  ...SMALL_TOWN,
  staff: [
    ...SMALL_TOWN.staff,
    held('police', 'department'),
    held('civil', 'department'),
    held('retired', 'department', OPENS),
  ],
});

const WORKERS = [
  makeSubject('limei'),
  makeSubject('wangqiang'),
  makeSubject('sunyan', { communityId: 'hubin' }),
  makeSubject('zhoutao', { communityId: 'hubin' }),
];
const HEADS = [
  makeSubject('chenhua', { groupId: 'heads', post: 'head' }),
  makeSubject('wugang', { groupId: 'heads', post: 'head', communityId: 'hubin' }),
];
const COMMUNITIES = ['yanguang', 'hubin'].map((id) =>
  makeSubject(id, { kind: 'community', groupId: 'communities', communityId: id, post: null }),
);

function pairs(rule: Partial<BallotRule>, served: readonly Served[] = []): readonly string[] {
  const electorate: Electorate = {
    directory,
    streetId: 'kunlun',
    subjects: [...WORKERS, ...HEADS, ...COMMUNITIES],
    served,
    now: OPENS,
  };
  return tasksOf(makeRule({ quorum: { fewest: 1, share: '0' }, ...rule }), electorate)
    .map(({ voterId, subjectId }) => `${voterId}→${subjectId}`)
    .toSorted();
}

const ticketOf = (residentId: string, at: number, workerId = 'limei'): Served => ({
  residentId: `playground:${residentId}`,
  workerId,
  communityId: 'yanguang',
  at,
});

describe('who may rate whom', () => {
  test('in self-rating everybody rates themselves and nobody else', () => {
    expect(pairs({ raters: 'self', groups: ['heads'] })).toEqual(['chenhua→chenhua', 'wugang→wugang']);
  });

  test('workers are rated by those of the same group in their community', () => {
    expect(pairs({ raters: 'peers', groups: ['grid-workers'] })).toEqual([
      'limei→wangqiang',
      'sunyan→zhoutao',
      'wangqiang→limei',
      'zhoutao→sunyan',
    ]);
  });

  test('heads are rated by the heads of the whole street', () => {
    expect(pairs({ raters: 'peers', groups: ['heads'] })).toEqual(['chenhua→wugang', 'wugang→chenhua']);
  });

  test('a community’s people rate its head', () => {
    expect(pairs({ raters: 'community', groups: ['heads'] })).toEqual([
      'limei→chenhua',
      'sunyan→wugang',
      'wangqiang→chenhua',
      'zhaolei→chenhua',
      'zhoutao→wugang',
    ]);
  });

  test('the street and the departments rate whoever the rule names, past holders of a post do not', () => {
    expect(pairs({ raters: 'street', groups: ['heads'] })).toEqual(['xujing→chenhua', 'xujing→wugang']);
    expect(pairs({ raters: 'departments', groups: ['communities'] })).toEqual([
      'civil→hubin',
      'civil→yanguang',
      'police→hubin',
      'police→yanguang',
    ]);
  });

  test('a group is whoever holds one of its posts in the street', () => {
    const raterPosts = ['street-admin', 'head'] as const;
    expect(pairs({ raters: 'group', raterPosts, groups: ['heads'] })).toEqual([
      'chenhua→wugang',
      'wugang→chenhua',
      'xujing→chenhua',
      'xujing→wugang',
    ]);
  });

  test('a community is rated by the heads of others, by its own only in self-rating', () => {
    expect(pairs({ raters: 'peers', groups: ['communities'] })).toEqual(['chenhua→hubin', 'wugang→yanguang']);
    expect(pairs({ raters: 'community', groups: ['communities'] })).toEqual([]);
    expect(pairs({ raters: 'self', groups: ['communities'] })).toEqual(['chenhua→yanguang', 'wugang→hubin']);
  });

  test('residents rate the worker who closed what they reported: the newest ones, each once, no staff', () => {
    const served = [
      ticketOf('zhang', 1),
      ticketOf('wang', 3),
      ticketOf('zhang', 4),
      ticketOf('liu', 2),
      { ...ticketOf('', 5), residentId: 'zhaolei' },
      ticketOf('zhou', 6, 'sunyan'),
    ];
    expect(pairs({ raters: 'residents', groups: ['grid-workers'], mostVoters: 2 }, served)).toEqual([
      'playground:wang→limei',
      'playground:zhang→limei',
      'playground:zhou→sunyan',
    ]);
  });

  test('whom too few could rate for the quorum, nobody is asked about', () => {
    const community = { raters: 'community', groups: ['heads'] } as const;
    expect(pairs({ ...community, quorum: { fewest: 3, share: '0' } })).toEqual([
      'limei→chenhua',
      'wangqiang→chenhua',
      'zhaolei→chenhua',
    ]);
    expect(pairs({ ...community, quorum: { fewest: 4, share: '0' } })).toEqual([]);
  });

  test('without a group everybody is rated who is a person', () => {
    expect(pairs({ raters: 'street' })).toHaveLength(WORKERS.length + HEADS.length);
  });

  test.each(RATERS)(
    'nobody is asked twice about the same or, but for self-rating, about themselves: %s',
    (raters) => {
      const served = [ticketOf('zhang', 1), ticketOf('zhang', 2)];
      const raterPosts = ['street-admin', 'head', 'grid-worker'] as const;
      const groups = ['grid-workers', 'heads', 'communities'];
      const all = pairs({ raters, raterPosts, groups }, served);
      expect(all.length).toBeGreaterThan(0);
      expect(new Set(all).size).toBe(all.length);
      const selves = all.filter((pair) => pair.split('→')[0] === pair.split('→')[1]);
      expect(selves).toHaveLength(raters === 'self' ? WORKERS.length + HEADS.length : 0);
    },
  );
});
