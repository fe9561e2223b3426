import { noMeter } from '../../../src/app/meter.ts';
import type { Chat, Clock, Meter, Pictures } from '../../../src/app/ports.ts';
import { Secret } from '../../../src/app/secret.ts';
import type { ConnectionPaces } from '../../../src/chat/lark/connection.ts';
import { createLarkChat } from '../../../src/chat/lark/edge.ts';
import type { EdgeParts } from '../../../src/chat/network.ts';
import { recordedLog } from './client.ts';
import type { FakeLark } from './server.ts';

export interface LarkChatParts {
  mode?: 'long' | 'webhook';
  meter?: Meter;
  pictures?: Pictures;
  clock?: Clock;
  paces?: Partial<ConnectionPaces>;
}

export const WEBHOOK_KEYS = { encryptKey: 'the-encrypt-key', verificationToken: 'the-token' };

const NO_PICTURES: Pictures = { save: async () => null, read: async () => null };

/** The edge as the bot has it, with the real SDK, pointed at the loopback server. */
export function larkChatFor(lark: FakeLark, given: LarkChatParts = {}): Chat {
  const { mode = 'long', meter = noMeter, pictures = NO_PICTURES, clock = { now: Date.now }, paces } = given;
  const byWebhook = mode === 'webhook';
  const parts: Omit<EdgeParts, 'policy'> = { clock, log: recordedLog(), meter, pictures, folder: '' };
  return createLarkChat({
    settings: {
      appId: lark.appId,
      appSecret: new Secret(lark.appSecret),
      domain: lark.url,
      mode,
      encryptKey: byWebhook ? new Secret(WEBHOOK_KEYS.encryptKey) : null,
      verificationToken: byWebhook ? new Secret(WEBHOOK_KEYS.verificationToken) : null,
    },
    parts,
    paces: { firstRetryMs: 10, longestRetryMs: 100, patienceMs: 2000, checkEveryMs: 100, ...paces },
    timeoutMs: 3000,
    // Names are part of what is tested: a slow machine may take longer than a bot would.
    namePatienceMs: 2000,
    historyEveryMs: 1,
  });
}
