import { describe, expect, test } from 'vitest';
import { translationOf, withIdentities } from '../../../src/app/networks/identities.ts';
import type { ChatEvent, InboundMessage, OutboundMessage } from '../../../src/chat/message.ts';
import { makeMessage } from '../../support/make-message.ts';
import { receiverOf } from '../../support/receiver.ts';
import { createRemoteEdge } from '../../support/remote-edge.ts';

const translation = translationOf([
  { what: 'room', canonicalId: 'old-room', currentId: 'new-room' },
  { what: 'account', canonicalId: 'old-li', currentId: 'new-li' },
]);

function outbound(overrides: Partial<OutboundMessage>): OutboundMessage {
  const nothing = { replyTo: null, mentions: [], ticketId: null };
  return { key: 'k', network: 'west', chatId: 'old-room', text: '好', ...nothing, ...overrides };
}

async function edge() {
  const remote = createRemoteEdge('west');
  const heard: InboundMessage[] = [];
  const events: ChatEvent[] = [];
  const chat = withIdentities(remote.chat, translation);
  await chat.start(
    receiverOf({
      message: async (message) => void heard.push(message),
      event: async (event) => void events.push(event),
    }),
  );
  return { remote, chat, heard, events };
}

describe('an edge whose ids have changed', () => {
  test('hears under the ids that were bound', async () => {
    const { remote, heard } = await edge();
    await remote.hear(makeMessage({ chatId: 'new-room', senderId: 'new-li', mentions: ['new-li', 'x'] }));
    await remote.hear(makeMessage({ chatId: 'dm:new-li', senderId: 'new-li', replyTo: 'new-room' }));
    expect(heard).toMatchObject([
      { chatId: 'old-room', senderId: 'old-li', mentions: ['old-li', 'x'] },
      { chatId: 'dm:old-li', senderId: 'old-li', replyTo: 'new-room' },
    ]);
  });

  test('speaks under those that the network has now', async () => {
    const { remote, chat } = await edge();
    await chat.send(outbound({ key: 'a', mentions: ['old-li', 'x'] }));
    await chat.send(outbound({ key: 'b', chatId: 'dm:old-li' }));
    await chat.send(outbound({ key: 'c', chatId: 'elsewhere' }));
    expect(remote.said()).toMatchObject([
      { chatId: 'new-room', mentions: ['new-li', 'x'] },
      { chatId: 'dm:new-li' },
      { chatId: 'elsewhere' },
    ]);
  });

  test('reads the history of the room as it is called now', async () => {
    const { remote, chat } = await edge();
    remote.history.set('new-room', [makeMessage({ chatId: 'new-room', senderId: 'new-li' })]);
    const read: InboundMessage[] = [];
    for await (const message of chat.history?.('old-room', 0) ?? []) read.push(message);
    expect(remote.reads).toEqual([{ chatId: 'new-room', since: 0 }]);
    expect(read).toMatchObject([{ chatId: 'old-room', senderId: 'old-li' }]);
  });

  test('tells what happens under the ids that were bound', async () => {
    const { remote, events } = await edge();
    const head = { network: 'west', eventId: 'e', chatId: 'new-room', at: 0 };
    const members = [{ accountId: 'new-li', name: '李梅' }];
    await remote.event({ ...head, type: 'bot-joined', chatName: '群', byId: 'new-li' });
    await remote.event({ ...head, type: 'bot-joined', chatName: '群', byId: null });
    await remote.event({ ...head, type: 'member-left', members });
    await remote.event({ ...head, type: 'recalled', messageId: 'new-room' });
    expect(events).toMatchObject([
      { chatId: 'old-room', byId: 'old-li' },
      { byId: null },
      { members: [{ accountId: 'old-li', name: '李梅' }] },
      { chatId: 'old-room', messageId: 'new-room' },
    ]);
  });

  test('keeps what else it can do, and does not pretend to do more', async () => {
    const { history, ...without } = createRemoteEdge('west').chat;
    expect(withIdentities({ ...without, cards: true, idempotent: false }, translation)).toMatchObject({
      cards: true,
      idempotent: false,
    });
    expect(withIdentities(without, translation).history).toBeUndefined();
    expect(history).toBeDefined();
  });
});
