import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';

describeOnEachDatabase('work in turn', (database) => {
  it('is done by one process at a time, and its failure lets the next one in', async () => {
    const stores = [await database.open(), await database.open(), await database.open()];
    let inside = 0;
    let most = 0;
    const alone = async (store: (typeof stores)[number], n: number) => {
      inside += 1;
      most = Math.max(most, inside);
      await store.health();
      inside -= 1;
      if (n % 2 === 1) throw new Error('a bug');
      return n;
    };
    const done = await Promise.allSettled(
      stores.flatMap((store, n) => [
        store.inTurn(() => alone(store, n)),
        store.inTurn(() => alone(store, n)),
      ]),
    );
    expect(done.map(({ status }) => status === 'fulfilled')).toEqual([true, true, false, false, true, true]);
    if (database.provider === 'postgresql') expect(most).toBe(1);
  });

  it('holds up nobody who is not in it', async () => {
    const [store, other] = [await database.open(), await database.open()];
    await store.inTurn(async () => {
      expect((await other.health()).tickets).toBe(0);
    });
  });
});
