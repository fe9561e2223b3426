import { PassThrough } from 'node:stream';
import { createConsoleChat } from '../../src/chat/console/adapter.ts';
import { createPlaygroundChat } from '../../src/chat/playground/edge.ts';
import { createHub } from '../../src/chat/playground/hub.ts';
import { createSimulator } from '../../src/chat/simulator/group.ts';
import { chatContract, type EdgeUnderTest } from '../contracts/chat.contract.ts';

const NOON = Date.parse('2026-06-03T12:00:00+08:00');
const rooms = ['owners', 'work'] as const;
const clock = { now: () => NOON };

chatContract('playground', async (): Promise<EdgeUnderTest> => {
  const hub = createHub('test');
  const chat = createPlaygroundChat({ clock, hub });
  const seen: { room: string; text: string }[] = [];
  hub.subscribe(
    ({ event }) => {
      if (event.type === 'message' && event.entry.fromBot)
        seen.push({ room: event.chatId, text: event.entry.text });
    },
    () => {},
  );
  let ids = 0;
  return {
    chat,
    rooms,
    can: { reply: true, pictures: true },
    seen: () => seen,
    personSays: ({ room, text, replyTo = null, images = [] }) =>
      chat.say(
        {
          network: 'playground',
          messageId: `p${++ids}`,
          chatId: room,
          chatKind: 'group',
          senderId: 'zhang',
          senderName: '张阿姨',
          text,
          images,
          replyTo,
          mentionsBot: false,
          mentions: [],
          sentAt: NOON,
        },
        text,
      ),
  };
});

chatContract('simulator', async (): Promise<EdgeUnderTest> => {
  const simulator = createSimulator({ at: NOON });
  const zhang = simulator.member('zhang', '张阿姨');
  return {
    chat: simulator.chat,
    rooms,
    can: { reply: true, pictures: true },
    seen: () => simulator.said().map((line) => ({ room: line.chatId, text: line.text })),
    personSays: async ({ room, text, replyTo, images = [] }) => {
      await zhang.says(room, text, { images, ...(replyTo === undefined ? {} : { replyTo }) });
    },
  };
});

chatContract('console', async (): Promise<EdgeUnderTest> => {
  const input = new PassThrough();
  let shown = '';
  let ids = 0;
  const heard = new Set<string>();
  const chat = createConsoleChat({
    input,
    output: { write: (text) => (shown += text) },
    clock,
    people: [{ id: 'zhang', name: '张阿姨', label: '居民', rooms }],
    rooms: rooms.map((id) => ({ id, name: id })),
    newId: () => `c${++ids}`,
    runTo: async () => {},
    quit: () => {},
  });
  return {
    chat: {
      ...chat,
      start: (receiver) =>
        chat.start({
          ...receiver,
          message: async (message) => {
            await receiver.message(message);
            heard.add(message.messageId);
          },
        }),
    },
    rooms,
    can: { reply: false, pictures: false },
    seen: () =>
      [...shown.matchAll(/【(\w+)】邻里:(.*)/g)].map(([, room = '', text = '']) => ({ room, text })),
    // The terminal takes lines in order: the answer to a mistyped order shows that all before it are done.
    personSays: ({ text }) => typed(input, text, () => shown),
  };
});

async function typed(input: PassThrough, text: string, shown: () => string): Promise<void> {
  const before = shown().length;
  input.write(`${text}\n/done\n`);
  for (let turn = 0; turn < 50 && !shown().slice(before).includes('/done'); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
