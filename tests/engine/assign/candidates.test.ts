import { describe, expect, it } from 'vitest';
import { type AssignRequest, candidates } from '../../../src/engine/assign/candidates.ts';
import type { PostKind } from '../../../src/engine/glossary.ts';
import type { Leave, Organisation, Staff } from '../../../src/engine/org/directory.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';

const NOW = 1_000;

function person(id: string, name: string, [kind, at]: readonly [PostKind, string]): Staff {
  return { id, name, posts: [{ post: kind, at, since: 0, until: null }], accounts: [] };
}

function grid(id: string, name: string) {
  return { id, communityId: 'willow', name, households: null, population: null, places: [] };
}

const staff = [
  person('fang', '方宁', ['grid-worker', 'w1']),
  person('geng', '耿佳', ['grid-worker', 'w2']),
  person('hua', '华安', ['community-worker', 'willow']),
  person('jiao', '焦书记', ['head', 'willow']),
  person('kong', '孔外人', ['grid-worker', 'far']),
];

const organisation: Organisation = {
  streets: [{ id: 'river', name: '临河街道' }],
  communities: [
    { id: 'willow', streetId: 'river', name: '柳荫社区', kind: 'urban' },
    { id: 'far', streetId: 'river', name: '远岸社区', kind: 'urban' },
  ],
  grids: [grid('w1', '第一网格'), grid('w2', '第二网格'), grid('w3', '第三网格')],
  staff,
  rooms: [],
  leaves: [],
};

function rank(
  overrides: Partial<AssignRequest> = {},
  load: Record<string, number> = {},
  leaves: Leave[] = [],
) {
  const request = {
    communityId: 'willow',
    gridId: 'w1',
    streetId: 'river',
    now: NOW,
    exclude: [],
    ...overrides,
  };
  return candidates(request, indexOrganisation({ ...organisation, leaves }), new Map(Object.entries(load)));
}

function ids(ranked: readonly { personId: string }[]): readonly string[] {
  return ranked.map((one) => one.personId);
}

function away(personId: string): Leave {
  return { personId, from: 0, until: 9_000 };
}

describe('who gets a ticket', () => {
  it('is the worker of the grid it lies in, however busy', () => {
    const [first] = rank({}, { fang: 9 });
    expect(first).toEqual({ personId: 'fang', name: '方宁', because: ['第一网格的网格员'] });
  });

  it('then the community’s least loaded, then the secretary, and nobody from elsewhere', () => {
    expect(ids(rank({}, { geng: 3, hua: 2 }))).toEqual(['fang', 'hua', 'geng', 'jiao']);
    expect(ids(rank({}, { geng: 1, hua: 2 }))).toEqual(['fang', 'geng', 'hua', 'jiao']);
  });

  it('of equals it is the one named first in the neighbourhood file', () => {
    expect(ids(rank({ gridId: null }))).toEqual(['fang', 'geng', 'hua', 'jiao']);
  });

  it('passes over who is on leave, and says so', () => {
    const ranked = rank({}, { geng: 3, hua: 2 }, [away('fang')]);
    expect(ranked[0]).toEqual({ personId: 'hua', name: '华安', because: ['方宁请假,顺位', '在办最少(2件)'] });
    expect(ranked[1]?.because).toEqual(['方宁请假,顺位', '在办3件']);
  });

  it('passes over who had it before, and says so', () => {
    const [first] = rank({ exclude: ['fang', 'hua'] });
    expect(first).toMatchObject({ personId: 'geng', because: ['方宁已派过,顺位', '在办最少(0件)'] });
  });

  it('says when the place is not known to a grid, or the grid has nobody', () => {
    expect(rank({ gridId: null }, { fang: 1 })[0]?.because).toEqual(['地点未定到网格', '在办最少(0件)']);
    expect(rank({ gridId: 'w3' })[0]?.because).toEqual(['第三网格没有网格员', '在办最少(0件)']);
  });

  it('is the secretary when nobody else is left', () => {
    expect(rank({ exclude: ['fang', 'geng', 'hua'] })).toEqual([
      { personId: 'jiao', name: '焦书记', because: ['没有其他可派人员,由书记处理'] },
    ]);
  });

  it('is nobody when the secretary had it too, or is on leave', () => {
    expect(rank({ exclude: ['fang', 'geng', 'hua', 'jiao'] })).toEqual([]);
    expect(rank({ exclude: ['fang', 'geng', 'hua'] }, {}, [away('jiao')])).toEqual([]);
  });

  it('names nobody twice and none of the excluded, whoever they are', () => {
    const everyone = staff.map((one) => one.id);
    for (let bits = 0; bits < 2 ** everyone.length; bits += 1) {
      const exclude = everyone.filter((_, index) => (bits >> index) % 2 === 1);
      const ranked = ids(rank({ exclude }));
      expect(new Set(ranked).size).toBe(ranked.length);
      expect(ranked.filter((id) => exclude.includes(id))).toEqual([]);
    }
  });
});
