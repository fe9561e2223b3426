import { beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../../src/app/errors.ts';
import { createCardRefresher, type RefresherParts } from '../../../src/app/outgoing/refresh-cards.ts';
import type { Chat, OutboxRecord, Store, TicketChange } from '../../../src/app/ports.ts';
import type { TicketCard } from '../../../src/chat/card.ts';
import type { OutboundMessage } from '../../../src/chat/message.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createHandTimer } from '../../support/hand-timer.ts';
import { changed, filedTicket, makeOutbox, makePlan } from '../../support/make-plan.ts';
import { happened, makePolicy, minutes } from '../../support/make-ticket.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { until } from '../../support/until.ts';

const card: TicketCard = {
  type: 'ticket',
  title: '#1 电梯',
  tone: 'waiting',
  text: '已受理',
  fields: [],
  actions: [],
};

/** An edge that shows cards; what is thrown is asked for each time. */
function cardChat(refuse: (remoteId: string) => Error | null = () => null) {
  const edits: { remoteId: string; message: OutboundMessage }[] = [];
  let during = async () => {};
  const chat: Chat = {
    network: 'playground',
    cards: true,
    start: async () => {},
    stop: async () => {},
    send: async ({ key }) => ({ remoteId: key }),
    edit: async (remoteId, message) => {
      edits.push({ remoteId, message });
      const error = refuse(remoteId);
      if (error) throw error;
      const act = during;
      during = async () => {};
      await act();
    },
  };
  return {
    chat,
    edits,
    titles: () => edits.map(({ remoteId, message }) => `${remoteId} ${stateOf(message)}`),
    /** Runs once, while the next card is being changed. */
    during: (act: () => Promise<void>) => {
      during = act;
    },
  };
}

function stateOf({ card: shown }: OutboundMessage): string {
  return shown?.type === 'ticket' ? (shown.fields[0]?.value ?? '') : '';
}

describeOnEachDatabase('cards of tickets that moved on', (database) => {
  const filed = filedTicket(1);
  const assigned = changed(filed.ticket, happened.assigned);
  const claimed = changed(assigned.ticket, happened.claimed);
  let store: Store;

  beforeEach(async () => {
    store = await database.open();
    await commit([filed], row('k1', 'yanguang-work'), row('k2', 'yanguang-res'));
    await store.outbox.settle(
      ['k1', 'k2'].map((key) => ({ key, state: 'sent', remoteId: `r-${key}`, at: minutes(1) })),
    );
  });

  function row(key: string, chatId: string): OutboxRecord {
    return makeOutbox(1, { key, card, ticketIds: ['t1'], chatId, roomId: `playground:${chatId}` });
  }

  async function commit(tickets: readonly TicketChange[], ...outbox: OutboxRecord[]) {
    expect(await store.commit(makePlan({ tickets, outbox }))).toBe('committed');
  }

  function refresher(chat: Chat, more: Partial<RefresherParts> = {}) {
    return createCardRefresher({
      store,
      chats: [chat],
      clock: { now: () => minutes(5) },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      policy: makePolicy(),
      sentences,
      directory: async () => indexOrganisation(SMALL_TOWN),
      ...more,
    });
  }

  const staleKeys = async () => (await store.cards.stale(9)).map(({ key }) => key);

  test('are shown anew, each for its room, and then left alone', async () => {
    const { chat, edits, titles } = cardChat();
    await commit([assigned]);
    await refresher(chat).refresh();
    expect(titles()).toEqual(['r-k1 待接单', 'r-k2 待接单']);
    const [staff, residents] = edits.map(({ message }) => message.text);
    expect(staff).toContain('梅园三号楼电梯不动了');
    expect(residents).not.toContain('梅园三号楼电梯不动了');
    await refresher(chat).refresh();
    expect(edits).toHaveLength(2);
    expect(await staleKeys()).toEqual([]);
  });

  test('that moves on while its card is being changed is shown once more: the last state stays', async () => {
    const { chat, titles, during } = cardChat();
    await commit([assigned]);
    during(() => commit([claimed]));
    await refresher(chat).refresh();
    expect(titles().slice(0, 1)).toEqual(['r-k1 待接单']);
    for (const id of ['r-k1', 'r-k2']) {
      expect(titles().findLast((title) => title.startsWith(id))).toBe(`${id} 已接单`);
    }
    expect(await staleKeys()).toEqual([]);
  });

  test('are taken up by another after a crash in the middle', async () => {
    const dying = cardChat();
    dying.during(() => Promise.reject(new Error('killed')));
    await commit([assigned]);
    await refresher(dying.chat).refresh();
    expect(await staleKeys()).toContain('k1');
    const { chat, titles } = cardChat();
    await refresher(chat).refresh();
    expect(titles()).toContain('r-k1 待接单');
    expect(await staleKeys()).toEqual([]);
  });

  test('that can no longer be changed are left as they are, and keep no other from its turn', async () => {
    const { chat, titles } = cardChat((id) => (id === 'r-k1' ? new ChatError('bad-message') : null));
    await commit([assigned]);
    await refresher(chat).refresh();
    expect(titles()).toEqual(['r-k1 待接单', 'r-k2 待接单']);
    await commit([claimed]);
    await refresher(chat).refresh();
    expect(titles().slice(2)).toEqual(['r-k2 已接单']);
  });

  test('wait where the network is away, and are asked for once a round', async () => {
    let away = true;
    const { chat, edits } = cardChat(() => (away ? new ChatError('unreachable') : null));
    const cards = refresher(chat);
    await commit([assigned]);
    await cards.refresh();
    expect(edits).toHaveLength(1);
    expect(await staleKeys()).toEqual(['k1', 'k2']);
    away = false;
    await cards.refresh();
    expect(await staleKeys()).toEqual([]);
  });

  test('where the network was away are tried again by themselves, less and less often', async () => {
    let away = true;
    const { chat, edits } = cardChat(() => (away ? new ChatError('unreachable') : null));
    const timer = createHandTimer();
    const cards = refresher(chat, { timer });
    await commit([assigned]);
    await cards.refresh();
    expect(edits).toHaveLength(1);
    const tries = async (ms: number) => {
      const before = edits.length;
      timer.advance(ms);
      await until('the next try is set', () => timer.waiting() === 1);
      return edits.length - before;
    };
    expect([await tries(1999), await tries(1)]).toEqual([0, 1]);
    expect([await tries(3999), await tries(1)]).toEqual([0, 1]);
    away = false;
    timer.advance(8000);
    await until('both are shown', () => edits.length === 5);
    await cards.stop();
    expect(await staleKeys()).toEqual([]);
    expect(timer.waiting()).toBe(0);
  });

  test('said after their ticket had moved on are looked at a moment later, once for many of them', async () => {
    const { chat, edits } = cardChat();
    const timer = createHandTimer();
    const cards = refresher(chat, { timer });
    await commit([assigned]);
    for (let said = 0; said < 5; said += 1) cards.wakeSoon();
    expect([edits.length, timer.waiting()]).toEqual([0, 1]);
    timer.advance(500);
    await cards.refresh();
    expect(edits).toHaveLength(2);
    cards.wakeSoon();
    await cards.stop();
    expect(timer.waiting()).toBe(0);
  });

  test('are given up when an error nobody knows does not end', async () => {
    const { chat, edits } = cardChat(() => new Error('what?'));
    const cards = refresher(chat);
    await commit([assigned]);
    for (let round = 0; round < 9; round += 1) await cards.refresh();
    expect(edits).toHaveLength(10);
    expect(await staleKeys()).toEqual([]);
  });

  test('are changed only when the network allows it and the chat is this process’s', async () => {
    const { chat, edits } = cardChat();
    const asked: string[] = [];
    await commit([assigned]);
    const speak = async ({ chatId }: { chatId: string }) => {
      asked.push(chatId);
      return false;
    };
    await refresher(chat, { speak }).refresh();
    expect(asked).toEqual(['yanguang-work', 'yanguang-res']);
    await refresher(chat, { mine: () => ({ networks: [] }) }).refresh();
    expect(edits).toEqual([]);
    expect(await staleKeys()).toEqual(['k1', 'k2']);
  });

  test('many calls at once are one round after the other, never two of a card at a time', async () => {
    let under = 0;
    let most = 0;
    const { chat } = cardChat();
    const edit: Chat['edit'] = async (remoteId, message) => {
      most = Math.max(most, ++under);
      await chat.edit?.(remoteId, message);
      under -= 1;
    };
    await commit([assigned]);
    const cards = refresher({ ...chat, edit });
    cards.wake();
    await Promise.all([cards.refresh(), cards.refresh(), cards.refresh()]);
    expect(most).toBe(1);
    await cards.stop();
    await commit([claimed]);
    await cards.refresh();
    expect(await staleKeys()).toEqual(['k1', 'k2']);
  });
});

describe('where no network shows cards', () => {
  test('nothing is asked of the database', async () => {
    const { chat } = cardChat();
    const { edit: _, ...plain } = chat;
    const cards = createCardRefresher({
      store: { cards: { stale: fails, shown: fails, abandon: fails }, load: fails },
      chats: [plain],
      clock: { now: () => 0 },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      policy: makePolicy(),
      sentences,
      directory: fails,
    });
    await expect(cards.refresh()).resolves.toBeUndefined();
  });
});

async function fails(): Promise<never> {
  throw new Error('asked');
}
