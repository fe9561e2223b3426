import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InboundMessage } from '../../src/chat/message.ts';
import type { Organisation, Staff } from '../../src/engine/org/directory.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makeMessage } from '../support/make-message.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { type Play, play, WORKERS } from './play.ts';

const WORKERS_COUNT = 1000;

/** A community with a thousand workers, all of whom want the same ticket. */
const CROWD: readonly Staff[] = Array.from({ length: WORKERS_COUNT }, (_, n) => ({
  id: `crowd-${n}`,
  name: `网格员${n}`,
  posts: [{ post: 'community-worker', at: 'yanguang', since: 0, until: null }],
  accounts: [{ network: 'playground', accountId: `wx-crowd-${n}` }],
}));
const CROWDED: Organisation = { ...SMALL_TOWN, staff: [...SMALL_TOWN.staff, ...CROWD] };

function claim(n: number, at: number): InboundMessage {
  return makeMessage({
    messageId: `claim-${n}`,
    chatId: WORKERS,
    senderId: `wx-crowd-${n}`,
    senderName: `网格员${n}`,
    text: '接单 1',
    sentAt: at,
  });
}

describeOnEachDatabase('a thousand claims of one ticket at once', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
    await town.store.saveOrganisation(CROWDED, town.clock.now());
  });
  afterEach(() => town.end());

  test('one wins, every other is told who did', async () => {
    await town.report();
    const before = town.said().length;
    const claims = Array.from({ length: WORKERS_COUNT }, (_, n) => claim(n, town.clock.now()));
    await Promise.all(claims.map((message) => town.linli.receive(message)));
    await town.linli.flush();
    const ticket = await town.ticket(1);
    const claimed = (await town.history(1)).filter((event) => event.kind === 'claimed');
    expect(claimed).toHaveLength(1);
    expect(ticket).toMatchObject({ status: 'claimed', assigneeName: claimed[0]?.actorName });
    const told = town
      .said()
      .slice(before)
      .filter((line) => line.chatId === WORKERS);
    const losers = told.filter((line) => /已由/.test(line.text));
    expect(losers).toHaveLength(WORKERS_COUNT - 1);
    expect(new Set(losers.map((line) => line.replyTo)).size).toBe(WORKERS_COUNT - 1);
    expect(losers.every((line) => line.text.includes(claimed[0]?.actorName ?? '?'))).toBe(true);
  });

  test('from two processes on one database, one wins all the same', async () => {
    await town.report();
    const other = await play({ ...database, open: () => database.open() });
    await other.store.saveOrganisation(CROWDED, town.clock.now());
    const claims = Array.from({ length: 100 }, (_, n) => claim(n, town.clock.now()));
    await Promise.all(claims.map((message, n) => (n % 2 === 0 ? town : other).linli.receive(message)));
    await Promise.all([town.linli.flush(), other.linli.flush()]);
    const claimed = (await town.history(1)).filter((event) => event.kind === 'claimed');
    expect(claimed).toHaveLength(1);
    await other.end();
  });
});
