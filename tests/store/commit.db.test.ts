import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { Plan, Store } from '../../src/app/ports.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { changed, filedTicket, makeInbound, makeOutbox, makePlan } from '../support/make-plan.ts';
import { MONDAY_9 } from '../support/make-ticket.ts';

const BEFORE = { tickets: 1, openTickets: 1, outboxWaiting: 1 };

describeOnEachDatabase('a commit', (database) => {
  async function opened(): Promise<Store> {
    const store = await database.open();
    const plan = makePlan({ inbound: [makeInbound(1)], tickets: [filedTicket(1)], outbox: [makeOutbox(1)] });
    expect(await store.commit(plan)).toBe('committed');
    return store;
  }

  const fresh = { inbound: [makeInbound(2)], tickets: [filedTicket(2)], outbox: [makeOutbox(2)] };
  const code = { personId: null, createdBy: 'limei', createdAt: 0, expiresAt: 9, usedAt: null };
  const violations: Record<string, Partial<Plan>> = {
    'a message handled before': { inbound: [makeInbound(2), makeInbound(1)] },
    'a number given before': { tickets: [filedTicket(2), filedTicket(3, { number: 1 })] },
    'a ticket filed before': { tickets: [filedTicket(2), filedTicket(1, { number: 9 })] },
    'something to say that was said before': { outbox: [makeOutbox(2), makeOutbox(1)] },
    'a code issued twice': {
      org: [
        { type: 'code-issued', code: { ...code, hash: 'h' } },
        { type: 'code-issued', code: { ...code, hash: 'h' } },
      ],
    },
  };

  for (const [what, violation] of Object.entries(violations)) {
    test(`with ${what} is a conflict and leaves nothing behind`, async () => {
      const store = await opened();
      expect(await store.commit(makePlan({ ...fresh, ...violation }))).toBe('conflict');
      const keys = ['playground:m2'];
      const loaded = await store.load({ ...NO_NEEDS, messages: keys, codes: ['h'], histories: ['t1', 't2'] });
      expect(loaded.handled.size).toBe(0);
      expect(loaded.codes).toEqual([]);
      expect(loaded.histories.get('t1')).toHaveLength(1);
      expect(loaded.histories.get('t2')).toEqual([]);
      expect(await store.health()).toMatchObject(BEFORE);
      // The same without the violation goes through: nothing was left locked or half done.
      expect(await store.commit(makePlan(fresh))).toBe('committed');
    });
  }

  test('of nothing is no trouble', async () => {
    const store = await opened();
    expect(await store.commit(makePlan())).toBe('committed');
  });

  test('decided on a version that has been left behind is a conflict', async () => {
    const store = await opened();
    const { ticket } = filedTicket(1);
    const urge = () => makePlan({ tickets: [changed(ticket, { kind: 'urged', text: '快' })] });
    expect(await store.commit(urge())).toBe('committed');
    expect(await store.commit(urge())).toBe('conflict');
  });

  test('of a hundred at once on the same ticket, one wins', async () => {
    const stores = [await opened(), await database.open()];
    const { ticket } = filedTicket(1);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const assigneeId = `worker-${n}`;
        const claim = { kind: 'claimed', assigneeId, assigneeName: assigneeId, updateBy: MONDAY_9 } as const;
        const plan = makePlan({
          inbound: [makeInbound(100 + n)],
          tickets: [changed(ticket, claim)],
          outbox: [makeOutbox(100 + n)],
        });
        return stores[n % 2]?.commit(plan);
      }),
    );
    const winner = outcomes.indexOf('committed');
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(99);
    const needs = { ...NO_NEEDS, tickets: [{ by: 'id', id: 't1' }], histories: ['t1'] } as const;
    for (const store of stores) {
      const { tickets, histories } = await store.load(needs);
      expect(tickets).toMatchObject([{ status: 'claimed', assigneeId: `worker-${winner}`, version: 2 }]);
      expect(histories.get('t1')).toHaveLength(2);
      expect(await store.health()).toMatchObject({ ...BEFORE, outboxWaiting: 2 });
    }
  });

  test('of a hundred at once with the same number, one wins', async () => {
    const stores = [await database.open(), await database.open()];
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        stores[n % 2]?.commit(makePlan({ tickets: [filedTicket(n, { number: 128 })] })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(99);
    expect(await stores[0]?.health()).toMatchObject({ tickets: 1 });
  });

  test('that crosses another’s in the order of its tickets never fails but as a conflict', async () => {
    const stores = [await database.open(), await database.open()];
    const many = Array.from({ length: 20 }, (_, n) => filedTicket(n + 1));
    await stores[0]?.commit(makePlan({ tickets: many }));
    const tickets = many.map(({ ticket }) => changed(ticket, { kind: 'urged', text: '快' }));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        stores[n % 2]?.commit(makePlan({ tickets: n % 2 === 0 ? tickets : [...tickets].reverse() })),
      ),
    );
    expect([...outcomes].sort()).toEqual(
      ['committed', ...Array.from({ length: 9 }, () => 'conflict')].sort(),
    );
  });

  test('is not seen by a query before it stands', async () => {
    const store = await database.open();
    const plans = Array.from({ length: 20 }, (_, n) =>
      makePlan({ inbound: [makeInbound(n)], tickets: [filedTicket(n, { number: 7 })] }),
    );
    const seen: number[] = [];
    const looking = Promise.all(
      plans.map(async (plan) => {
        const committing = store.commit(plan);
        seen.push(
          (await store.load({ ...NO_NEEDS, messages: plan.inbound.map((one) => one.key) })).handled.size,
        );
        return committing;
      }),
    );
    const outcomes = await looking;
    const handled = await store.load({
      ...NO_NEEDS,
      messages: plans.map((plan) => plan.inbound[0]?.key ?? ''),
    });
    expect(handled.handled.size).toBe(1);
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    expect(seen.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
  });

  test('of three thousand tickets at once is one commit', async () => {
    const store = await database.open();
    const numbers = Array.from({ length: 3000 }, (_, n) => n + 1);
    const plan = makePlan({
      inbound: numbers.map((n) => makeInbound(n)),
      tickets: numbers.map((n) => filedTicket(n)),
    });
    expect(await store.commit(plan)).toBe('committed');
    expect(await store.health()).toMatchObject({ tickets: 3000 });
    expect(await store.commit(makePlan({ tickets: [filedTicket(3000)] }))).toBe('conflict');
    const all = numbers.map((n) => ({ by: 'number', streetId: 'kunlun', number: n }) as const);
    expect((await store.load({ ...NO_NEEDS, tickets: all })).tickets).toHaveLength(3000);
  });

  test('keeps every instant to the millisecond, and they sort as they happened', async () => {
    const store = await database.open();
    const instants = [
      0,
      1,
      999,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32 + 1,
      MONDAY_9,
      MONDAY_9 + 1,
      253_402_300_799_999,
    ];
    const shuffled = [...instants].sort((a, b) => (a % 7) - (b % 7));
    const inbound = shuffled.map((at, n) => makeInbound(n, { at }));
    await store.commit(makePlan({ inbound }));
    const talk = [{ roomId: 'playground:yard', since: 0, limit: 50 }];
    const { lines } = await store.load({ ...NO_NEEDS, talk });
    expect(lines.map((line) => line.at)).toEqual(instants);
    const late = [{ roomId: 'playground:yard', since: 2 ** 31, limit: 50 }];
    expect((await store.load({ ...NO_NEEDS, talk: late })).lines).toHaveLength(5);
  });
});
