import { COMMANDS } from '../../../commands/index.ts';
import { ChatError } from '../../../src/app/errors.ts';
import { createLinli } from '../../../src/app/linli.ts';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import type { FakeLark } from '../fake-lark/server.ts';
import { noLog, openOrFail } from '../scratch.ts';
import type { Deed } from './people.ts';

/**
 * A bot took these reports in a while ago, and died before it could say a word or look at the clock: rows wait to be said and
 * reminders are due.
 */
export async function takenInBefore(
  reports: readonly Deed[],
  { url, policy, lark }: { url: string; policy: string; lark: FakeLark },
): Promise<void> {
  const loaded = await loadPolicy(policy);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const store = await openOrFail(url);
  let now = 0;
  const linli = createLinli({
    store,
    clock: { now: () => now },
    log: noLog,
    policy: loaded.policy,
    commands: COMMANDS,
    sentences,
    newCode: () => '493026',
    chats: [
      {
        network: 'lark',
        cards: true,
        start: async () => {},
        stop: async () => {},
        send: () => Promise.reject(new ChatError('unreachable')),
        edit: () => Promise.reject(new ChatError('unreachable')),
      },
    ],
  });
  for (const { id } of reports) {
    const message = lark.world.messages.get(id);
    if (!message) throw new Error(`no message ${id}`);
    now = message.at;
    await linli.receive({
      network: 'lark',
      messageId: id,
      chatId: message.chatId,
      chatKind: 'group',
      senderId: message.openId,
      senderName: '邻居',
      text: JSON.parse(message.content).text,
      images: [],
      replyTo: null,
      mentionsBot: false,
      mentions: [],
      sentAt: now,
    });
  }
  await linli.stop();
  await store.close();
}
