import { describe, expect, test } from 'vitest';
import { changesNothing, mergeOrganisation } from '../../../src/app/import/merge.ts';
import type { Organisation, Staff } from '../../../src/engine/org/directory.ts';

const EMPTY: Organisation = { streets: [], communities: [], grids: [], staff: [], rooms: [], leaves: [] };

const wang: Staff = {
  id: 'wang',
  name: '王',
  posts: [
    { post: 'head', at: 'c1', since: 0, until: null },
    { post: 'deputy', at: 'c2', since: 0, until: null },
  ],
  accounts: [{ network: 'lark', accountId: 'ou_1' }],
};
const file: Organisation = { ...EMPTY, streets: [{ id: 's', name: '青禾街道' }], staff: [wang] };

describe('merging an import', () => {
  test('adds what is new', () => {
    const { organisation, changes } = mergeOrganisation(EMPTY, file);
    expect(organisation.staff).toEqual([wang]);
    expect(changes.find(({ part }) => part === 'staff')).toMatchObject({ added: ['王(wang)'], unchanged: 0 });
  });

  test('the same file again changes nothing, whatever order the store gives things back in', () => {
    const stored = { ...file, staff: [{ ...wang, posts: [...wang.posts].reverse() }] };
    expect(changesNothing(mergeOrganisation(stored, file).changes)).toBe(true);
    expect(changesNothing(mergeOrganisation(EMPTY, file).changes)).toBe(false);
  });

  test('what the file does not name stays', () => {
    const li = { ...wang, id: 'li', name: '李', accounts: [] };
    const { organisation, changes } = mergeOrganisation({ ...EMPTY, staff: [li] }, file);
    expect(organisation.staff.map(({ id }) => id)).toEqual(['wang', 'li']);
    expect(changes.find(({ part }) => part === 'staff')?.kept).toEqual(['李(li)']);
  });

  test('an account bound by code stays, unless the file gives another one of that network', () => {
    const bound = [
      { network: 'wechat', accountId: 'wx_1' },
      { network: 'lark', accountId: 'ou_old' },
    ] as const;
    const { organisation } = mergeOrganisation({ ...file, staff: [{ ...wang, accounts: bound }] }, file);
    expect(organisation.staff[0]?.accounts).toEqual([
      { network: 'lark', accountId: 'ou_1' },
      { network: 'wechat', accountId: 'wx_1' },
    ]);
  });

  test('an account that somebody else already has is a conflict', () => {
    const li = { ...wang, id: 'li', name: '李' };
    const { conflicts } = mergeOrganisation({ ...EMPTY, staff: [li] }, file);
    expect(conflicts).toEqual([expect.stringMatching(/lark:ou_1.*王\(wang\).*李\(li\)/)]);
  });

  test('leaves are not touched', () => {
    const leaves = [{ personId: 'wang', from: 1, until: 2 }];
    expect(mergeOrganisation({ ...EMPTY, leaves }, file).organisation.leaves).toEqual(leaves);
  });
});
