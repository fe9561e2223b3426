/**
 * A bot in a process of its own, for tests that kill it. The parent is the network: it sends messages until they
 * are acknowledged and remembers by key what was said.
 * Usage: bot-process.ts DATABASE_URL
 */
import { COMMANDS } from '../../commands/index.ts';
import { createLinli } from '../../src/app/linli.ts';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import type { InboundMessage, OutboundMessage } from '../../src/chat/message.ts';
import { openStore } from '../../src/store/store.ts';
import { sentences } from '../../src/text/zh-cn.ts';

export type ToBot =
  | { type: 'message'; message: InboundMessage }
  | { type: 'taken'; key: string }
  | { type: 'flush' };
export type FromBot =
  | { type: 'ready' }
  | { type: 'flushed' }
  | { type: 'acknowledged'; messageId: string }
  | { type: 'says'; message: OutboundMessage };

const log = {
  info: () => {},
  warn: () => {},
  error: (data: object, text: string) => process.stderr.write(`${text} ${JSON.stringify(data)}\n`),
};

async function main(): Promise<void> {
  const url = process.argv[2] ?? '';
  const opened = await openStore({ url, log });
  const policy = await loadPolicy('policies/default.yaml');
  if (!opened.ok || !policy.ok) throw new Error('the bot could not start');
  const taken = new Map<string, () => void>();
  const tell = (said: FromBot) => process.send?.(said);
  const linli = createLinli({
    store: opened.store,
    clock: { now: () => Date.now() },
    log,
    policy: policy.policy,
    commands: COMMANDS,
    sentences,
    newCode: () => '123456',
    chats: [
      {
        network: 'playground',
        start: async ({ message: receive }) => {
          process.on('message', (told: ToBot) => {
            if (told.type === 'taken') return taken.get(told.key)?.();
            if (told.type === 'flush') return void linli.flush().then(() => tell({ type: 'flushed' }));
            void receive(told.message).then(() =>
              tell({ type: 'acknowledged', messageId: told.message.messageId }),
            );
          });
        },
        send: (message) =>
          new Promise((resolve) => {
            taken.set(message.key, () => resolve({ remoteId: `r-${message.key}` }));
            tell({ type: 'says', message });
          }),
        stop: async () => {},
      },
    ],
  });
  await linli.start();
  tell({ type: 'ready' });
}

await main();
