import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneOf } from '../../src/app/keys.ts';
import { LANES, type Mine, type OutboxRecord, type Store } from '../../src/app/ports.ts';
import { DAY_MS } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase, readSql, runSql } from '../support/databases.ts';
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
        startedAt: null,
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

  test("how long its network is away uses up few of a row's attempts, and the day's share none", async () => {
    const store = await waiting(makeOutbox(1));
    const refuse = async (error: string, times: number, countUpTo?: number) => {
      const counted = countUpTo === undefined ? {} : { countUpTo };
      for (let n = 0; n < times; n += 1) {
        await store.outbox.settle([
          { key: 'k1', state: 'retry', error, nextAttemptAt: minutes(2), ...counted },
        ]);
      }
      const [row] = await store.outbox.ready(minutes(5), 9);
      return row?.attempts;
    };
    expect(await refuse('unreachable', 9, 10)).toBe(9);
    expect(await refuse('rate-limited', 9, 10)).toBe(10);
    expect(await refuse('budget-spent', 2, 0)).toBe(10);
    expect(await refuse('unreachable', 2)).toBe(12);
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

  describe('of several processes', () => {
    const lane = (chatId: string) => laneOf('playground', chatId);
    const mine = (lanes: 'all' | readonly number[], network = 'playground'): Mine => ({
      networks: [{ network, lanes }],
    });

    test('each is given the chats of its lanes, in order, and hears when its own are due', async () => {
      const store = await waiting(
        makeOutbox(1),
        makeOutbox(2, { chatId: 'b' }),
        makeOutbox(3),
        makeOutbox(4, { chatId: 'b', network: 'lark', notBefore: hours(2) }),
      );
      const given = async (whose: Mine) =>
        (await store.outbox.ready(hours(9), 9, whose)).map((send) => send.key);
      expect(lane('yard')).not.toBe(lane('b'));
      expect(await given(mine([lane('yard')]))).toEqual(['k1', 'k3']);
      expect(await given(mine([lane('b')]))).toEqual(['k2']);
      expect(await given(mine([lane('b'), lane('yard')]))).toEqual(['k1', 'k2', 'k3']);
      expect(await given(mine('all'))).toEqual(['k1', 'k2', 'k3']);
      expect(await given(mine([]))).toEqual([]);
      expect(await given({ networks: [] })).toEqual([]);
      const both = [...mine([lane('b')]).networks, ...mine('all', 'lark').networks];
      expect(await given({ networks: both })).toEqual(['k2', 'k4']);
      expect(await store.outbox.nextReadyAt(mine('all', 'lark'))).toBe(hours(2));
      expect(await store.outbox.nextReadyAt(mine([lane('b')]))).toBe(minutes(2));
      expect(await store.outbox.nextReadyAt({ networks: [] })).toBeNull();
    });

    test('together they are given every chat once, whoever has which lanes', async () => {
      const chats = Array.from({ length: 200 }, (_, n) => `chat-${n}`);
      const store = await waiting(...chats.map((chatId, n) => makeOutbox(n, { chatId })));
      const share = (of: number) => Array.from({ length: LANES }, (_, n) => n).filter((n) => n % 3 === of);
      const given = [];
      for (const of of [0, 1, 2]) {
        const rows = await store.outbox.ready(hours(9), 999, mine(share(of)));
        expect(rows.length).toBeGreaterThan(chats.length / 6);
        given.push(...rows.map((row) => row.chatId));
      }
      expect(given.sort()).toEqual([...chats].sort());
    });

    test('a row of before there were lanes is said by whoever has the lane of its chat', async () => {
      await waiting(makeOutbox(1));
      await runSql(database.url(), `UPDATE "Outbox" SET "lane" = -1`);
      const store = await database.open();
      const others = Array.from({ length: LANES }, (_, n) => n).filter((n) => n !== lane('yard'));
      expect(await store.outbox.ready(hours(9), 9, mine(others))).toEqual([]);
      expect(await store.outbox.ready(hours(9), 9, mine([lane('yard')]))).toHaveLength(1);
    });
  });

  describe('on a network that may not be asked twice', () => {
    const uncertain = async (store: Store) =>
      (await store.outbox.ready(hours(9), 9)).map((send) => [send.key, send.uncertain, send.startedAt]);

    test('what was begun comes back uncertain after a crash, what was begun together told as such', async () => {
      const store = await waiting(makeOutbox(1), makeOutbox(2), makeOutbox(3));
      await store.outbox.begin(['k1', 'k2'], minutes(4));
      await store.close();
      expect(await uncertain(await database.open())).toEqual([
        ['k1', true, minutes(4)],
        ['k2', true, minutes(4)],
        ['k3', false, null],
      ]);
    });

    test('once the network has refused it, it is certain that it was not said; otherwise not', async () => {
      const store = await waiting(makeOutbox(1), makeOutbox(2, { chatId: 'b' }));
      await store.outbox.begin(['k1', 'k2'], minutes(4));
      await retry(store, 'k1', minutes(5));
      const nextAttemptAt = minutes(5);
      await store.outbox.settle([{ key: 'k2', state: 'retry', error: 'uncertain', nextAttemptAt }]);
      expect(await uncertain(store)).toEqual([
        ['k1', false, null],
        ['k2', true, minutes(4)],
      ]);
    });

    test('what is settled is not begun again', async () => {
      const store = await waiting(makeOutbox(1));
      await store.outbox.settle([{ key: 'k1', state: 'sent', remoteId: 'r1', at: minutes(1) }]);
      await store.outbox.begin(['k1', 'unknown'], minutes(2));
      await store.outbox.begin([], minutes(2));
      expect(await readSql(database.url(), `SELECT "startedAt" FROM "Outbox"`)).toEqual([[null]]);
    });

    test('messages said since are counted as the network saw them: joined rows once', async () => {
      const store = await waiting(
        ...[1, 2, 3, 4, 5].map((n) => makeOutbox(n, { network: n === 5 ? 'lark' : 'wechat' })),
      );
      const say = (key: string, remoteId: string, at: number) =>
        ({ key, state: 'sent', remoteId, at }) as const;
      await store.outbox.settle([
        say('k1', 'early', hours(1)),
        say('k2', 'joined', hours(2)),
        say('k3', 'joined', hours(2)),
        say('k5', 'other', hours(2)),
        { key: 'k4', state: 'failed', error: 'unknown', at: hours(2) },
      ]);
      expect(await store.outbox.sentSince('wechat', hours(2))).toBe(1);
      expect(await store.outbox.sentSince('wechat', hours(1))).toBe(2);
      expect(await store.outbox.sentSince('wechat', hours(3))).toBe(0);
    });
  });

  test('stuck are the failed ones of the last week and what should have been said long ago', async () => {
    const store = await waiting(
      makeOutbox(1),
      makeOutbox(2),
      makeOutbox(3, { chatId: 'b' }),
      makeOutbox(4, { chatId: 'c', notBefore: hours(20) }),
      makeOutbox(600, { chatId: 'd' }),
      makeOutbox(6, { chatId: 'e' }),
      makeOutbox(7, { chatId: 'f' }),
    );
    await retry(store, 'k1', hours(20));
    await store.outbox.settle([
      { key: 'k3', state: 'failed', error: 'not-in-room', at: hours(6) },
      { key: 'k6', state: 'failed', error: 'not-in-room', at: hours(9) - 8 * DAY_MS },
      { key: 'k7', state: 'sent', remoteId: 'r7', at: hours(6) },
    ]);
    const stuck = await store.outbox.stuck(hours(9), 9);
    expect(stuck).toEqual([
      {
        key: 'k1',
        network: 'playground',
        chatId: 'yard',
        state: 'waiting',
        attempts: 1,
        error: 'busy',
        createdAt: minutes(1),
      },
      expect.objectContaining({ key: 'k2', state: 'waiting', attempts: 0, error: null }),
      expect.objectContaining({ key: 'k3', chatId: 'b', state: 'failed', error: 'not-in-room' }),
    ]);
    expect((await store.outbox.stuck(hours(9), 1)).map((row) => row.key)).toEqual(['k1']);
  });

  test('a picture is a message of its own, and is shown in the chat’s talk', async () => {
    const store = await waiting(makeOutbox(1, { text: '', picture: 'img:"a".png' }), makeOutbox(2));
    const [first, second] = await store.outbox.ready(minutes(9), 9);
    expect([first?.picture, second?.picture]).toEqual(['img:"a".png', null]);
    await store.outbox.settle([{ key: 'k1', state: 'sent', remoteId: 'r1', at: minutes(1) }]);
    const [entry] = await store.talk({ network: 'playground', chatId: 'yard' }, 9);
    expect(entry).toMatchObject({ text: '', images: ['img:"a".png'] });
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
