import type { Chat, ChatRoute, Receiver, SendingLimits } from '../../app/ports.ts';
import { realTimer, type Timer } from '../../app/timer.ts';
import { within } from '../../app/within.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';
import type { EdgeParts } from '../network.ts';
import { createLarkApi, type LarkApi } from './api.ts';
import { type ConnectionPaces, createConnection, type LarkConnection } from './connection.ts';
import { createLarkFiles } from './files.ts';
import { createHistory } from './history.ts';
import { createIntake, type Intake } from './intake.ts';
import { createMembers } from './members.ts';
import { type BotSelf, EVENT_TYPES } from './normalise.ts';
import { createLarkPictures } from './pictures.ts';
import { createPrivateChats } from './private-chats.ts';
import { createLarkSdk, type LarkSdk } from './sdk.ts';
import { learnSelf } from './self.ts';
import type { LarkSettings } from './settings.ts';
import { createSpeaking } from './speaking.ts';
import { createWebhook } from './webhook.ts';

export interface LarkChatOptions {
  settings: LarkSettings;
  parts: Omit<EdgeParts, 'policy'>;
  timer?: Timer;
  paces?: Partial<ConnectionPaces>;
  /** Of every HTTP call. */
  timeoutMs?: number;
  /** How long a first message waits for its sender's name, for tests. */
  namePatienceMs?: number;
  /** Between pages of history, for tests. */
  historyEveryMs?: number;
}

/** Lark gives 5 a second for a group, shared by all bots in it, and 50 a second and 1000 a minute for the app: a little less. */
const LIMITS: SendingLimits = {
  overall: [
    { count: 40, perMs: SECOND_MS },
    { count: 900, perMs: MINUTE_MS },
  ],
  perChat: [{ count: 4, perMs: SECOND_MS }],
  sharedByProcesses: true,
};
const TIMEOUT_MS = 10 * SECOND_MS;
/** Lark pushes again for about seven hours, and then never. */
const REREAD_MS = 6 * HOUR_MS;
/** At the end nobody waits longer for lists of names. */
const FAREWELL_MS = SECOND_MS;

/** Lark as an edge: over the long connection, or by webhook. */
export function createLarkChat(options: LarkChatOptions): Chat {
  const { settings, parts, timer = realTimer, timeoutMs = TIMEOUT_MS, historyEveryMs } = options;
  const { clock, log, meter } = parts;
  const sdk = createLarkSdk({ ...settings, appSecret: settings.appSecret.reveal(), log, timeoutMs });
  const api = createLarkApi(sdk, { timeoutMs });
  const bot: BotSelf = { openId: null };
  const members = createMembers({ api, clock, log, patienceMs: options.namePatienceMs });
  const pictures = createLarkPictures({ api, pictures: parts.pictures });
  const files = createLarkFiles({ api, pictures: parts.pictures });
  const privateChats = createPrivateChats();
  const ears = createEars({ ...options, timer });
  return {
    network: 'lark',
    limits: LIMITS,
    cards: true,
    ...createSpeaking({ api, members, pictures, files }),
    history: createHistory({
      api,
      bot,
      remoteChat: privateChats.remoteOf,
      named: members.named,
      onUnknown: () => meter.count('events_unknown', { network: 'lark' }),
      ...(historyEveryMs === undefined ? {} : { everyMs: historyEveryMs }),
    }),
    // A line that is down is noticed; who calls from outside and does not get through is not.
    ...(settings.mode === 'webhook' ? { rereadEveryMs: REREAD_MS } : {}),
    picture: pictures.fetch,
    routes: ears.routes,
    async start(receiver) {
      const intake = createIntake({ bot, members, privateChats, receiver, meter, timer });
      ears.open({ sdk, api, bot, receiver, intake });
    },
    async stop() {
      await ears.close();
      await within(FAREWELL_MS, members.settled());
    },
  };
}

interface Opened {
  sdk: LarkSdk;
  api: LarkApi;
  bot: BotSelf;
  receiver: Receiver;
  intake: Intake;
}

interface Ears {
  routes: readonly ChatRoute[];
  open(opened: Opened): void;
  close(): Promise<void>;
}

function createEars(options: LarkChatOptions & { timer: Timer }): Ears {
  const { settings, parts, timer, paces } = options;
  let intake: Intake | null = null;
  let connection: LarkConnection | null = null;
  let forgetSelf = () => {};
  const take = async (event: unknown) => {
    if (!intake) throw new Error('not started: to be brought again');
    await intake.take(event);
  };
  const byWebhook = settings.mode === 'webhook';
  const { clock, log, meter } = parts;
  const webhook = byWebhook ? createWebhook({ ...keysOf(settings), clock, meter, timer, take }) : null;
  return {
    routes: webhook ? [webhook] : [],
    open({ sdk, api, bot, receiver, intake: opened }) {
      intake = opened;
      const report = byWebhook ? receiver.status : () => {};
      forgetSelf = learnSelf({ api, bot, report, timer });
      if (byWebhook) return;
      const handlers = Object.fromEntries(EVENT_TYPES.map((type) => [type, take]));
      const onStatus = receiver.status;
      connection = createConnection({ sdk, handlers, onStatus, log, meter, timer, paces });
      connection.start();
    },
    async close() {
      forgetSelf();
      await intake?.close();
      // The SDK acknowledges right after: the line is cut behind that.
      await new Promise((resolve) => setImmediate(resolve));
      connection?.stop();
    },
  };
}

function keysOf({ encryptKey, verificationToken }: LarkSettings) {
  return { encryptKey: encryptKey?.reveal() ?? '', verificationToken: verificationToken?.reveal() ?? '' };
}
