import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { Room } from '../../src/engine/org/directory.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makeInbound, makePlan } from '../support/make-plan.ts';
import { minutes } from '../support/make-ticket.ts';

function room(chatId: string, network = 'playground'): Room {
  return {
    id: `${network}:${chatId}`,
    network,
    chatId,
    kind: 'resident',
    scope: 'g1',
    name: chatId,
    intake: 'auto',
  };
}

describeOnEachDatabase('what was heard', (database) => {
  test('last in each bound room of a network is known, whatever the order it came in', async () => {
    const store = await database.open();
    const rooms = [room('yard'), room('silent'), room('far', 'lark')];
    await store.commit(
      makePlan({
        org: rooms.map((one) => ({ type: 'room-bound', room: one })),
        inbound: [makeInbound(7), makeInbound(3), makeInbound(9, { roomId: 'playground:unbound' })],
      }),
    );
    expect([...(await store.lastHeard('playground'))]).toEqual([['yard', minutes(7)]]);
    expect([...(await store.lastHeard('lark'))]).toEqual([]);
  });

  test('and was taken back loses its words and pictures, and tells its tickets; it is not taken in again', async () => {
    const store = await database.open();
    const told = { text: '张三的电话是…', images: ['img:a.png'] };
    await store.commit(
      makePlan({
        inbound: [makeInbound(1, { ...told, ticketIds: ['t1', 't2'] }), makeInbound(2, told)],
      }),
    );
    expect(await store.forgetMessage('playground:m1')).toEqual(['t1', 't2']);
    expect(await store.forgetMessage('playground:unknown')).toEqual([]);
    const loaded = await store.load({
      ...NO_NEEDS,
      messages: ['playground:m1'],
      lines: ['playground:m1', 'playground:m2'],
    });
    expect(loaded.lines.map(({ text, images }) => ({ text, images }))).toEqual([
      { text: '', images: [] },
      told,
    ]);
    expect([...loaded.handled]).toEqual(['playground:m1']);
  });
});
