import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutboxRecord, Store } from '../../src/app/ports.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makeOutbox, makePlan } from '../support/make-plan.ts';
import { hours, minutes } from '../support/make-ticket.ts';

describeOnEachDatabase('the outbox', (database) => {
  async function waiting(...outbox: OutboxRecord[]): Promise<Store> {
    const store = await database.open();
    expect(await store.commit(makePlan({ outbox }))).toBe('committed');
    return store;
  }

  const keys = async (store: Store, now: number, limit = 50) =>
    (await store.outbox.ready(now, limit)).map((send) => send.key);

  const retry = (store: Store, key: string, nextAttemptAt: number) =>
    store.outbox.settle([{ key, state: 'retry', error: 'busy', nextAttemptAt }]);

  test('a row comes out as the edge needs it', async () => {
    const store = await waiting(
      makeOutbox(1, { replyTo: 'm1', mentions: ['zhang'], ticketIds: ['t1', 't2'] }),
    );
    expect(await store.outbox.ready(minutes(1), 9)).toEqual([
      {
        key: 'k1',
        network: 'playground',
        chatId: 'yard',
        text: '第1条',
        replyTo: 'm1',
        mentions: ['zhang'],
        ticketId: 't1',
        attempts: 0,
        createdAt: minutes(1),
        urgent: false,
        card: null,
        picture: null,
        uncertain: false,
      },
    ]);
  });

  test('rows come in the order they were committed, nothing before its time, no more than asked for', async () => {
    const store = await waiting(makeOutbox(1), makeOutbox(2, { chatId: 'b' }), makeOutbox(3), makeOutbox(9));
    expect(await keys(store, minutes(0))).toEqual([]);
    expect(await keys(store, minutes(5))).toEqual(['k1', 'k2', 'k3']);
    expect(await keys(store, minutes(5), 2)).toEqual(['k1', 'k2']);
  });

  test('until it is settled a row comes again with the same key; settled, never', async () => {
    const store = await waiting(makeOutbox(1), makeOutbox(2));
    expect(await keys(store, minutes(5))).toEqual(['k1', 'k2']);
    expect(await keys(store, minutes(5))).toEqual(['k1', 'k2']);
    await store.outbox.settle([
      { key: 'k1', state: 'sent', remoteId: 'r1', at: minutes(5) },
      { key: 'k2', state: 'failed', error: 'gone', at: minutes(5) },
    ]);
    expect(await keys(store, hours(9))).toEqual([]);
    expect(await store.outbox.nextReadyAt()).toBeNull();
  });

  test('a row that is retried holds back its chat, and no other', async () => {
    const store = await waiting(
      makeOutbox(1),
      makeOutbox(2),
      makeOutbox(3, { chatId: 'b' }),
      makeOutbox(4, { urgent: true }),
    );
    await retry(store, 'k1', minutes(30));
    expect(await keys(store, minutes(10))).toEqual(['k3']);
    expect(await store.outbox.nextReadyAt()).toBe(minutes(3));
    const again = await store.outbox.ready(minutes(30), 9);
    expect(again.map((send) => [send.key, send.attempts])).toEqual([
      ['k1', 1],
      ['k2', 0],
      ['k3', 0],
      ['k4', 0],
    ]);
  });

  test('urgent words overtake those that only wait for the quiet hours to end', async () => {
    const quiet = { notBefore: hours(10) };
    const store = await waiting(
      makeOutbox(1, quiet),
      makeOutbox(2),
      makeOutbox(3, { urgent: true }),
      makeOutbox(4, { urgent: true, notBefore: hours(1) }),
      makeOutbox(5, { urgent: true }),
    );
    expect(await keys(store, minutes(9))).toEqual(['k3']);
    expect(await store.outbox.nextReadyAt()).toBe(minutes(3));
    await store.outbox.settle([{ key: 'k3', state: 'sent', remoteId: 'r3', at: minutes(9) }]);
    expect(await store.outbox.nextReadyAt()).toBe(hours(1));
    expect(await keys(store, hours(10))).toEqual(['k1', 'k2', 'k4', 'k5']);
  });

  test('an urgent row waits for the one retried before it, not for the quiet one before that', async () => {
    const store = await waiting(
      makeOutbox(1, { notBefore: hours(10) }),
      makeOutbox(2),
      makeOutbox(3, { urgent: true }),
    );
    await retry(store, 'k2', hours(1));
    expect(await store.outbox.nextReadyAt()).toBe(hours(1));
    expect(await keys(store, hours(1))).toEqual(['k3']);
  });

  test('the moment told is one at which something is ready, whatever waits for what', async () => {
    const row = fc.record({ chat: fc.nat(2), due: fc.nat(6), urgent: fc.boolean(), retried: fc.boolean() });
    const scenes = fc.array(row, { minLength: 1, maxLength: 8 });
    const store = await database.open();
    let scene = 0;
    await fc.assert(
      fc.asyncProperty(scenes, async (rows) => {
        // Whatever a failed scene left goes, so that a smaller one can be looked for.
        await settleAll(store);
        scene += 1;
        const names = rows.map((_, n) => `s${scene}-${n}`);
        const outbox = rows.map(({ chat, due, urgent }, n) =>
          makeOutbox(n, { key: names[n] ?? '', chatId: `c${chat}`, notBefore: minutes(due), urgent }),
        );
        await store.commit(makePlan({ outbox }));
        await store.outbox.settle(
          rows.flatMap(({ due, retried }, n) =>
            retried
              ? [{ key: names[n] ?? '', state: 'retry' as const, error: '', nextAttemptAt: minutes(due) }]
              : [],
          ),
        );
        let last = -1;
        for (let left = rows.length; left > 0; ) {
          const next = await store.outbox.nextReadyAt();
          if (next === null || next <= last) throw new Error(`something waits, but not until later: ${next}`);
          last = next;
          expect(await keys(store, next - 1)).toEqual([]);
          const ready = await keys(store, next);
          expect(ready).not.toEqual([]);
          left -= ready.length;
          await store.outbox.settle(ready.map((key) => ({ key, state: 'sent', remoteId: key, at: last })));
        }
        expect(await store.outbox.nextReadyAt()).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('an answer that comes late does not undo an earlier one', async () => {
    const store = await waiting(makeOutbox(1));
    await store.outbox.settle([{ key: 'k1', state: 'sent', remoteId: 'r1', at: minutes(1) }]);
    await retry(store, 'k1', minutes(2));
    expect(await keys(store, hours(1))).toEqual([]);
    expect((await store.health()).outboxSent).toBe(1);
  });

  test('the same key is never taken twice', async () => {
    const store = await waiting(makeOutbox(1));
    expect(await store.commit(makePlan({ outbox: [makeOutbox(2), makeOutbox(1)] }))).toBe('conflict');
    expect(await keys(store, hours(1))).toEqual(['k1']);
  });

  test('five thousand rows are settled in one call', async () => {
    const many = Array.from({ length: 5000 }, (_, n) => makeOutbox(n));
    const store = await waiting(...many);
    await store.outbox.settle(many.map(({ key }) => ({ key, state: 'sent', remoteId: key, at: minutes(1) })));
    expect(await store.health()).toMatchObject({ outboxWaiting: 0, outboxSent: 5000 });
  });

  test('prompts are counted by person: named, unasked, and sent since', async () => {
    const store = await waiting(
      makeOutbox(1, { mentions: ['a1', 'resident'] }),
      makeOutbox(2, { mentions: ['a2'] }),
      makeOutbox(3, { mentions: ['a1'], replyTo: 'm1' }),
      makeOutbox(4, { mentions: [] }),
    );
    const account = (accountId: string) => ({ network: 'playground' as const, accountId });
    const limei = { id: 'limei', name: '李梅', posts: [], accounts: [account('a1'), account('a2')] };
    const nothing = { streets: [], communities: [], grids: [], rooms: [], leaves: [] };
    await store.saveOrganisation({ ...nothing, staff: [limei] }, 0);
    expect([...(await store.promptsSince(0))].sort()).toEqual([
      ['limei', 2],
      ['playground:resident', 1],
    ]);
    expect([...(await store.promptsSince(minutes(2)))]).toEqual([['limei', 1]]);
  });
});

async function settleAll(store: Store): Promise<void> {
  for (let n = 0; (await store.health()).outboxWaiting > 0; n += 1) {
    const rows = await store.outbox.ready(hours(100 + n), 1000);
    await store.outbox.settle(rows.map(({ key }) => ({ key, state: 'failed', error: '', at: 0 })));
  }
}
