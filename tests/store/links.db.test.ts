import { expect, test } from 'vitest';
import type { LinkRecord } from '../../src/app/ports.ts';
import { DAY_MS } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { hours, minutes } from '../support/make-ticket.ts';

const lark: LinkRecord = {
  network: 'lark',
  owner: 'p1',
  state: 'connected',
  reason: 'connected',
  detail: '',
  since: minutes(0),
  heardAt: null,
  updatedAt: minutes(1),
};

describeOnEachDatabase('how edges stand', (database) => {
  test('is kept by network and process, the latest word', async () => {
    const store = await database.open();
    await store.links.save(lark);
    await store.links.save({ ...lark, owner: 'p0' });
    const down: LinkRecord = {
      ...lark,
      state: 'down',
      reason: 'wrong-secret',
      detail: '10014',
      since: minutes(2),
      heardAt: minutes(1),
      updatedAt: minutes(3),
    };
    await store.links.save(down);
    await store.links.save({ ...lark, network: 'wechat', state: 'degraded', reason: 'silent' });
    const seen = await (await database.open()).links.all();
    expect(seen).toEqual([
      { ...lark, owner: 'p0' },
      down,
      { ...lark, network: 'wechat', state: 'degraded', reason: 'silent' },
    ]);
  });

  test('of a process that has said nothing for a day is forgotten, network by network', async () => {
    const store = await database.open();
    await store.links.save(lark);
    await store.links.save({ ...lark, network: 'wechat' });
    await store.links.save({ ...lark, owner: 'p2', updatedAt: lark.updatedAt + DAY_MS });
    expect((await store.links.all()).map((one) => [one.network, one.owner])).toEqual([
      ['lark', 'p1'],
      ['lark', 'p2'],
      ['wechat', 'p1'],
    ]);
    await store.links.save({
      ...lark,
      owner: 'p2',
      updatedAt: lark.updatedAt + DAY_MS + hours(1) - hours(0),
    });
    expect((await store.links.all()).map((one) => [one.network, one.owner])).toEqual([
      ['lark', 'p2'],
      ['wechat', 'p1'],
    ]);
  });
});
