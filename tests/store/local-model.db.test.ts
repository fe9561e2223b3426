import { expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { changed, filedTicket, makePlan } from '../support/make-plan.ts';
import { minutes } from '../support/make-ticket.ts';

const LEARNT = {
  name: 'reading',
  base: 'b1',
  bytes: new Uint8Array([0, 1, 250, 255]),
  figures: '{"request":{"n":20}}',
  examples: 20,
  madeAt: minutes(3),
};

describeOnEachDatabase('what was learnt on the spot', (database) => {
  test('is found by every process as it was kept, under a version that only grows', async () => {
    const [store, other] = [await database.open(), await database.open()];
    expect(await other.learning.model('reading')).toBeNull();
    expect(await other.learning.version('reading')).toBe(0);
    await store.learning.save(LEARNT);
    expect(await other.learning.model('reading')).toEqual({ ...LEARNT, version: 1 });
    await store.learning.save({ ...LEARNT, bytes: new Uint8Array() });
    expect(await other.learning.version('reading')).toBe(2);
    expect((await other.learning.model('reading'))?.bytes).toHaveLength(0);
  });
});

describeOnEachDatabase('histories to learn from', (database) => {
  test('say what a ticket was taken for and what people made of it, the oldest ticket first', async () => {
    const store = await database.open();
    const second = filedTicket(2);
    await store.commit(makePlan({ tickets: [second] }));
    await store.commit(makePlan({ tickets: [filedTicket(1)] }));
    const after = changed(
      second.ticket,
      { kind: 'supplemented', text: '还在漏', images: [] },
      { kind: 'corrected', category: ['公共设施', '井盖'] },
    );
    await store.commit(makePlan({ tickets: [after] }));
    const kinds = (await store.learning.histories(10)).map((events) => events.map(({ kind }) => kind));
    expect(kinds).toEqual([['filed'], ['filed', 'corrected']]);
  });

  test('only of the newest tickets, so that they stay bounded', async () => {
    const store = await database.open();
    for (const n of [1, 2, 3]) await store.commit(makePlan({ tickets: [filedTicket(n)] }));
    const filed = (await store.learning.histories(2)).flat();
    expect(filed.map((event) => (event.kind === 'filed' ? event.filing.id : ''))).toEqual(['t2', 't3']);
  });
});
