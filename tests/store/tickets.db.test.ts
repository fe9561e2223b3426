import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { Store, TicketNeed } from '../../src/app/ports.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { changed, filedTicket, makePlan, newTicket } from '../support/make-plan.ts';
import {
  actors,
  days,
  happened,
  hours,
  MONDAY_9,
  makeEvent,
  makeFollower,
  stories,
} from '../support/make-ticket.ts';

const EVER = { since: 0, limit: 50 };
const yanguang = { streetId: 'kunlun', communityId: 'yanguang' };
const kunlun = { streetId: 'kunlun', communityId: null };

describeOnEachDatabase('tickets in the store', (database) => {
  async function stored(...changes: Parameters<typeof commitTickets>[1]): Promise<Store> {
    const store = await database.open();
    await commitTickets(store, changes);
    return store;
  }

  test('a ticket of every status comes back as it was', async () => {
    const changes = Object.values(stories).map((events, n) =>
      newTicket(events, { id: `t${n}`, number: n + 1, draftNumber: null, nextDueAt: hours(n) }),
    );
    const store = await stored(...changes);
    // A second store has nothing in memory: this is what is in the rows.
    const other = await database.open();
    for (const { ticket } of changes) {
      const need = { by: 'id', id: ticket.id } as const;
      expect(await found(other, need)).toEqual([ticket]);
      expect(await found(store, need)).toEqual([ticket]);
    }
  });

  test('a ticket is found by its number and by its draft number, in its own street only', async () => {
    const draft = filedTicket(2, { number: null, draftNumber: 7 });
    const store = await stored(filedTicket(1), draft, filedTicket(3, { streetId: 'other', number: 1 }));
    expect(await ids(store, { by: 'number', streetId: 'kunlun', number: 1 })).toEqual(['t1']);
    expect(await ids(store, { by: 'number', streetId: 'other', number: 1 })).toEqual(['t3']);
    expect(await ids(store, { by: 'draft', streetId: 'kunlun', draftNumber: 7 })).toEqual(['t2']);
    expect(await ids(store, { by: 'number', streetId: 'kunlun', number: 99_999_999_999 })).toEqual([]);
  });

  test('a person is a party as reporter and as follower, and no longer after leaving', async () => {
    const joined = newTicket([...stories.filed, happened.joined]);
    const store = await stored(joined);
    const wang = { by: 'party', personId: actors.wang.personId, ...EVER } as const;
    expect(await ids(store, { by: 'party', personId: actors.zhang.personId, ...EVER })).toEqual(['t1']);
    expect(await ids(store, wang)).toEqual(['t1']);
    await commitTickets(store, [changed(joined.ticket, { kind: 'parted', personId: actors.wang.personId })]);
    expect(await ids(store, wang)).toEqual([]);
  });

  test('an old open ticket is still a party’s, an old ended one is not', async () => {
    const open = newTicket(stories.claimed, { id: 'open', number: 1 });
    const ended = newTicket(stories.closed, { id: 'ended', number: 2 });
    const store = await stored(open, ended);
    const need = { by: 'party', personId: actors.zhang.personId, limit: 9 } as const;
    expect(await ids(store, { ...need, since: days(30) })).toEqual(['open']);
    expect(await ids(store, { ...need, since: MONDAY_9 })).toHaveLength(2);
  });

  test('a ticket that ends, and one that is taken up again, change sides for their parties', async () => {
    const working = newTicket(stories.working);
    const store = await stored(working);
    const need = { by: 'party', personId: actors.zhang.personId, since: days(30), limit: 9 } as const;
    const finished = changed(working.ticket, { kind: 'finished', result: '好了', images: [], at: hours(5) });
    await commitTickets(store, [finished]);
    expect(await ids(store, need)).toEqual([]);
    const { deadlines } = working.ticket;
    await commitTickets(store, [
      changed(finished.ticket, { kind: 'reopened', reason: '又坏了', deadlines, to: 'same-worker' }),
    ]);
    expect(await ids(store, need)).toEqual(['t1']);
  });

  test('a worker’s tickets are the open ones they hold or are asked to take', async () => {
    const store = await stored(
      newTicket(stories.assigned, { id: 'asked', number: 1 }),
      newTicket(stories.working, { id: 'held', number: 2 }),
      newTicket(stories.finished, { id: 'finished', number: 3 }),
      newTicket(stories.returned, { id: 'returned', number: 4 }),
    );
    const found = await ids(store, { by: 'assignee', personId: 'limei', limit: 9 });
    expect([...found].sort()).toEqual(['asked', 'held']);
  });

  test('recent tickets are those opened since, whatever became of them, newest first', async () => {
    const store = await stored(
      filedTicket(1),
      filedTicket(2, { communityId: 'hubin' }),
      newTicket(stories.withdrawn, { id: 't3', number: 3, openedAt: hours(3) }),
      filedTicket(4, { streetId: 'other', communityId: 'far' }),
    );
    expect(await ids(store, { by: 'recent', ...yanguang, ...EVER })).toEqual(['t3', 't1']);
    expect(await ids(store, { by: 'recent', ...kunlun, ...EVER })).toEqual(['t3', 't2', 't1']);
    expect(await ids(store, { by: 'recent', ...kunlun, since: hours(1), limit: 9 })).toEqual(['t3']);
    expect(await ids(store, { by: 'recent', ...kunlun, since: 0, limit: 2 })).toEqual(['t3', 't2']);
  });

  test('the open tickets of a grid, newest first', async () => {
    const store = await stored(
      filedTicket(1, { gridId: 'yg-1' }),
      filedTicket(2, { gridId: 'yg-2' }),
      newTicket(stories.withdrawn, { id: 't3', number: 3, gridId: 'yg-1' }),
      newTicket(stories.working, { id: 't4', number: 4, gridId: 'yg-1', openedAt: hours(3) }),
    );
    const need = { by: 'grid', streetId: 'kunlun', communityId: 'yanguang', gridId: 'yg-1' } as const;
    expect(await ids(store, { ...need, limit: 9 })).toEqual(['t4', 't1']);
    expect(await ids(store, { ...need, limit: 1 })).toEqual(['t4']);
  });

  test('open and waiting tickets of a community and of the street', async () => {
    const store = await stored(
      ...Object.entries(stories).map(([status, events], n) =>
        newTicket(events, { id: status, number: n + 1, draftNumber: null }),
      ),
      filedTicket(99, { id: 'elsewhere', communityId: 'hubin' }),
    );
    const waiting = ['assigned', 'filed', 'returned', 'waiting-confirm'];
    const open = [...waiting, 'claimed', 'paused', 'reopened', 'whistled', 'working'].sort();
    const sorted = async (need: TicketNeed) => [...(await ids(store, need))].sort();
    expect(await sorted({ by: 'open', ...yanguang, limit: 50 })).toEqual(open);
    expect(await sorted({ by: 'open', ...kunlun, limit: 50 })).toEqual([...open, 'elsewhere'].sort());
    expect(await sorted({ by: 'waiting', ...yanguang, limit: 50 })).toEqual(waiting);
    expect(await sorted({ by: 'waiting', ...kunlun, limit: 50 })).toEqual([...waiting, 'elsewhere'].sort());
  });

  test('a request pending makes a ticket wait, whatever its status', async () => {
    const asks = makeEvent({
      kind: 'requested',
      request: {
        kind: 'exclusion',
        by: 'limei',
        at: hours(8),
        reason: '不属实',
        to: null,
        until: null,
        firstKey: null,
      },
    });
    const store = await stored(newTicket([...stories.working, asks]));
    expect(await ids(store, { by: 'waiting', ...yanguang, limit: 9 })).toEqual(['t1']);
  });

  test('a ticket that several needs ask for comes once, and 700 needs are no more trouble than one', async () => {
    const store = await stored(filedTicket(1), filedTicket(2));
    const many = Array.from({ length: 700 }, (_, n): TicketNeed => ({ by: 'id', id: `t${n}` }));
    const loaded = await store.load({
      ...NO_NEEDS,
      tickets: [...many, { by: 'recent', ...kunlun, ...EVER }],
    });
    expect(loaded.tickets.map((ticket) => ticket.id)).toEqual(['t2', 't1']);
  });

  test('the highest numbers of a street are 0 before its first ticket', async () => {
    const store = await stored(filedTicket(7), filedTicket(8, { number: null, draftNumber: 3 }));
    const { numbers } = await store.load({ ...NO_NEEDS, numbers: ['kunlun', 'new', 'kunlun'] });
    expect([...numbers]).toEqual([
      ['kunlun', { number: 7, draftNumber: 3 }],
      ['new', { number: 0, draftNumber: 0 }],
    ]);
  });

  test('a history is every event in order, none for a ticket that never was', async () => {
    const store = await stored(newTicket(stories.closed));
    const { histories } = await store.load({ ...NO_NEEDS, histories: ['t1', 'nobody'] });
    expect(histories.get('t1')).toEqual(stories.closed);
    expect(histories.get('nobody')).toEqual([]);
  });

  test('a ticket changed twice in one plan keeps both events and the last state', async () => {
    const store = await database.open();
    const first = filedTicket(1);
    const second = changed(first.ticket, { kind: 'joined', follower: makeFollower() });
    expect(await store.commit(makePlan({ tickets: [second, first] }))).toBe('committed');
    expect(await found(store, { by: 'id', id: 't1' })).toEqual([second.ticket]);
    const { histories } = await store.load({ ...NO_NEEDS, histories: ['t1'] });
    expect(histories.get('t1')?.map((event) => event.kind)).toEqual(['filed', 'joined']);
  });

  test('what is due comes oldest first, and the next due moment is known', async () => {
    const due = (n: number, nextDueAt: number | null) => newTicket(filedTicket(n).events, { nextDueAt });
    const store = await stored(due(1, hours(3)), due(2, hours(1)), due(3, null), due(4, hours(9)));
    expect((await store.dueTickets(hours(3), 9)).map((ticket) => ticket.id)).toEqual(['t2', 't1']);
    expect((await store.dueTickets(hours(9), 1)).map((ticket) => ticket.id)).toEqual(['t2']);
    expect(await store.nextDueAt()).toBe(hours(1));
  });

  test('a change without an event moves the due moment, but never over a newer state', async () => {
    const first = filedTicket(1);
    const store = await stored(first);
    const later = { ticket: { ...first.ticket, nextDueAt: hours(4) }, fromVersion: 1, events: [] };
    await commitTickets(store, [later]);
    expect(await store.nextDueAt()).toBe(hours(4));
    await commitTickets(store, [changed(first.ticket, { kind: 'urged', text: '快点' })]);
    await commitTickets(store, [later]);
    expect((await found(store, { by: 'id', id: 't1' }))[0]?.version).toBe(2);
  });

  test('open tickets are counted by who holds them', async () => {
    const { commit, load, saveOrganisation } = await database.open();
    const leaves = { grids: [], staff: [], rooms: [], leaves: [] };
    const communities = [{ id: 'yanguang', streetId: 'kunlun', name: '阳光', kind: 'urban' as const }];
    await saveOrganisation({ streets: [{ id: 'kunlun', name: '昆仑' }], communities, ...leaves }, MONDAY_9);
    const tickets = [stories.assigned, stories.working, stories.finished, stories.filed].map((events, n) =>
      newTicket(events, { id: `t${n}`, number: n + 1 }),
    );
    await commit(makePlan({ tickets }));
    const { openCounts } = await load({ ...NO_NEEDS, openCounts: ['yanguang'] });
    expect([...openCounts]).toEqual([['limei', 2]]);
  });
});

async function commitTickets(
  store: Store,
  tickets: readonly ReturnType<typeof filedTicket>[],
): Promise<void> {
  expect(await store.commit(makePlan({ tickets }))).toBe('committed');
}

async function found(store: Store, need: TicketNeed): Promise<readonly Ticket[]> {
  return (await store.load({ ...NO_NEEDS, tickets: [need] })).tickets;
}

async function ids(store: Store, need: TicketNeed): Promise<readonly string[]> {
  return (await found(store, need)).map((ticket) => ticket.id);
}
