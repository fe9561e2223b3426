import { expect, test } from 'vitest';
import { ChatError } from '../../../src/app/errors.ts';
import { picturesAcross } from '../../../src/app/outgoing/pictures-across.ts';
import type { Chat, Pictures } from '../../../src/app/ports.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const folder: Pictures = {
  save: async () => 'img:new',
  read: async (reference) => (reference === 'img:a' ? bytes('here') : null),
};

function chat(network: string, picture?: Chat['picture']): Chat {
  return {
    network,
    start: async () => {},
    stop: async () => {},
    send: async () => ({ remoteId: '' }),
    ...(picture && { picture }),
  };
}

const lark = chat('lark', async (reference) => (reference === 'lark:m/k' ? bytes('there') : null));

test('a picture is read where it is: in the folder, or in the network that holds it', async () => {
  const opened: Chat[] = [];
  const pictures = picturesAcross(folder, () => opened);
  expect(await pictures.read('lark:m/k')).toBeNull();
  // Edges are opened one after the other: who comes later is asked too.
  opened.push(chat('wechat'), lark);
  expect(await pictures.read('lark:m/k')).toEqual(bytes('there'));
  expect(await pictures.read('lark:m/gone')).toBeNull();
  expect(await pictures.read('img:a')).toEqual(bytes('here'));
  expect(await pictures.read('wechat:x')).toBeNull();
  expect(await pictures.read('nonsense')).toBeNull();
  expect(await pictures.save(bytes('new'))).toBe('img:new');
});

test('a network that is away is no picture that is gone: it is tried again', async () => {
  const away = chat('lark', () => Promise.reject(new ChatError('unreachable')));
  await expect(picturesAcross(folder, () => [away]).read('lark:m/k')).rejects.toMatchObject({
    retryable: true,
  });
});
