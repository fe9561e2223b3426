import { expect, test } from 'vitest';
import { laneOf } from '../../src/app/keys.ts';
import type { OutboxRecord, Store, TicketChange } from '../../src/app/ports.ts';
import type { Card } from '../../src/chat/card.ts';
import { openStore } from '../../src/store/store.ts';
import { describeOnEachDatabase, readSql } from '../support/databases.ts';
import { changed, filedTicket, makeOutbox, makePlan } from '../support/make-plan.ts';
import { happened, minutes } from '../support/make-ticket.ts';
import { noLog } from '../support/scratch.ts';

const card: Card = {
  type: 'ticket',
  title: '#1 电梯故障',
  tone: 'urgent',
  text: '#1 电梯故障',
  fields: [{ label: '地点', value: '3号楼' }],
  actions: [{ label: '接单', command: '接单 1', style: 'primary' }],
};

const withCard = (n: number, overrides: Partial<OutboxRecord> = {}) =>
  makeOutbox(n, { card, ticketIds: ['t1'], ...overrides });

/** Cards that show an older version than is stored, and nobody would know. */
const UNMARKED = `SELECT c."key" FROM "TicketCard" c JOIN "Ticket" t ON t."id" = c."ticketId"
  WHERE NOT c."stale" AND c."version" < t."version"`;

describeOnEachDatabase('the cards of tickets', (database) => {
  const filed = filedTicket(1);

  /** Ticket t1 with a card of it sent as `r1`. */
  async function shownOnce(): Promise<Store> {
    const store = await database.open();
    await commit(store, [filed], withCard(1));
    await sent(store, 'k1');
    return store;
  }

  async function commit(store: Store, tickets: readonly TicketChange[], ...outbox: OutboxRecord[]) {
    expect(await store.commit(makePlan({ tickets, outbox }))).toBe('committed');
  }

  const sent = (store: Store, key: string) =>
    store.outbox.settle([{ key, state: 'sent', remoteId: key.replace('k', 'r'), at: minutes(1) }]);

  const stale = async (store: Store) => (await store.cards.stale(50)).map((one) => one.key);

  const assigned = changed(filed.ticket, happened.assigned);
  const claimed = changed(assigned.ticket, happened.claimed);

  test('a card is handed out whole', async () => {
    const store = await database.open();
    await commit(store, [filed], withCard(1));
    expect((await store.outbox.ready(minutes(1), 9))[0]?.card).toEqual(card);
  });

  test('a new one shows the ticket as it stands', async () => {
    expect(await stale(await shownOnce())).toEqual([]);
  });

  test('is stale once its ticket has moved on, with all that is needed to change it', async () => {
    const store = await shownOnce();
    await commit(store, [assigned]);
    expect(await store.cards.stale(50)).toEqual([
      {
        key: 'k1',
        ticketId: 't1',
        network: 'playground',
        chatId: 'yard',
        roomId: 'playground:yard',
        remoteId: 'r1',
        text: '第1条',
      },
    ]);
  });

  test('a change of the due moment alone changes no card', async () => {
    const store = await shownOnce();
    await commit(store, [
      { ticket: { ...filed.ticket, nextDueAt: minutes(9) }, fromVersion: filed.ticket.version, events: [] },
    ]);
    expect(await stale(store)).toEqual([]);
  });

  test('a commit that is lost to a conflict marks nothing', async () => {
    const store = await shownOnce();
    expect(await store.commit(makePlan({ tickets: [assigned], outbox: [withCard(1)] }))).toBe('conflict');
    expect(await stale(store)).toEqual([]);
  });

  test('shown anew it is stale no more, unless the ticket has moved on meanwhile', async () => {
    const store = await shownOnce();
    await commit(store, [assigned]);
    await commit(store, [claimed]);
    await store.cards.shown([{ key: 'k1', version: assigned.ticket.version }]);
    expect(await stale(store)).toEqual(['k1']);
    await store.cards.shown([{ key: 'k1', version: claimed.ticket.version }]);
    expect(await stale(store)).toEqual([]);
  });

  test('stays stale for the next process when this one dies', async () => {
    const store = await shownOnce();
    await commit(store, [assigned]);
    await store.close();
    const next = await database.open();
    expect(await stale(next)).toEqual(['k1']);
  });

  test('one that waits to be sent is changed after it was sent', async () => {
    const store = await database.open();
    await commit(store, [filed], withCard(1));
    await commit(store, [assigned]);
    expect(await stale(store)).toEqual([]);
    await sent(store, 'k1');
    expect(await stale(store)).toEqual(['k1']);
  });

  test('one that shows an older version than is stored is stale from the first', async () => {
    const store = await shownOnce();
    await commit(store, [assigned], withCard(2), withCard(3, { cardVersion: filed.ticket.version }));
    await sent(store, 'k2');
    await sent(store, 'k3');
    expect(await stale(store)).toEqual(['k1', 'k3']);
  });

  test('one that cannot be changed is left alone, however its ticket goes on', async () => {
    const store = await shownOnce();
    await commit(store, [assigned]);
    await store.cards.abandon(['k1']);
    expect(await stale(store)).toEqual([]);
    await commit(store, [claimed]);
    await store.cards.shown([{ key: 'k1', version: 1 }]);
    expect(await stale(store)).toEqual([]);
  });

  test('one that was never taken is never changed', async () => {
    const store = await database.open();
    await commit(store, [filed], withCard(1), withCard(2));
    await store.outbox.settle([{ key: 'k1', state: 'failed', error: 'not-in-room', at: minutes(1) }]);
    await sent(store, 'k2');
    await commit(store, [assigned]);
    expect(await stale(store)).toEqual(['k2']);
  });

  test('tables, and cards of no ticket, are sent and not changed', async () => {
    const store = await database.open();
    const table: Card = { type: 'table', title: '排名', text: '排名', columns: [], rows: [] };
    await commit(store, [filed], withCard(1, { card: table }), withCard(2, { ticketIds: [] }), withCard(3));
    for (const key of ['k1', 'k2', 'k3']) await sent(store, key);
    await commit(store, [assigned]);
    expect(await stale(store)).toEqual(['k3']);
  });

  test('only those of my lanes are given, the earliest first, no more than asked for', async () => {
    const store = await database.open();
    await commit(store, [filed], withCard(1), withCard(2, { chatId: 'other' }), withCard(3));
    for (const key of ['k1', 'k2', 'k3']) await sent(store, key);
    await commit(store, [assigned]);
    expect((await store.cards.stale(2)).map((one) => one.key)).toEqual(['k1', 'k2']);
    const mine = { networks: [{ network: 'playground', lanes: [laneOf('playground', 'other')] }] };
    expect((await store.cards.stale(9, mine)).map((one) => one.key)).toEqual(['k2']);
  });

  test('a bot that has its database alone looks for cards from the first one on, after a restart too', async () => {
    const openAlone = async () => {
      const opened = await openStore({ url: database.url(), log: noLog, exclusive: true });
      if (!opened.ok) throw new Error(opened.code);
      return opened.store;
    };
    const first = await openAlone();
    await commit(first, [filed]);
    await commit(first, [assigned], withCard(1));
    await sent(first, 'k1');
    await commit(first, [claimed]);
    expect(await stale(first)).toEqual(['k1']);
    await first.cards.shown([{ key: 'k1', version: claimed.ticket.version }]);
    await first.close();
    const next = await openAlone();
    await commit(next, [changed(claimed.ticket, { kind: 'urged', text: '快点' })]);
    expect(await stale(next)).toEqual(['k1']);
    await next.close();
  });

  test('of a card shown and a ticket changed at the same time, the change is never lost', async () => {
    const one = await shownOnce();
    const other = await database.open();
    let before = filed;
    for (let round = 0; round < 20; round += 1) {
      const next = changed(before.ticket, { kind: 'urged', text: '快点' });
      await Promise.all([
        commit(one, [next]),
        other.cards.shown([{ key: 'k1', version: before.ticket.version }]),
        commit(other, [], withCard(100 + round)),
      ]);
      await sent(one, `k${100 + round}`);
      expect(await stale(one)).toContain('k1');
      expect(await readSql(database.url(), UNMARKED)).toEqual([]);
      const version = next.ticket.version;
      await one.cards.shown((await stale(one)).map((key) => ({ key, version })));
      expect(await stale(one)).toEqual([]);
      before = next;
    }
  });
});
