import { expect, test } from 'vitest';
import type { IdentityProposal, SeenChat, Store } from '../../src/app/ports.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makePlan } from '../support/make-plan.ts';
import { minutes } from '../support/make-ticket.ts';

const yard: SeenChat = {
  network: 'wechat',
  chatId: '@@yard',
  name: '阳光花园业主群',
  members: [{ accountId: '@zhang', name: '张阿姨' }],
  seenAt: minutes(1),
  goneAt: null,
};

function proposal(id: string, overrides: Partial<IdentityProposal> = {}): IdentityProposal {
  return {
    id,
    network: 'wechat',
    what: 'room',
    oldId: '@@old',
    newId: '@@new',
    name: '阳光花园业主群',
    why: '同名,12 人中 11 人相同',
    status: 'open',
    proposedAt: minutes(1),
    ...overrides,
  };
}

describeOnEachDatabase('chats as last seen', (database) => {
  test('are found again as they were, by network', async () => {
    const store = await database.open();
    await store.sightings.save(yard);
    await store.sightings.save({ ...yard, network: 'lark', chatId: 'oc_1' });
    expect(await (await database.open()).sightings.chats('wechat')).toEqual([yard]);
  });

  test('the newest sight counts, whichever is told last', async () => {
    const store = await database.open();
    const gone = { ...yard, seenAt: minutes(3), goneAt: minutes(3), members: [] };
    await store.sightings.save(gone);
    await store.sightings.save(yard);
    expect(await store.sightings.chats('wechat')).toEqual([gone]);
    const back = { ...yard, name: '新名字', seenAt: minutes(4) };
    await store.sightings.save(back);
    expect(await store.sightings.chats('wechat')).toEqual([back]);
  });
});

describeOnEachDatabase('ids that a network changed', (database) => {
  const change = (store: Store, id: string, ids: Partial<IdentityProposal>) =>
    store.commit(
      makePlan({ org: [{ type: 'identity-changed', proposal: proposal(id, ids), at: minutes(5) }] }),
    );

  test('a pair is proposed once, and so is an id; others are proposed beside it', async () => {
    const store = await database.open();
    await store.sightings.propose([proposal('a1'), proposal('a2', { what: 'account' })]);
    await store.sightings.propose([
      proposal('b1'),
      proposal('a1', { newId: '@@else' }),
      proposal('b2', { newId: '@@third', proposedAt: minutes(0) }),
    ]);
    await store.sightings.propose([]);
    expect((await store.sightings.proposals()).map((one) => one.id)).toEqual(['b2', 'a1', 'a2']);
    expect((await store.sightings.proposals())[1]).toEqual(proposal('a1'));
  });

  test('a rejected one stays so, and is not proposed again', async () => {
    const store = await database.open();
    await store.sightings.propose([proposal('a1')]);
    await store.sightings.answer('a1', 'rejected', minutes(2));
    await store.sightings.answer('a1', 'confirmed', minutes(3));
    await store.sightings.propose([proposal('a9')]);
    expect((await store.sightings.proposals()).map((one) => [one.id, one.status])).toEqual([
      ['a1', 'rejected'],
    ]);
    expect(await store.sightings.aliases('wechat')).toEqual([]);
  });

  test('once confirmed the proposal says so, and both ids are known, by network', async () => {
    const store = await database.open();
    await store.sightings.propose([proposal('a1')]);
    expect(await change(store, 'a1', {})).toBe('committed');
    expect((await store.sightings.proposals())[0]?.status).toBe('confirmed');
    expect(await store.sightings.aliases('wechat')).toEqual([
      { what: 'room', canonicalId: '@@old', currentId: '@@new' },
    ]);
    expect(await store.sightings.aliases('lark')).toEqual([]);
  });

  test('changed again and again the first id stays the one that is kept, whichever the proposal names', async () => {
    const store = await database.open();
    await change(store, 'a1', {});
    await change(store, 'a2', { oldId: '@@new', newId: '@@third' });
    await change(store, 'a3', { oldId: '@@old', newId: '@@fourth' });
    await change(store, 'a4', { what: 'account', oldId: '@@fourth', newId: '@li' });
    expect(await store.sightings.aliases('wechat')).toEqual([
      { what: 'account', canonicalId: '@@fourth', currentId: '@li' },
      { what: 'room', canonicalId: '@@old', currentId: '@@fourth' },
    ]);
  });

  test('every process hears of it as of a change of the organisation', async () => {
    const store = await database.open();
    const { version } = await store.organisation();
    await change(store, 'a1', {});
    expect((await store.organisation()).version).toBe(version + 1);
  });
});
