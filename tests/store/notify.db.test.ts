import pg from 'pg';
import { expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { describeOnEachDatabase, runSql } from '../support/databases.ts';
import { changed, filedTicket, makeInbound, makeOutbox, makePlan } from '../support/make-plan.ts';
import { happened } from '../support/make-ticket.ts';

const DEADLINE_MS = 10_000;

/** Counts calls, and lets a test wait for the next one. */
function bell() {
  let rung = 0;
  return { ring: () => (rung += 1), rung: () => rung };
}

const until = (condition: () => unknown) => expect.poll(condition, { timeout: DEADLINE_MS, interval: 5 });

describeOnEachDatabase('news of something to say', (database) => {
  let said = 0;
  const say = (store: Store) => {
    said += 1;
    return store.commit(makePlan({ outbox: [makeOutbox(said, { key: `n${said}` })] }));
  };

  if (database.provider === 'sqlite') {
    test('nobody else is there to tell it', async () => {
      const store = await database.open();
      const { ring, rung } = bell();
      const stop = await store.outbox.onNew(ring);
      await say(store);
      await stop();
      expect(rung()).toBe(0);
    });
    return;
  }

  test('reaches the other processes, not the one that committed it', async () => {
    const [one, other] = [await database.open(), await database.open()];
    const [own, others] = [bell(), bell()];
    await one.outbox.onNew(own.ring);
    await other.outbox.onNew(others.ring);
    await say(one);
    await until(others.rung).toBe(1);
    // The server tells all at the same time: by now its own would have come too.
    for (let n = 0; n < 20; n += 1) await one.health();
    expect(own.rung()).toBe(0);
    await say(other);
    await until(own.rung).toBe(1);
    expect(others.rung()).toBe(1);
  });

  test('is given only when there is something to say', async () => {
    const [one, other] = [await database.open(), await database.open()];
    const { ring, rung } = bell();
    await other.outbox.onNew(ring);
    await one.commit(makePlan({ inbound: [makeInbound(1)] }));
    expect(await one.commit(makePlan({ inbound: [makeInbound(1)], outbox: [makeOutbox(9)] }))).toBe(
      'conflict',
    );
    await say(one);
    await until(rung).toBe(1);
  });

  test('is given too when a ticket has moved on: its cards may be in another’s chats', async () => {
    const [one, other] = [await database.open(), await database.open()];
    const { ring, rung } = bell();
    await other.outbox.onNew(ring);
    const filed = filedTicket(1);
    await one.commit(makePlan({ tickets: [filed] }));
    await one.commit(makePlan({ tickets: [changed(filed.ticket, happened.assigned)] }));
    await until(rung).toBe(1);
  });

  test('of a burst is told together, and of its last too', async () => {
    const [one, other] = [await database.open(), await database.open()];
    let ready = 0;
    await other.outbox.onNew(() => {
      void other.outbox.ready(Number.MAX_SAFE_INTEGER, 99).then((rows) => {
        ready = rows.length;
      });
    });
    await Promise.all(Array.from({ length: 20 }, () => say(one)));
    await until(() => ready).toBe(20);
  });

  test('is not missed because a connection broke', async () => {
    const [one, other] = [await database.open(), await database.open()];
    const { ring, rung } = bell();
    await other.outbox.onNew(ring);
    await runSql(
      database.url(),
      `SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
    );
    // Connected again it calls once, for what it may have missed.
    await until(rung).toBe(1);
    await say(one);
    await until(rung).toBe(2);
  });

  test('is heard no more once stopped, and closing the store stops all', async () => {
    const [one, other] = [await database.open(), await database.open()];
    const [first, second] = [bell(), bell()];
    const stop = await other.outbox.onNew(first.ring);
    await other.outbox.onNew(second.ring);
    await stop();
    await say(one);
    await until(second.rung).toBe(1);
    expect(first.rung()).toBe(0);
    await other.close();
    const client = new pg.Client({ connectionString: database.url() });
    await client.connect();
    const listening = async () => {
      const found = await client.query(`SELECT 1 FROM pg_stat_activity
        WHERE query LIKE 'LISTEN%' AND datname = current_database()`);
      return found.rowCount;
    };
    await until(listening).toBe(0);
    await client.end();
  });
});
