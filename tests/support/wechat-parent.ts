/**
 * A bot over WeChat in a process of its own, for tests that kill it.
 * Usage: wechat-parent.ts DATABASE_URL GATEWAY FOLDER
 */
import { COMMANDS } from '../../commands/index.ts';
import { createLinli } from '../../src/app/linli.ts';
import { noMeter } from '../../src/app/meter.ts';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { createWechatChat } from '../../src/chat/wechat/edge.ts';
import type { Launch } from '../../src/chat/wechat/link.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { launchApart, SHORT } from './fake-wechat/edge.ts';
import { noLog, openOrFail } from './scratch.ts';

export type FromParent =
  | { type: 'child-told'; lineId: string; spooled: boolean }
  | { type: 'took'; messageId: string; late: boolean }
  | { type: 'connected' }
  | { type: 'stopped' };

const tell = (said: FromParent) => void process.send?.(said, () => {});

async function main(): Promise<void> {
  const [url = '', endpoint = '', home = ''] = process.argv.slice(2);
  const policy = await loadPolicy('policies/default.yaml');
  if (!policy.ok) throw new Error('the policy has faults');
  const apart = launchApart({ endpoint, home });
  const launch: Launch = ({ hear, ended }) =>
    apart({
      ended,
      hear(event) {
        if (event.type === 'line' && !event.line.own) {
          tell({ type: 'child-told', lineId: event.line.id, spooled: event.spooled ?? false });
        }
        hear(event);
      },
    });
  const clock = { now: () => Date.now() };
  const pictures = { save: async () => null, read: async () => null };
  const edge = { clock, log: noLog, meter: noMeter, pictures };
  // Long enough that a kill surely finds lines that are held.
  const chat = createWechatChat({ launch, times: { ...SHORT, holdMs: 300 }, edge });
  const linli = createLinli({
    store: await openOrFail(url),
    clock,
    log: noLog,
    policy: policy.policy,
    commands: COMMANDS,
    sentences,
    newCode: () => '123456',
    chats: [
      {
        ...chat,
        start: (receiver) =>
          chat.start({
            ...receiver,
            async message(message) {
              await receiver.message(message);
              tell({ type: 'took', messageId: message.messageId, late: message.late ?? false });
            },
            status(status) {
              if (status.state === 'connected') tell({ type: 'connected' });
              receiver.status(status);
            },
          }),
      },
    ],
  });
  await linli.start();
  process.on('message', () => void linli.stop().then(() => tell({ type: 'stopped' })));
}

await main();
