import { expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import type { TicketFact, Window } from '../../src/engine/appraisal/facts.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { changed, filedTicket, makeOutbox, makePlan, newTicket } from '../support/make-plan.ts';
import { days, filed, happened, hours, makeTicket, minutes } from '../support/make-ticket.ts';

const streetId = 'kunlun';
/** Its second week; the tickets of `filedTicket` are opened in the first and due on the seventh day. */
const WEEK: Window = { from: days(7), until: days(14) };
const FIRST: Window = { from: days(0), until: days(7) };

async function factsOf(store: Store, window: Window): Promise<readonly TicketFact[]> {
  const found: TicketFact[] = [];
  for await (const page of store.appraisal.ticketFacts(streetId, window)) found.push(...page);
  return found.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
}

async function numbersOf(store: Store, window: Window) {
  return (await factsOf(store, window)).map(({ number }) => number);
}

describeOnEachDatabase('what a month reads of tickets', (database) => {
  test('those of which something happened in the window, and those that fell due in it however quiet', async () => {
    const store = await database.open();
    const due = (at: number) => ({ respondBy: hours(2), updateBy: days(2), solveBy: at });
    const quiet = filedTicket(1, { deadlines: due(WEEK.from) });
    const dueLater = filedTicket(2, { deadlines: due(WEEK.until) });
    const elsewhere = filedTicket(3, { deadlines: due(days(8)), streetId: 'elsewhere' });
    const busy = filedTicket(4, { deadlines: due(days(6)) });
    await store.commit(makePlan({ tickets: [quiet, dueLater, elsewhere, busy] }));
    expect(await numbersOf(store, FIRST)).toEqual([1, 2, 4]);
    expect(await numbersOf(store, WEEK)).toEqual([1]);
    const pushed = changed(busy.ticket, { kind: 'urged', text: '快点', at: WEEK.from });
    await store.commit(makePlan({ tickets: [pushed] }));
    expect(await numbersOf(store, WEEK)).toEqual([1, 4]);
    expect(await numbersOf(store, { from: days(14), until: days(21) })).toEqual([2]);
    // Opened after the window's end: none of its business.
    expect(await numbersOf(store, { from: days(-7), until: minutes(0) })).toEqual([]);
  });

  test('each comes once, however many there are and whatever moves on meanwhile', async () => {
    const store = await database.open();
    const tickets = Array.from({ length: 2500 }, (_, n) => filedTicket(n + 1));
    await store.commit(makePlan({ tickets }));
    const seen: string[] = [];
    let page = 0;
    for await (const facts of store.appraisal.ticketFacts(streetId, { from: days(0), until: days(40) })) {
      seen.push(...facts.map(({ id }) => id));
      page += 1;
      if (page !== 1) continue;
      const moved = tickets.map(({ ticket }) => changed(ticket, { kind: 'urged', text: '', at: days(3) }));
      expect(await store.commit(makePlan({ tickets: moved }))).toBe('committed');
    }
    expect(seen).toHaveLength(2500);
    expect(new Set(seen).size).toBe(2500);
  });

  test('with who gave it back, who handed it on and what was noted, in their order', async () => {
    const store = await database.open();
    const note = (text: string, at: number) =>
      ({ kind: 'progressed', text, images: [], updateBy: days(2), at }) as const;
    const filing = { id: 't1', number: 1, messageIds: [] };
    const first = newTicket([filed(filing), happened.assigned, happened.returned]);
    await store.commit(makePlan({ tickets: [first, filedTicket(2)] }));
    const { deadlines } = first.ticket;
    const to = { from: 'chen', to: 'limei', toName: '李梅', communityId: 'yanguang', gridId: 'yg-1' };
    const asked = { kind: 'transfer', reason: '熟悉', to: 'limei', until: null, firstKey: null } as const;
    const second = changed(
      first.ticket,
      { kind: 'assigned', assigneeId: 'chen', assigneeName: '陈强', because: [], deadlines, at: hours(2) },
      { kind: 'requested', request: { ...asked, by: 'chen', at: hours(2) }, at: hours(2) },
      { kind: 'transferred', ...to, reason: '', deadlines, at: hours(3) },
      { kind: 'claimed', assigneeId: 'limei', assigneeName: '李梅', updateBy: days(2), at: hours(4) },
      note('看过', hours(5)),
      note('在修', hours(6)),
    );
    expect(await store.commit(makePlan({ tickets: [second] }))).toBe('committed');
    const [one, two] = await factsOf(store, FIRST);
    expect(one).toMatchObject({
      number: 1,
      assigneeId: 'limei',
      claimedAt: second.ticket.status === 'claimed' ? second.ticket.claimedAt : hours(4),
      solveBy: deadlines.solveBy,
      returns: [
        { personId: 'limei', at: hours(1) },
        { personId: 'chen', at: hours(3) },
      ],
      progress: [
        { personId: 'limei', at: hours(5) },
        { personId: 'limei', at: hours(6) },
      ],
    });
    expect(two).toMatchObject({ number: 2, assigneeId: null, returns: [], progress: [] });
  });

  test('whose closed tickets somebody may rate', async () => {
    const store = await database.open();
    const done = newTicket([
      filed({ id: 't1', number: 1, messageIds: [] }),
      happened.assigned,
      happened.claimed,
      happened.joined,
      happened.finished,
      happened.closed,
    ]);
    await store.commit(makePlan({ tickets: [done, filedTicket(2)] }));
    const one = { workerId: 'limei', communityId: 'yanguang', at: hours(7) };
    const people = ['playground:wang', 'playground:zhang'];
    expect(await store.appraisal.served(streetId, FIRST)).toEqual(
      people.map((residentId) => ({ ...one, residentId })),
    );
    expect(await store.appraisal.served(streetId, WEEK)).toEqual([]);
    expect(await store.appraisal.served('elsewhere', FIRST)).toEqual([]);
  });

  test('how often the bot asked each worker is counted for the month alone', async () => {
    const store = await database.open();
    const prompt = (n: number, createdAt: number) => makeOutbox(n, { mentions: ['limei'], createdAt });
    const outbox = [prompt(1, WEEK.from), prompt(2, WEEK.until - 1), prompt(3, WEEK.until), prompt(4, 1)];
    await store.commit(makePlan({ outbox }));
    expect(await store.appraisal.burden(streetId, WEEK)).toEqual(new Map([['playground:limei', 2]]));
  });

  test('a ticket that is due later after an extension is found where it is due now', async () => {
    const store = await database.open();
    const before: Ticket = makeTicket({ status: 'working' });
    await store.commit(makePlan({ tickets: [{ ticket: before, fromVersion: 0, events: [] }] }));
    const later = changed(before, { kind: 'extended', solveBy: days(20), reason: '等配件', at: hours(9) });
    await store.commit(makePlan({ tickets: [later] }));
    expect(await numbersOf(store, WEEK)).toEqual([]);
    expect(await numbersOf(store, { from: days(14), until: days(21) })).toEqual([before.number]);
  });
});
