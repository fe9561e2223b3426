import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { Store } from '../../src/app/ports.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { filedTicket, makeInbound, makeOutbox, makePlan } from '../support/make-plan.ts';
import { MONDAY_9, minutes } from '../support/make-ticket.ts';

const YARD = 'playground:yard';
const chat = { network: 'playground', chatId: 'yard' } as const;

describeOnEachDatabase('talk in the store', (database) => {
  async function heard(...inbound: ReturnType<typeof makeInbound>[]): Promise<Store> {
    const store = await database.open();
    expect(await store.commit(makePlan({ inbound }))).toBe('committed');
    return store;
  }

  test('a line comes back as it was', async () => {
    const record = makeInbound(1, {
      images: ['playground/1.jpg', 'playground/2.jpg'],
      replyTo: 'playground:m0',
      fromStaff: true,
      ticketIds: ['t1', 't2'],
      outcome: 'opened',
    });
    const store = await heard(record);
    const { lines } = await store.load({ ...NO_NEEDS, lines: [record.key] });
    expect(lines).toEqual([record.line]);
  });

  test('which messages were handled before is known for ever', async () => {
    const store = await heard(makeInbound(1), makeInbound(2));
    const messages = ['playground:m2', 'playground:m3', 'lark:m1'];
    const { handled } = await store.load({ ...NO_NEEDS, messages });
    expect([...handled]).toEqual(['playground:m2']);
  });

  test('a room’s talk is its newest lines since, the bot’s own among them, oldest first', async () => {
    const store = await heard(
      makeInbound(1),
      makeInbound(2),
      makeInbound(4),
      makeInbound(5, { roomId: 'playground:elsewhere' }),
      makeInbound(7),
    );
    await store.commit(makePlan({ outbox: [makeOutbox(3), makeOutbox(6, { ticketIds: ['t1'] })] }));
    const talk = (since: number, limit: number) =>
      store
        .load({ ...NO_NEEDS, talk: [{ roomId: YARD, since, limit }] })
        .then(({ lines }) => lines.map((line) => line.key));
    const all = ['m1', 'm2', 'k3', 'm4', 'k6', 'm7'].map((id) => `playground:${id}`);
    expect(await talk(0, 50)).toEqual(all);
    expect(await talk(minutes(4), 50)).toEqual(all.slice(3));
    expect(await talk(0, 2)).toEqual(all.slice(-2));
  });

  test('what the bot said can be replied to by the network’s id, and tells its tickets', async () => {
    const store = await database.open();
    await store.commit(
      makePlan({ outbox: [makeOutbox(1, { ticketIds: ['t9'], replyTo: 'm0', code: 'claimed' })] }),
    );
    await store.outbox.settle([{ key: 'k1', state: 'sent', remoteId: 'r77', at: minutes(2) }]);
    const { lines } = await store.load({ ...NO_NEEDS, lines: ['playground:r77'] });
    expect(lines).toMatchObject([
      {
        key: 'playground:r77',
        roomId: YARD,
        fromBot: true,
        ticketIds: ['t9'],
        outcome: 'claimed',
        replyTo: 'playground:m0',
      },
    ]);
  });

  test('a line that several needs ask for comes once', async () => {
    const store = await heard(makeInbound(1));
    const talk = { roomId: YARD, since: 0, limit: 9 };
    const needs = { ...NO_NEEDS, talk: [talk, { ...talk }], lines: ['playground:m1', 'playground:m1'] };
    expect((await store.load(needs)).lines).toHaveLength(1);
  });

  test('lines heard before a ticket was filed belong to it from then on', async () => {
    const store = await heard(makeInbound(1), makeInbound(2, { ticketIds: ['t0'] }), makeInbound(3));
    const earlier = { messageIds: ['playground:m1', 'playground:m2', 'playground:m9'] };
    const plan = makePlan({
      inbound: [makeInbound(9, { ticketIds: ['t9'] })],
      tickets: [filedTicket(9, earlier)],
    });
    expect(await store.commit(plan)).toBe('committed');
    const keys = [1, 2, 3, 9].map((n) => `playground:m${n}`);
    const { lines } = await store.load({ ...NO_NEEDS, lines: keys });
    expect(lines.map((line) => line.ticketIds)).toEqual([['t9'], ['t0', 't9'], [], ['t9']]);
  });

  test('a chat’s page shows what was heard and delivered, newest last, with the network’s own ids', async () => {
    const store = await heard(makeInbound(1), makeInbound(4, { replyTo: 'playground:r2' }));
    const outbox = [makeOutbox(2, { replyTo: 'm1', mentions: ['zhang'] }), makeOutbox(3)];
    await store.commit(makePlan({ outbox }));
    await store.outbox.settle([{ key: 'k2', state: 'sent', remoteId: 'r2', at: minutes(2) }]);
    const entries = await store.talk(chat, 9);
    expect(entries.map((entry) => entry.messageId)).toEqual(['m1', 'r2', 'm4']);
    expect(entries[1]).toMatchObject({ fromBot: true, replyTo: 'm1', mentions: ['zhang'], at: minutes(2) });
    expect(entries[2]).toMatchObject({
      fromBot: false,
      replyTo: 'r2',
      senderId: 'zhang',
      senderName: '张阿姨',
    });
    expect((await store.talk(chat, 2)).map((entry) => entry.messageId)).toEqual(['r2', 'm4']);
  });

  test('old chatter loses its words; what belongs to a ticket, and what is new, keeps them', async () => {
    const store = await heard(
      makeInbound(1, { text: '今天天气好', images: ['a.jpg'] }),
      makeInbound(2, { text: '电梯坏了', ticketIds: ['t2'] }),
      makeInbound(3, { text: '吃了吗' }),
    );
    expect(await store.forgetChatter(minutes(3))).toBe(1);
    expect(await store.forgetChatter(minutes(3))).toBe(0);
    const keys = [1, 2, 3].map((n) => `playground:m${n}`);
    const { lines, handled } = await store.load({ ...NO_NEEDS, lines: keys, messages: keys });
    expect(lines.map((line) => line.text)).toEqual(['', '电梯坏了', '吃了吗']);
    expect(lines[0]?.images).toEqual([]);
    expect(handled.size).toBe(3);
  });

  test('health counts, and names groups that talk but are bound to nothing', async () => {
    const record = makeInbound(3, { roomId: 'lark:lonely' });
    const store = await heard(
      makeInbound(1),
      { ...record, network: 'lark', chatId: 'lonely' },
      { ...makeInbound(4, { roomId: 'playground:zhang' }), chatKind: 'private' },
    );
    const room = {
      ...chat,
      id: YARD,
      kind: 'resident',
      scope: 'yanguang',
      name: '大院',
      intake: 'auto',
    } as const;
    await store.commit(makePlan({ org: [{ type: 'room-bound', room }] }));
    await store.commit(
      makePlan({ tickets: [filedTicket(1)], outbox: [makeOutbox(1), makeOutbox(2), makeOutbox(3)] }),
    );
    await store.outbox.settle([
      { key: 'k2', state: 'failed', error: 'no', at: MONDAY_9 },
      { key: 'k3', state: 'sent', remoteId: 'r3', at: MONDAY_9 },
    ]);
    expect(await store.health()).toEqual({
      database: database.provider,
      tickets: 1,
      openTickets: 1,
      outboxWaiting: 1,
      outboxSent: 1,
      outboxFailed: 1,
      oldestWaitingAt: minutes(1),
      unboundRooms: [{ network: 'lark', chatId: 'lonely', lastAt: minutes(3) }],
    });
  });

  test('texts come back unharmed: emoji, right-to-left, quotes; NUL goes and half a surrogate is replaced', async () => {
    const kept = 'émoji 👨‍👩‍👧‍👦 \u202eعربى\u202c \'"`; -- \\u0000 %_ {"a":1}\n第二行';
    const record = makeInbound(1, { text: kept, images: [`\ud83d.jpg`], name: 'a\0b\udc00' });
    const change = filedTicket(1, { text: `坏了\0\ud800`, why: [kept] });
    const store = await heard(record);
    expect(
      await store.commit(makePlan({ tickets: [change], outbox: [makeOutbox(1, { text: '\0好' })] })),
    ).toBe('committed');
    const other = await database.open();
    const needs = { ...NO_NEEDS, lines: [record.key], tickets: [{ by: 'id', id: 't1' }] } as const;
    const { lines, tickets } = await other.load(needs);
    expect(lines[0]).toMatchObject({ text: kept, images: ['\ufffd.jpg'], name: 'ab\ufffd' });
    expect(tickets[0]).toMatchObject({ text: '坏了\ufffd', why: [kept] });
    expect((await other.outbox.ready(minutes(9), 9))[0]?.text).toBe('好');
  });

  test('a key that cannot be stored as it is, is still known again', async () => {
    const key = 'playground:\0m\ud800';
    const store = await heard(makeInbound(1, { key }));
    expect((await store.load({ ...NO_NEEDS, messages: [key] })).handled.has(key)).toBe(true);
    expect(await store.commit(makePlan({ inbound: [makeInbound(1, { key })] }))).toBe('conflict');
  });
});
