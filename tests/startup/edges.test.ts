import { expect, test } from 'vitest';
import { z } from 'zod';
import { noMeter } from '../../src/app/meter.ts';
import type { Chat } from '../../src/app/ports.ts';
import type { EdgeParts, NetworkDefinition } from '../../src/chat/network.ts';
import { openEdges } from '../../src/startup/edges.ts';
import { makePolicy } from '../support/make-ticket.ts';
import { noLog } from '../support/scratch.ts';

const PICTURE = new Uint8Array([1, 2, 3]);

/** A network that does nothing but what is given. */
function network(name: string, open: (parts: EdgeParts) => Partial<Chat>): NetworkDefinition {
  return {
    network: name,
    name,
    settings: z.object({}),
    secrets: [],
    faults: () => [],
    read: () => ({}),
    open: async (_settings, parts) => ({
      network: name,
      start: async () => {},
      send: async () => ({ remoteId: 'r' }),
      stop: async () => {},
      ...open(parts),
    }),
    probe: async () => [],
  };
}

function opened(...definitions: NetworkDefinition[]): Promise<readonly Chat[]> {
  return openEdges({
    networks: definitions.map((definition) => ({ definition, settings: {} })),
    clock: { now: () => 0 },
    log: noLog,
    meter: noMeter,
    pictures: { save: async () => null, read: async () => null },
    policy: makePolicy(),
    folder: 'data',
  });
}

test('an edge shows a picture that another network holds, whichever is opened first', async () => {
  const shown: (Uint8Array | null)[] = [];
  const shows = network('shows', ({ pictures }) => ({
    send: async ({ picture }) => {
      shown.push(picture ? await pictures.read(picture) : null);
      return { remoteId: 'r' };
    },
  }));
  const holds = network('holds', () => ({
    picture: async (reference) => (reference === 'holds:m/1' ? PICTURE : null),
  }));
  const message = { key: 'k', chatId: 'c', text: '', replyTo: null, mentions: [], ticketId: null };
  for (const definitions of [
    [shows, holds],
    [holds, shows],
  ]) {
    const edge = (await opened(...definitions)).find((one) => one.network === 'shows');
    await edge?.send({ ...message, network: 'shows', picture: 'holds:m/1' });
  }
  expect(shown).toEqual([PICTURE, PICTURE]);
});

test('one that cannot be opened is a state, and its messages wait', async () => {
  const lame = network('lame', () => {
    throw new Error('no such account');
  });
  const [edge] = await opened(lame);
  const states: unknown[] = [];
  await edge?.start({
    message: async () => {},
    event: async () => {},
    status: (status) => void states.push(status),
  });
  expect(states).toEqual([{ state: 'down', reason: 'crashed', detail: 'no such account' }]);
  const message = { key: 'k', network: 'lame', chatId: 'c', text: '', replyTo: null, mentions: [] };
  await expect(edge?.send({ ...message, ticketId: null })).rejects.toMatchObject({ retryable: true });
});
