import type { Chat, LinkStatus, SendingLimits } from '../../app/ports.ts';
import type { EdgeParts } from '../network.ts';
import { createEar } from './ear.ts';
import { createEchoes } from './echoes.ts';
import { NETWORK } from './inbound.ts';
import type { Launch } from './link.ts';
import { createLoginPage } from './login-page.ts';
import { createRoomLooks } from './rooms.ts';
import { createSaidLately } from './said-lately.ts';
import { createSending } from './sending.ts';
import { splitText } from './split.ts';
import { createSupervisor } from './supervisor.ts';
import { WECHAT_TIMES, type WechatTimes } from './times.ts';

/** Slower than what accounts were reported banned for: one message a second and room, seconds between rooms. */
const LIMITS: SendingLimits = {
  perChat: [{ count: 1, perMs: 1000 }],
  overall: [{ count: 40, perMs: 60_000 }],
  betweenChatsMs: { min: 3000, max: 5000 },
  // Reports of restricted accounts begin at some hundreds of messages a day; a careful person writes fewer.
  perDay: 300,
  messagesOf: (text) => splitText(text).length,
  joins: true,
};

export interface WechatParts {
  edge: Pick<EdgeParts, 'clock' | 'log' | 'meter' | 'pictures'>;
  launch: Launch;
  times?: Partial<WechatTimes>;
  random?: () => number;
}

/** WeChat as a network: an account in a process of its own, kept alive from here. */
export function createWechatChat(parts: WechatParts): Chat {
  const { clock, pictures } = parts.edge;
  const times = { ...WECHAT_TIMES, ...parts.times };
  const memory = { echoes: createEchoes(() => clock.now()), recent: createSaidLately() };
  const looks = createRoomLooks(times.lookMs, (roomId) => supervisor.tell({ type: 'look', roomId }));
  const taken = (lineId: string) => void supervisor.tell({ type: 'taken', lineId });
  const ear = createEar({ ...parts.edge, ...memory, looks, taken, holdMs: times.holdMs });
  const status = createStatus(parts.edge, (now) => ear.status(now));
  const supervisor = createSupervisor({
    launch: parts.launch,
    times,
    random: parts.random ?? Math.random,
    status: status.change,
    hear: (event) => {
      if (event.type === 'sent' || event.type === 'not-sent') sending.answered(event);
      else ear.hear(event);
    },
    lost: () => sending.lost(),
  });
  const sending = createSending({
    tell: (command) => supervisor.tell(command),
    loggedIn: () => supervisor.loggedIn(),
    ...memory,
    pictures,
    times,
    now: () => clock.now(),
  });
  return {
    network: NETWORK,
    limits: LIMITS,
    idempotent: false,
    routes: [status.page],
    async start(receiver) {
      ear.open(receiver);
      supervisor.start();
    },
    send: (message) => sending.send(message),
    async stop() {
      looks.stop();
      // The account's process should still hear that it was taken.
      ear.flush();
      await supervisor.stop();
      await ear.close();
    },
  };
}

/** How the account stands, with the page on which to log in. */
function createStatus({ meter }: WechatParts['edge'], tell: (status: LinkStatus) => void) {
  let current: LinkStatus = { state: 'starting', reason: 'starting' };
  const page = createLoginPage(() => current);
  return {
    page: page.route,
    change(status: LinkStatus) {
      const isBack = status.state === 'connected' && current.state === 'down';
      if (isBack) meter.count('reconnects', { network: NETWORK });
      current = status;
      tell(status.qrcode === undefined ? status : { ...status, page: page.path });
    },
  };
}
