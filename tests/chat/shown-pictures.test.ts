import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createConsoleChat } from '../../src/chat/console/adapter.ts';
import { createPlaygroundChat } from '../../src/chat/playground/edge.ts';
import { createHub, type NumberedEvent } from '../../src/chat/playground/hub.ts';

const picture = {
  key: 'k1',
  network: 'playground',
  chatId: 'res',
  text: '',
  replyTo: null,
  mentions: [],
  ticketId: 't1',
  picture: 'img:abc.png',
};

test('the playground shows a picture of the bot as a line with a picture', async () => {
  const hub = createHub('run');
  const events: NumberedEvent['event'][] = [];
  hub.subscribe(
    ({ event }) => events.push(event),
    () => {},
  );
  await createPlaygroundChat({ clock: { now: () => 7 }, hub }).send(picture);
  expect(events).toMatchObject([
    {
      type: 'message',
      chatId: 'res',
      entry: { fromBot: true, text: '', images: ['img:abc.png'], ticketIds: ['t1'] },
    },
  ]);
});

test('a terminal says that there is one', async () => {
  const written: string[] = [];
  const chat = createConsoleChat({
    input: new PassThrough(),
    output: { write: (text) => written.push(text) },
    clock: { now: () => 7 },
    people: [{ id: 'zhang', name: '张阿姨', label: '居民', rooms: ['res'] }],
    rooms: [{ id: 'res', name: '居民群' }],
    newId: () => 'm1',
    runTo: async () => {},
    quit: () => {},
  });
  await chat.send(picture);
  await chat.send({ ...picture, key: 'k2', picture: 'report:rankings/kunlun/2026-10/1/all.xlsx' });
  expect(written).toEqual([
    '【居民群】邻里:[图片]\n',
    '【居民群】邻里:[文件,取它:npm run linli -- export ranking --month 2026-10 --out 文件名]\n',
  ]);
});
