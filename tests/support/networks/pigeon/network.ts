import { z } from 'zod';
import type { Chat } from '../../../../src/app/ports.ts';
import { Secret } from '../../../../src/app/secret.ts';
import type { NetworkDefinition } from '../../../../src/chat/network.ts';

interface PigeonSettings {
  loft: string;
  key: Secret | null;
  /** `lame`: cannot be made; `lost`: cannot be started; `mad`: has a bug. */
  health: string;
}

/** A network that nothing outside its folder knows of: pigeons that carry nothing. */
export const definition: NetworkDefinition<PigeonSettings> = {
  network: 'pigeon',
  name: '飞鸽',
  settings: z.object({
    PIGEON_LOFT: z
      .string()
      .regex(/^loft-/, '应以 loft- 开头')
      .optional(),
    PIGEON_KEY: z.string().min(8, '至少 8 个字').optional(),
    PIGEON_HEALTH: z.string().default('well'),
  }),
  secrets: ['PIGEON_KEY'],
  faults: (given) =>
    given['PIGEON_KEY'] && !given['PIGEON_LOFT'] ? ['设置 PIGEON_KEY 写了而 PIGEON_LOFT 没有写。'] : [],
  read: (given) =>
    given['PIGEON_LOFT']
      ? {
          loft: given['PIGEON_LOFT'],
          key: given['PIGEON_KEY'] ? new Secret(given['PIGEON_KEY']) : null,
          health: given['PIGEON_HEALTH'] ?? '',
        }
      : null,
  exclusive: ({ loft }) => `pigeon:${loft}`,
  async open({ health, loft }): Promise<Chat> {
    if (health === 'lame') throw new Error('the pigeon cannot fly');
    return {
      network: 'pigeon',
      async start({ status }) {
        if (health === 'lost') throw new Error('the pigeon did not come home');
        if (health === 'mad') setImmediate(() => void Promise.reject(new Error('the pigeon is mad')));
        status({ state: 'connected', reason: 'connected', detail: loft });
      },
      send: async ({ key }) => ({ remoteId: `feather-${key}` }),
      stop: async () => {},
      routes: [
        {
          method: 'POST',
          path: 'land',
          open: true,
          handle: async (request) => new Response(`landed: ${await request.text()}`),
        },
        { method: 'GET', path: 'login', open: false, handle: async () => new Response('the loft') },
      ],
    };
  },
  async probe({ health, loft }) {
    if (health === 'lost') throw new Error('no answer from the loft');
    return [{ state: 'ok', message: `${loft} 有鸽子。` }];
  },
};
