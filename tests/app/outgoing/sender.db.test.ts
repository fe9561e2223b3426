import { beforeEach, expect, test } from 'vitest';
import { noMeter } from '../../../src/app/meter.ts';
import { createSender, type Sender } from '../../../src/app/outgoing/sender.ts';
import type { OutboxRecord, SendingLimits, Store } from '../../../src/app/ports.ts';
import { createShare, type Share, shareAlone } from '../../../src/app/sharing/share.ts';
import type { OutboundMessage } from '../../../src/chat/message.ts';
import { HOUR_MS } from '../../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';
import { makeOutbox, makePlan } from '../../support/make-plan.ts';
import { MONDAY_9, makePolicy } from '../../support/make-ticket.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

interface Mouth {
  sender: Sender;
  said: OutboundMessage[];
  timer: HandTimer;
  /** From now on nothing comes back from the network, as when the process dies while sending. */
  die(): void;
}

interface Kind {
  limits?: SendingLimits;
  idempotent?: boolean;
}

describeOnEachDatabase('a sender on a real outbox', (database) => {
  let store: Store;
  let now: number;
  beforeEach(async () => {
    store = await database.open();
    now = MONDAY_9;
  });

  function mouth(kind: Kind = {}, given: { on?: Store; share?: Share; timer?: HandTimer } = {}): Mouth {
    const { on = store, share = shareAlone(['playground']), timer = createHandTimer() } = given;
    const said: OutboundMessage[] = [];
    let dead = false;
    const sender = createSender({
      outbox: on.outbox,
      chats: [
        {
          network: 'playground',
          ...kind,
          start: async () => {},
          stop: async () => {},
          send: async (message) => {
            said.push(message);
            if (dead) await new Promise(() => {});
            return { remoteId: `r-${message.key}` };
          },
        },
      ],
      share,
      clock: { now: () => now },
      calendar: makePolicy().calendar,
      timer,
      random: () => 0,
      log: quiet,
      meter: noMeter,
      onBudgetSpent: () => {},
      isAway: () => false,
    });
    const die = () => {
      dead = true;
    };
    return { sender, said, timer, die };
  }

  async function commit(...rows: readonly (Partial<OutboxRecord> & { key: string })[]): Promise<void> {
    const outbox = rows.map((row) =>
      makeOutbox(0, { text: row.key, notBefore: now, createdAt: now, ...row }),
    );
    expect(await store.commit(makePlan({ outbox }))).toBe('committed');
  }

  async function speak({ sender, said }: Mouth): Promise<string[]> {
    await sender.poll();
    await sender.idle();
    return said.map((message) => message.text);
  }

  test('what is put off to the next morning lets urgent rows of its chat pass, and is no attempt', async () => {
    const limits = { overall: [], perChat: [], perDay: 2 };
    await commit({ key: 'a', chatId: 'other' }, { key: 'b' }, { key: 'c', urgent: true });
    const first = mouth({ limits });
    expect((await speak(first)).toSorted()).toEqual(['a', 'c']);
    await commit({ key: 'd' }, { key: 'e', urgent: true });
    expect(await speak(mouth({ limits: { ...limits, perDay: 3 } }))).toEqual(['e']);
    now = MONDAY_9 + 23 * HOUR_MS;
    const rows = await store.outbox.ready(now, 10);
    expect(rows).toMatchObject([
      { key: 'b', attempts: 0 },
      { key: 'd', attempts: 0 },
    ]);
  });

  test('joined rows are one message of the day’s budget, whoever counts', async () => {
    const joining = { overall: [], perChat: [], joins: true, perDay: 100 };
    await commit({ key: 'a' }, { key: 'b' }, { key: 'c' });
    expect(await speak(mouth({ limits: joining, idempotent: false }))).toEqual(['a\nb\nc']);
    expect(await store.outbox.sentSince('playground', MONDAY_9)).toBe(1);
    expect(await store.outbox.ready(now, 10)).toEqual([]);
  });

  test('what a dead process may have said comes back as it went, in doubt; a picture does not', async () => {
    const kind = { limits: { overall: [], perChat: [], joins: true }, idempotent: false };
    await commit({ key: 'a' }, { key: 'b' });
    await commit({ key: 'p', text: '', picture: 'img:1.png', chatId: 'gallery' });
    const dying = mouth(kind);
    dying.die();
    await dying.sender.poll();
    await expect.poll(() => dying.said.length).toBe(2);
    now += 1000;
    await commit({ key: 'c' });
    const next = mouth(kind);
    await speak(next);
    expect(next.said).toMatchObject([{ key: 'a', text: 'a\nb', uncertain: true }, { text: 'c' }]);
    expect(await store.outbox.stuck(now, 10)).toMatchObject([
      { key: 'p', state: 'failed', error: 'uncertain' },
    ]);
  });

  test('of two processes each says the rows of its own chats, and the heir those of one that let go', async () => {
    const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
    const other = await database.open();
    const shareOf = (on: Store, owner: string, timer: HandTimer) => {
      const networks = [{ network: 'playground', exclusive: null }];
      const rest = { log: quiet, meter: noMeter, inHand: () => false, changed: () => {} };
      return createShare({ leases: on.leases, owner, networks, timer, ...rest });
    };
    const timers = [createHandTimer(), createHandTimer()] as const;
    const shares = [shareOf(store, 'one', timers[0]), shareOf(other, 'two', timers[1])] as const;
    for (const share of shares) await share.start();
    // One sees the other and lets go, then the other takes.
    for (const timer of timers) {
      timer.advance(3000);
      await expect.poll(() => timer.waiting()).toBe(2);
    }
    const mouths = [
      mouth({}, { share: shares[0], timer: timers[0] }),
      mouth({}, { on: other, share: shares[1], timer: timers[1] }),
    ] as const;
    await commit(...keys.map((key) => ({ key, chatId: `chat-${key}` })));
    const said = [await speak(mouths[0]), await speak(mouths[1])] as const;
    expect([...said[0], ...said[1]].toSorted()).toEqual(keys.toSorted());
    expect(Math.min(said[0].length, said[1].length)).toBeGreaterThan(0);

    await commit(...keys.map((key) => ({ key: `${key}-again`, chatId: `chat-${key}` })));
    await shares[0].stop();
    timers[1].advance(3000);
    await expect.poll(() => shares[1].mine().networks[0]?.lanes).toBe('all');
    expect(await speak(mouths[0])).toHaveLength(said[0].length);
    expect(await speak(mouths[1])).toHaveLength(said[1].length + keys.length);
  });
});
