import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Connections, createWire } from './connections.ts';
import { type CallName, createFaults, type Faults } from './faults.ts';
import { createHands, type Hands } from './hands.ts';
import { createLimits, createTokens, type HttpParts, serveHttp } from './http.ts';
import { BOT_OPEN_ID, type FakeLarkOptions, settingsOf, type WebhookTarget } from './options.ts';
import { createPusher, type Pusher } from './pusher.ts';
import { createWorld, type FakeMessage, type World } from './world.ts';

export { FAULT } from './faults.ts';
export { BOT_OPEN_ID } from './options.ts';
export type { FakeMention, FakeMessage } from './world.ts';

/**
 * Lark on loopback: its HTTP interface, its long connection and its webhooks, as far as the bot uses them, for the real SDK.
 * It keeps what was said, drops repeats of a uuid for an hour, pushes again what was not acknowledged, and can go wrong
 * in every way that Lark is known to.
 */
export interface FakeLark extends Hands, Omit<Pusher, 'push' | 'stop'> {
  /** To be given to the SDK as its domain. */
  url: string;
  appId: string;
  appSecret: string;
  botOpenId: string;
  faults: Faults;
  socket: Connections;
  /** What the bot has said, each uuid once, oldest first. */
  said(): readonly SaidByBot[];
  /** How often the bot's sends got through, repeats of a uuid included. */
  sendCalls(): number;
  /** Calls so far, faulty ones included. */
  calls(name: CallName): number;
  /** Every token handed out so far is rejected from now on. */
  revokeTokens(): void;
  tokensIssued(): number;
  /** Events go there by HTTP from now on; null: over the long connection. */
  useWebhook(target: WebhookTarget | null): void;
  world: World;
  /** Cuts all lines, forgets its timers. */
  stop(): Promise<void>;
}

export interface SaidByBot extends FakeMessage {
  /** Of a text message; else its raw content. */
  text: string;
}

export async function startFakeLark(options: FakeLarkOptions = {}): Promise<FakeLark> {
  const settings = settingsOf(options);
  let webhook = options.webhook ?? null;
  const world = createWorld(settings.clock);
  const tokens = createTokens();
  const faults = createFaults();
  const wire = createWire(settings);
  const pusher = createPusher({ wire, settings, webhook: () => webhook });
  const counts = new Map<CallName, number>();
  let host = '';
  const parts: HttpParts = {
    world,
    settings,
    tokens,
    faults,
    counts,
    tooFast: createLimits(settings.limits, settings.clock),
    endpoint: (body) => wire.endpoint(body, host),
  };
  const server = createServer((request, response) => {
    serveHttp(request, response, parts).catch((error) => response.destroy(error));
  });
  server.on('upgrade', (request, line) => wire.upgrade(request, line));
  await new Promise<void>((resolve) => server.listen(settings.port, '127.0.0.1', resolve));
  // cast: a server listening on a port has such an address.
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const eventParts = {
    world,
    settings,
    get verificationToken() {
      return webhook?.verificationToken ?? '';
    },
  };
  return {
    ...createHands(eventParts, pusher),
    url: `http://${host}`,
    appId: settings.appId,
    appSecret: settings.appSecret,
    botOpenId: BOT_OPEN_ID,
    faults,
    socket: wire,
    loseAcks: pusher.loseAcks,
    hold: pusher.hold,
    release: pusher.release,
    delay: pusher.delay,
    hurry: pusher.hurry,
    lost: pusher.lost,
    world,
    said: () => [...world.messages.values()].filter(({ fromBot }) => fromBot).map(withText),
    sendCalls: () => world.sendCalls,
    calls: (name) => counts.get(name) ?? 0,
    revokeTokens: tokens.revokeAll,
    tokensIssued: () => tokens.issued,
    useWebhook(target) {
      webhook = target;
    },
    async stop() {
      pusher.stop();
      wire.refuseHandshake(null);
      wire.terminateAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function withText(message: FakeMessage): SaidByBot {
  const content: unknown = JSON.parse(message.content);
  const isText = typeof content === 'object' && content !== null && 'text' in content;
  return { ...message, text: isText ? String(content.text) : message.content };
}
