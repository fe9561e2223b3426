import { describe, expect, it } from 'vitest';
import type { PostKind, Role } from '../../../src/engine/glossary.ts';
import type { Organisation, Post, Room, Staff } from '../../../src/engine/org/directory.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';

const NOW = 1_000;

function post(kind: PostKind, at: string, until: number | null = null): Post {
  return { post: kind, at, since: 0, until };
}

function person(id: string, name: string, posts: readonly Post[]): Staff {
  return { id, name, posts, accounts: [{ network: 'lark', accountId: `ou_${id}` }] };
}

function room(id: string, kind: Room['kind'], scope: string): Room {
  return { id, network: 'lark', chatId: id, kind, scope, name: `群${id}`, intake: 'auto' };
}

function grid(id: string, communityId: string, name: string) {
  return { id, communityId, name, households: null, population: null, places: [] };
}

const organisation: Organisation = {
  streets: [
    { id: 'river', name: '临河街道' },
    { id: 'hill', name: '望山街道' },
  ],
  communities: [
    { id: 'willow', streetId: 'river', name: '柳荫社区', kind: 'urban' },
    { id: 'bridge', streetId: 'river', name: '石桥村', kind: 'village' },
    { id: 'lost', streetId: 'nowhere', name: '无主社区', kind: 'urban' },
  ],
  grids: [
    grid('w1', 'willow', '柳荫一网格'),
    grid('w2', 'willow', '柳荫二网格'),
    grid('b1', 'bridge', '石桥一组'),
  ],
  staff: [
    person('deng', '邓书记', [post('head', 'willow')]),
    person('fu', '傅副', [post('deputy', 'willow')]),
    person('gao', '高敏', [post('grid-worker', 'w1')]),
    person('he', '何敏', [post('grid-worker', 'w2')]),
    person('ji', '季干事', [post('community-worker', 'willow')]),
    person('kang', '康石桥', [post('head-both', 'bridge'), post('grid-worker', 'b1')]),
    person('luo', '罗街办', [post('street-admin', 'river')]),
    person('mu', '穆城管', [post('department', 'river')]),
    person('niu', '牛前任', [post('grid-worker', 'w1', NOW)]),
    person('ou', '欧未来', [{ ...post('grid-worker', 'w1'), since: 2_000 }]),
    person('pan', '潘联络', [post('young-cadre', 'river')]),
    person('qu', '曲无处', [post('grid-worker', 'gone')]),
  ],
  rooms: [
    room('r-street', 'street', 'river'),
    room('r-willow', 'worker', 'willow'),
    room('r-w1', 'resident', 'w1'),
    room('r-willow-all', 'resident', 'willow'),
    room('r-w2', 'resident', 'w2'),
  ],
  leaves: [{ personId: 'deng', from: 3_000, until: 4_000 }],
};

const directory = indexOrganisation(organisation);

function scopeOf(id: string) {
  return directory.scopeOf(id) ?? { streetId: 'none', communityId: null, gridId: null };
}

function names(people: readonly Staff[]): readonly string[] {
  return people.map((one) => one.name);
}

describe('roles', () => {
  it.each<[string, string, readonly Role[], string]>([
    ['stranger', 'w1', ['resident'], 'anybody is a resident'],
    ['gao', 'w1', ['resident', 'worker'], 'a grid worker works in the grid'],
    ['gao', 'w2', ['resident', 'worker'], 'and in the whole community'],
    ['gao', 'b1', ['resident'], 'and nowhere else'],
    ['deng', 'w2', ['resident', 'secretary', 'worker'], 'a head is secretary and may work'],
    ['deng', 'bridge', ['resident'], 'in the own community only'],
    ['deng', 'river', ['resident'], 'not of the street'],
    ['luo', 'b1', ['resident', 'street', 'secretary'], 'the street has the secretary’s rights everywhere'],
    ['luo', 'hill', ['resident'], 'but not in another street'],
    ['mu', 'w1', ['resident', 'department'], 'a department answers in its street'],
    ['niu', 'w1', ['resident'], 'a post that has ended gives nothing'],
    ['ou', 'w1', ['resident'], 'nor does one that has not begun'],
    ['pan', 'b1', ['resident', 'worker'], 'a post at the street itself reaches all of it'],
    ['qu', 'w1', ['resident'], 'a post at an unknown place gives nothing'],
    ['kang', 'b1', ['resident', 'secretary', 'worker'], 'two posts give each role once'],
  ])('of %s at %s are %j: %s', (personId, place, expected) => {
    expect(directory.rolesAt(personId, scopeOf(place), NOW)).toEqual(expected);
  });

  it('follow the network’s account, never the display name', () => {
    expect(directory.staffByAccount('lark', 'ou_deng')?.id).toBe('deng');
    expect(directory.staffByAccount('wechat', 'ou_deng')).toBeNull();
    expect(directory.staff('邓书记')).toBeNull();
  });
});

describe('the tree', () => {
  it('knows where an id stands', () => {
    expect(directory.scopeOf('w1')).toEqual({ streetId: 'river', communityId: 'willow', gridId: 'w1' });
    expect(directory.scopeOf('river')).toEqual({ streetId: 'river', communityId: null, gridId: null });
  });

  it('leaves out what hangs nowhere', () => {
    expect(directory.scopeOf('lost')).toBeNull();
    expect(directory.scopeOf('unknown')).toBeNull();
  });

  it('names everything by id, and says the id of the unknown', () => {
    expect(['river', 'w1', 'gao', 'r-w1', 'unknown'].map(directory.nameOf)).toEqual([
      '临河街道',
      '柳荫一网格',
      '高敏',
      '群r-w1',
      'unknown',
    ]);
  });
});

describe('rooms that cover a place', () => {
  it('come most specific first', () => {
    expect(directory.rooms('resident', scopeOf('w1')).map((one) => one.id)).toEqual(['r-w1', 'r-willow-all']);
  });

  it('are found above where the grid has none of its own', () => {
    expect(directory.rooms('worker', scopeOf('w2')).map((one) => one.id)).toEqual(['r-willow']);
    expect(directory.rooms('street', scopeOf('b1')).map((one) => one.id)).toEqual(['r-street']);
    expect(directory.rooms('worker', scopeOf('bridge'))).toEqual([]);
  });

  it('are known by id', () => {
    expect(directory.room('r-w1')?.scope).toBe('w1');
    expect(directory.room('r-none')).toBeNull();
  });
});

describe('people in office', () => {
  it('the head stands first as secretary, the deputy while the head is on leave', () => {
    expect(directory.secretaryOf('willow', NOW)?.id).toBe('deng');
    expect(directory.secretaryOf('willow', 3_500)?.id).toBe('fu');
    expect(directory.secretaryOf('willow', 4_000)?.id).toBe('deng');
  });

  it('somebody is still named when every secretary is on leave', () => {
    const away = indexOrganisation({
      ...organisation,
      leaves: ['deng', 'fu'].map((personId) => ({ personId, from: 0, until: 9_000 })),
    });
    expect(away.secretaryOf('willow', NOW)?.id).toBe('deng');
  });

  it('a community without one has none', () => {
    expect(directory.secretaryOf('lost', NOW)).toBeNull();
  });

  it('a grid’s workers are its own; a community’s are all who work there and do not lead it', () => {
    expect(names(directory.workersOf({ communityId: 'willow', gridId: 'w1' }, NOW))).toEqual(['高敏']);
    expect(names(directory.workersOf({ communityId: 'willow', gridId: null }, NOW))).toEqual([
      '高敏',
      '何敏',
      '季干事',
    ]);
    expect(directory.workersOf({ communityId: 'bridge', gridId: 'b1' }, NOW)).toEqual([]);
  });

  it('street administrators are found by street', () => {
    expect(names(directory.streetAdmins('river', NOW))).toEqual(['罗街办']);
    expect(directory.streetAdmins('hill', NOW)).toEqual([]);
  });

  it('leave begins with its first instant and ends before its last', () => {
    const days = [2_999, 3_000, 3_999, 4_000].map((now) => directory.onLeave('deng', now));
    expect(days).toEqual([false, true, true, false]);
  });
});

describe('finding staff by what people write', () => {
  it.each<[string, string | null, readonly string[], string]>([
    ['gao', null, ['高敏'], 'by id'],
    ['@高敏', null, ['高敏'], 'by name, however addressed'],
    ['敏', null, ['高敏', '何敏'], 'every one the part of a name fits'],
    ['康石桥', 'willow', [], 'not outside the scope'],
    ['康石桥', 'river', ['康石桥'], 'but in the street it lies in'],
    ['  ', null, [], 'nothing for nothing'],
    ['赵', null, [], 'nobody of that name'],
  ])('%j within %s finds %j: %s', (text, place, expected) => {
    expect(names(directory.findStaff(text, place === null ? null : scopeOf(place)))).toEqual(expected);
  });
});
