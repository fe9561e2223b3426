import { expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { describeOnEachDatabase } from '../support/databases.ts';

const LONG_MS = 60_000;
/** A lease for no time at all has lapsed as soon as it is given: by the database's clock, without anybody waiting. */
const AT_ONCE_MS = 0;

describeOnEachDatabase('leases', (database) => {
  const holdFor = async (forMs: number, ...[store, owner, names]: Parameters<typeof hold>) =>
    [...(await store.leases.hold(names, owner, forMs))].sort();
  const hold = (store: Store, owner: string, names: readonly string[]): Promise<string[]> =>
    holdFor(LONG_MS, store, owner, names);

  test('who comes first has it, and keeps it by asking again', async () => {
    const store = await database.open();
    expect(await hold(store, 'a', ['lane:1', 'tick'])).toEqual(['lane:1', 'tick']);
    expect(await hold(store, 'b', ['lane:1', 'lane:2', 'tick'])).toEqual(['lane:2']);
    expect(await hold(store, 'a', ['lane:1'])).toEqual(['lane:1']);
    expect(await hold(store, 'a', [])).toEqual([]);
  });

  test('what is held is told with the time left, by the database’s own clock', async () => {
    const store = await database.open();
    await hold(store, 'a', ['tick']);
    await holdFor(AT_ONCE_MS, store, 'b', ['gone']);
    const held = await store.leases.held();
    expect(held.map(({ name, owner }) => [name, owner])).toEqual([['tick', 'a']]);
    expect(held[0]?.lapsesInMs).toBeGreaterThan(LONG_MS - 30_000);
    expect(held[0]?.lapsesInMs).toBeLessThanOrEqual(LONG_MS);
  });

  test('asking again holds it longer', async () => {
    const store = await database.open();
    await hold(store, 'a', ['tick']);
    await holdFor(10 * LONG_MS, store, 'a', ['tick']);
    expect((await store.leases.held())[0]?.lapsesInMs).toBeGreaterThan(9 * LONG_MS);
  });

  test('one that lapsed is taken over, and its former owner is told at the next asking', async () => {
    const store = await database.open();
    expect(await holdFor(AT_ONCE_MS, store, 'a', ['tick'])).toEqual(['tick']);
    expect(await hold(store, 'b', ['tick'])).toEqual(['tick']);
    expect(await hold(store, 'a', ['tick'])).toEqual([]);
  });

  test('one given back is free at once; nobody gives back another’s', async () => {
    const store = await database.open();
    await hold(store, 'a', ['lane:1', 'lane:2']);
    await store.leases.release(['lane:1', 'lane:2'], 'b');
    expect(await hold(store, 'b', ['lane:1', 'lane:2'])).toEqual([]);
    await store.leases.release(['lane:1'], 'a');
    await store.leases.release([], 'a');
    expect(await hold(store, 'b', ['lane:1', 'lane:2'])).toEqual(['lane:1']);
  });

  test('of many who want all lanes at once each lane has one owner', async () => {
    const lanes = Array.from({ length: 64 }, (_, n) => `lane:${n}`);
    const stores = await Promise.all(['a', 'b', 'c', 'd'].map(() => database.open()));
    const turned = (by: number) => [...lanes.slice(by), ...lanes.slice(0, by)];
    for (let round = 0; round < 5; round += 1) {
      const taken = await Promise.all(stores.map((store, n) => hold(store, `p${n}`, turned(n * 16))));
      expect(taken.flat().sort()).toEqual([...lanes].sort());
      await Promise.all(stores.map((store, n) => store.leases.release(lanes, `p${n}`)));
    }
  });
});
