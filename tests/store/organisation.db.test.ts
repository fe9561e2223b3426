import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { OrgChange, Store } from '../../src/app/ports.ts';
import type { Organisation, Staff } from '../../src/engine/org/directory.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makePlan } from '../support/make-plan.ts';
import { days, hours, MONDAY_9 } from '../support/make-ticket.ts';

const account = (accountId: string) => ({ network: 'lark' as const, accountId });
const limei: Staff = {
  id: 'limei',
  name: '李梅',
  posts: [
    { post: 'community-worker', at: 'yanguang', since: 0, until: days(-1) },
    { post: 'grid-worker', at: 'yg-1', since: days(-1), until: null },
  ],
  accounts: [account('ou_1')],
};
const town: Organisation = {
  streets: [{ id: 'kunlun', name: '昆仑街道' }],
  communities: [{ id: 'yanguang', streetId: 'kunlun', name: '阳光社区', kind: 'urban' }],
  grids: [
    {
      id: 'yg-1',
      communityId: 'yanguang',
      name: '第一网格',
      households: 300,
      population: null,
      places: ['梅园1-6号楼', '向阳路商铺'],
    },
  ],
  staff: [limei],
  rooms: [
    {
      id: 'lark:oc_1',
      network: 'lark',
      chatId: 'oc_1',
      kind: 'resident',
      scope: 'yanguang',
      name: '阳光邻里群',
      intake: 'auto',
    },
  ],
  leaves: [{ personId: 'limei', from: hours(1), until: days(2) }],
};

describeOnEachDatabase('the organisation', (database) => {
  async function imported(): Promise<Store> {
    const store = await database.open();
    await store.saveOrganisation(town, MONDAY_9);
    return store;
  }

  async function change(store: Store, ...org: OrgChange[]) {
    return store.commit(makePlan({ org }));
  }

  const request = {
    id: 'l1',
    personId: 'limei',
    communityId: 'yanguang',
    from: days(5),
    until: days(9),
    askedAt: MONDAY_9,
    reason: '探亲',
    status: 'pending' as const,
  };

  test('is empty before the first import', async () => {
    const { organisation, version } = await (await database.open()).organisation();
    expect(version).toBe(0);
    expect(organisation).toEqual({
      streets: [],
      communities: [],
      grids: [],
      staff: [],
      rooms: [],
      leaves: [],
    });
  });

  test('comes back as it was imported, and twice imported is the same', async () => {
    const store = await imported();
    expect((await store.organisation()).organisation).toEqual(town);
    await store.saveOrganisation(town, MONDAY_9 + 1);
    expect((await store.organisation()).organisation).toEqual(town);
    await store.saveOrganisation((await store.organisation()).organisation, MONDAY_9 + 2);
    expect((await store.organisation()).organisation).toEqual(town);
  });

  test('an import overwrites what it names and leaves the rest', async () => {
    const store = await imported();
    const nothing = { streets: [], communities: [], grids: [], staff: [], rooms: [], leaves: [] };
    const moved = { ...limei, name: '李小梅', posts: [], accounts: [account('ou_2')] };
    await store.saveOrganisation({ ...nothing, staff: [moved] }, MONDAY_9);
    const { organisation } = await store.organisation();
    expect(organisation).toEqual({
      ...town,
      staff: [{ ...moved, accounts: [account('ou_1'), account('ou_2')] }],
    });
  });

  test('an import with one impossible line changes nothing', async () => {
    const store = await imported();
    const grids = [
      { ...(town.grids[0] ?? { id: '' }), name: '改名', communityId: 'nowhere' },
    ] as Organisation['grids'];
    await expect(store.saveOrganisation({ ...town, grids }, MONDAY_9)).rejects.toThrow();
    expect((await store.organisation()).organisation).toEqual(town);
  });

  test('is read again by another process with its next batch', async () => {
    const store = await imported();
    const other = await database.open();
    expect((await other.organisation()).organisation.rooms).toHaveLength(1);
    await change(store, { type: 'room-unbound', roomId: 'lark:oc_1' });
    expect((await store.organisation()).organisation.rooms).toEqual([]);
    await other.load(NO_NEEDS);
    const after = await other.organisation();
    expect(after.organisation.rooms).toEqual([]);
    expect(after.version).toBe((await store.organisation()).version);
  });

  test('is not read again for a code, a failed try or a request', async () => {
    const store = await imported();
    const before = await store.organisation();
    const code = { hash: 'h', personId: 'limei', createdBy: 'x', createdAt: 1, expiresAt: 2, usedAt: null };
    await change(
      store,
      { type: 'code-issued', code },
      { type: 'try-failed', account: account('ou_9'), at: 1 },
      { type: 'leave-requested', request },
    );
    expect(await store.organisation()).toBe(before);
  });

  test('a room bound again has its new scope', async () => {
    const store = await imported();
    const room = {
      ...(town.rooms[0] as Organisation['rooms'][number]),
      scope: 'yg-1',
      kind: 'worker' as const,
    };
    await change(store, { type: 'room-bound', room });
    expect((await store.organisation()).organisation.rooms).toEqual([room]);
  });

  test('one code binds one account: of two at once the second is a conflict', async () => {
    const stores = [await imported(), await database.open()];
    const code = {
      hash: 'h1',
      personId: 'limei',
      createdBy: 'zhao',
      createdAt: 1,
      expiresAt: 99,
      usedAt: null,
    };
    await stores[0]?.commit(makePlan({ org: [{ type: 'code-issued', code }] }));
    const bind = (accountId: string): OrgChange => ({
      type: 'account-bound',
      personId: 'limei',
      account: account(accountId),
      codeHash: 'h1',
      at: 50,
    });
    const outcomes = await Promise.all(
      stores.map((store, n) => store.commit(makePlan({ org: [bind(`ou_new_${n}`)] }))),
    );
    expect([...outcomes].sort()).toEqual(['committed', 'conflict']);
    const { codes } = await (stores[0] as Store).load({ ...NO_NEEDS, codes: ['h1', 'unknown'] });
    expect(codes).toEqual([{ ...code, usedAt: 50 }]);
    const [staff] = (await (stores[0] as Store).organisation()).organisation.staff;
    expect(staff?.accounts).toHaveLength(2);
  });

  test('an account belongs to one person', async () => {
    const store = await imported();
    const bound = {
      type: 'account-bound',
      personId: 'limei',
      account: account('ou_1'),
      codeHash: 'h',
      at: 1,
    } as const;
    expect(await change(store, bound)).toBe('conflict');
  });

  test('the first administrator is a person with that post at the street', async () => {
    const store = await imported();
    const made = {
      type: 'administrator-made',
      personId: 'lark:ou_7',
      name: '孙主任',
      streetId: 'kunlun',
      at: 5,
    } as const;
    const bound = {
      type: 'account-bound',
      personId: 'lark:ou_7',
      account: account('ou_7'),
      codeHash: 'h7',
      at: 5,
    } as const;
    expect(await change(store, made, bound)).toBe('committed');
    const { staff } = (await store.organisation()).organisation;
    expect(staff.find((one) => one.id === 'lark:ou_7')).toEqual({
      id: 'lark:ou_7',
      name: '孙主任',
      posts: [{ post: 'street-admin', at: 'kunlun', since: 5, until: null }],
      accounts: [account('ou_7')],
    });
  });

  test('failed tries are counted by account and since when', async () => {
    const store = await imported();
    const failed = (accountId: string, at: number) =>
      ({ type: 'try-failed', account: account(accountId), at }) as const;
    await change(store, failed('a', 10), failed('a', 20), failed('b', 20));
    const tries = ['a', 'b', 'c'].map((id) => ({ account: account(id), since: 15 }));
    const loaded = await store.load({ ...NO_NEEDS, tries });
    expect([...loaded.tries]).toEqual([
      ['lark:a', 1],
      ['lark:b', 1],
      ['lark:c', 0],
    ]);
  });

  test('a request for leave waits, and is a leave once approved', async () => {
    const store = await imported();
    await change(store, { type: 'leave-requested', request });
    const waiting = () =>
      store.load({ ...NO_NEEDS, leaveRequests: ['yanguang'] }).then((found) => found.leaveRequests);
    expect(await waiting()).toEqual([request]);
    expect((await store.organisation()).organisation.leaves).toEqual(town.leaves);
    await change(store, { type: 'leave-answered', id: 'l1', status: 'approved', until: null });
    expect(await waiting()).toEqual([{ ...request, status: 'approved' }]);
    const leave = { personId: 'limei', from: days(5), until: days(9) };
    expect((await store.organisation()).organisation.leaves).toEqual([...town.leaves, leave]);
    await change(store, { type: 'leave-answered', id: 'l1', status: 'ended', until: days(6) });
    expect(await waiting()).toEqual([]);
    const shorter = { ...leave, until: days(6) };
    expect((await store.organisation()).organisation.leaves).toEqual([...town.leaves, shorter]);
  });

  test('a request declined, or withdrawn before its answer, is no leave', async () => {
    const store = await imported();
    const second = { ...request, id: 'l2' };
    await change(store, { type: 'leave-requested', request }, { type: 'leave-requested', request: second });
    await change(
      store,
      { type: 'leave-answered', id: 'l1', status: 'declined', until: null },
      { type: 'leave-answered', id: 'l2', status: 'ended', until: days(5) },
    );
    expect((await store.organisation()).organisation.leaves).toEqual(town.leaves);
  });
});
