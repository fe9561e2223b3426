import { expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { ChatError } from '../../src/app/errors.ts';
import { createLinli } from '../../src/app/linli.ts';
import type { Chat } from '../../src/app/ports.ts';
import type { OutboundMessage } from '../../src/chat/message.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { describeOnEachDatabase, type TestDatabase } from '../support/databases.ts';
import { makeMessage } from '../support/make-message.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { MORNING } from './play.ts';

/** An edge that is deaf and dumb once stopped, as one whose connection is closed. */
function edgeThatCloses(said: OutboundMessage[], takes: () => Promise<void>): Chat {
  let open = false;
  return {
    network: 'playground',
    start: async () => {
      open = true;
    },
    stop: async () => {
      open = false;
    },
    send: async (message) => {
      await takes();
      if (!open) throw new ChatError('unreachable');
      said.push(message);
      return { remoteId: `r-${message.key}` };
    },
  };
}

const noFault = (_data: object, message: string): void => expect.fail(message);

async function botOn(database: TestDatabase, chat: Chat, error = noFault) {
  const store = await database.open();
  await store.saveOrganisation(SMALL_TOWN, MORNING);
  const policy = shippedPolicy();
  const log = { info: () => {}, warn: () => {}, error };
  const clock = { now: () => MORNING };
  const linli = createLinli({
    ...{ store, clock, log, policy, chats: [chat] },
    ...{ commands: COMMANDS, sentences, newCode: () => '493026' },
  });
  await linli.start();
  return { linli, store };
}

const REPORT = makeMessage({
  chatId: 'yanguang-res',
  senderId: 'zhang',
  text: '3号楼2单元电梯坏了,老人下不来',
});

describeOnEachDatabase('being asked to stop', (database) => {
  test('what is decided is said before the line is closed', async () => {
    const said: OutboundMessage[] = [];
    // Slower than the stop: whoever closes the line first says nothing.
    const chat = edgeThatCloses(said, () => new Promise((resolve) => setImmediate(resolve)));
    const { linli, store } = await botOn(database, chat);
    const taken = linli.receive(REPORT);
    await linli.stop();
    await taken;
    expect(said.length).toBeGreaterThan(1);
    const health = await store.health();
    expect(health).toMatchObject({ tickets: 1, outboxWaiting: 0, outboxSent: said.length });
  });

  test('a database that fails meanwhile keeps no edge open', async () => {
    const said: OutboundMessage[] = [];
    const closing = edgeThatCloses(said, async () => {});
    const showing: Chat = { ...closing, cards: true, edit: async () => {} };
    const faults: string[] = [];
    const { linli, store } = await botOn(database, showing, (_data, message) => void faults.push(message));
    await linli.receive(REPORT);
    store.cards.stale = () => Promise.reject(new Error('Connection terminated unexpectedly'));
    await linli.stop();
    const late = { key: 'late', network: 'playground', chatId: 'yanguang-res', text: '晚了', replyTo: null };
    await expect(closing.send({ ...late, mentions: [], ticketId: null })).rejects.toThrow('unreachable');
    expect(faults).toContain('what was decided is said after the next start');
  });
});
