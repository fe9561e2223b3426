import { fileURLToPath } from 'node:url';
import { noMeter } from '../../../src/app/meter.ts';
import type { Chat, LinkStatus } from '../../../src/app/ports.ts';
import type { ChatEvent, InboundMessage, OutboundMessage } from '../../../src/chat/message.ts';
import { createChild } from '../../../src/chat/wechat/child.ts';
import { createWechatChat } from '../../../src/chat/wechat/edge.ts';
import { createHandover } from '../../../src/chat/wechat/handover.ts';
import { type Launch, launchProcess } from '../../../src/chat/wechat/link.ts';
import { CHILD_COMMAND, CHILD_EVENT, type ChildEvent } from '../../../src/chat/wechat/protocol.ts';
import { botOf, createClient } from '../../../src/chat/wechat/sdk.ts';
import type { WechatTimes } from '../../../src/chat/wechat/times.ts';
import { until } from '../until.ts';
import { TOKEN } from './gateway.ts';
import type { RepairedMock } from './puppet.ts';

/** What a test would wait for is short; what must not run out on a busy machine is long. */
export const SHORT: Partial<WechatTimes> = {
  loginMs: 12_000,
  silenceMs: 20_000,
  deafMs: 12_000,
  debounceMs: 50,
  backoffMs: 50,
  backoffMostMs: 200,
  sendMs: 5000,
  echoMs: 1500,
  pieceMs: 0,
  holdMs: 20,
  lookMs: 30,
};

const noSpool = { read: () => ({ lines: [], fault: null }), write: () => {}, remove: () => {} };

/** The account's side within this process: the same code as in its own, over a puppet made here. */
export function launchHere(puppet: () => RepairedMock): Launch {
  return ({ hear, ended }) => {
    let over = false;
    const end = () => {
      if (!over) ended('killed');
      over = true;
    };
    const tell = (event: ChildEvent) => {
      if (!over) hear(CHILD_EVENT.parse(structuredClone(event)));
    };
    const times = { aliveMs: 50, lookUpMs: 1, pictureMs: 500, graceMs: 1, orphanMs: 500 };
    const handover = createHandover(noSpool);
    const client = createClient(botOf(puppet()));
    const child = createChild({ client, tell, secrets: [TOKEN], times, handover });
    void child.start();
    return {
      tell(given) {
        const command = CHILD_COMMAND.parse(structuredClone(given));
        if (command.type === 'stop') void child.stop().finally(end);
        else child.obey(command);
      },
      kill: () => void child.stop().finally(end),
    };
  };
}

/** How a process of this checkout is called. */
export const ENTRY = {
  file: fileURLToPath(new URL('../../../src/cli/linli.ts', import.meta.url)),
  execArgv: ['--import', import.meta.resolve('tsx')],
};

/** The account's side in a process of its own, over the real service puppet. */
export function launchApart(given: { endpoint: string; home: string; token?: string }): Launch {
  return launchProcess({
    puppet: 'wechaty-puppet-service',
    environment: {
      WECHATY_PUPPET_SERVICE_ENDPOINT: given.endpoint,
      WECHATY_PUPPET_SERVICE_TOKEN: given.token ?? TOKEN,
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    },
    secrets: [given.token ?? TOKEN],
    folder: given.home,
    entry: ENTRY,
  });
}

/** An edge with everything it hands on. */
export interface Heard {
  chat: Chat;
  messages: InboundMessage[];
  events: ChatEvent[];
  statuses: LinkStatus[];
  warnings: object[];
  counts: string[];
  /** Starts, and resolves when logged in. */
  begin(): Promise<void>;
  /** Resolves at the next log-in after those so far. */
  again(): Promise<void>;
}

const encoder = new TextEncoder();

export function edgeOver(launch: Launch, times: Partial<WechatTimes> = {}): Heard {
  const heard = {
    messages: [] as InboundMessage[],
    events: [] as ChatEvent[],
    statuses: [] as LinkStatus[],
    warnings: [] as object[],
    counts: [] as string[],
  };
  const note = (data: object) => void heard.warnings.push(data);
  const chat = createWechatChat({
    launch,
    times: { ...SHORT, ...times },
    random: () => 0.5,
    edge: {
      clock: { now: () => Date.now() },
      log: { info: () => {}, warn: note, error: note },
      meter: { ...noMeter, count: (name) => void heard.counts.push(name) },
      // A picture that consists of its own reference.
      pictures: {
        save: async (bytes) => new TextDecoder().decode(bytes),
        read: async (reference) => encoder.encode(reference),
        file: async (reference) => ({ name: '排名.xlsx', bytes: encoder.encode(reference) }),
      },
    },
  });
  const logins = () => heard.statuses.filter(({ state }) => state === 'connected').length;
  return {
    ...heard,
    chat,
    async begin() {
      await chat.start({
        message: async (message) => void heard.messages.push(message),
        event: async (event) => void heard.events.push(event),
        status: (status) => void heard.statuses.push(status),
      });
      await until('the first log-in', () => logins() > 0);
    },
    async again() {
      const before = logins();
      await until('the next log-in', () => logins() > before, { withinMs: 60_000 });
    },
  };
}

export function outbound(chatId: string, text: string, rest: Partial<OutboundMessage> = {}): OutboundMessage {
  const key = rest.key ?? crypto.randomUUID();
  return { network: 'wechat', chatId, text, replyTo: null, mentions: [], ticketId: null, ...rest, key };
}
