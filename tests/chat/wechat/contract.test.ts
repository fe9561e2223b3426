import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chat } from '../../../src/app/ports.ts';
import type { Launch } from '../../../src/chat/wechat/link.ts';
import { chatContract, type EdgeUnderTest } from '../../contracts/chat.contract.ts';
import { edgeOver, launchApart, launchHere } from '../../support/fake-wechat/edge.ts';
import { freePort, startGateway } from '../../support/fake-wechat/gateway.ts';
import { handsOf } from '../../support/fake-wechat/hands.ts';
import { RepairedMock } from '../../support/fake-wechat/puppet.ts';
import { ROOMS } from '../../support/fake-wechat/world.ts';
import { until } from '../../support/until.ts';

chatContract('wechat, puppet in process', async () => {
  const puppet = new RepairedMock();
  return underTest(
    puppet,
    launchHere(() => puppet),
    async () => {},
  );
});

chatContract('wechat, over gRPC and a process of its own', async () => {
  const puppet = new RepairedMock();
  const gateway = await startGateway(puppet, await freePort());
  const home = mkdtempSync(join(tmpdir(), 'linli-wechat-'));
  return underTest(puppet, launchApart({ endpoint: gateway.endpoint, home }), () => gateway.stop());
});

const DASHES = '- - - - - - - - - - - - - - -';

function underTest(puppet: RepairedMock, launch: Launch, end: () => Promise<void>): EdgeUnderTest {
  const edge = edgeOver(launch);
  const hands = handsOf(puppet);
  const handed = new Set<string>();
  let begun = Date.now() - 60_000;
  let stopped = false;
  const chat: Chat = {
    ...edge.chat,
    async start(receiver) {
      await edge.chat.start({
        ...receiver,
        message: async (message) => {
          await receiver.message(message);
          handed.add(message.messageId);
        },
        status: (status) => void edge.statuses.push(status),
      });
      await until('log-in', () => edge.statuses.some(({ state }) => state === 'connected'), {
        withinMs: 30_000,
      });
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await edge.chat.stop();
      await end();
    },
  };
  return {
    chat,
    rooms: ROOMS,
    can: { reply: true, pictures: true },
    seen: () => puppet.world.seen,
    refuse: () => hands.set({ failSends: 1 }),
    async personSays({ room, text, replyTo, images: [image] = [] }) {
      if (stopped) throw new Error('nobody listens');
      begun += 1;
      const quoted = replyTo === undefined ? '' : quote(puppet.world.messages.get(replyTo)?.text ?? '');
      const picture = image === undefined ? {} : { picture: new TextEncoder().encode(image) };
      const id = hands.says({ room, text: `${quoted}${text}`, atMs: begun, ...picture });
      await until(`「${text}」 to be handed on`, () => handed.has(id));
    },
  };
}

function quote(text: string): string {
  return `「邻里：${text}」\n${DASHES}\n`;
}
