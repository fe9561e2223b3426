import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noMeter } from '../../../src/app/meter.ts';
import type { LinkStatus } from '../../../src/app/ports.ts';
import type { Timer } from '../../../src/app/timer.ts';
import {
  type ConnectionPaces,
  createConnection,
  type LarkConnection,
} from '../../../src/chat/lark/connection.ts';
import type { LarkSdk, SocketOptions } from '../../../src/chat/lark/sdk.ts';
import { apiFor, type RecordedLog, recordedLog, sdkFor } from '../../support/fake-lark/client.ts';
import { type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';
import { createHandTimer } from '../../support/hand-timer.ts';
import { until } from '../../support/until.ts';

const QUICK: ConnectionPaces = {
  pingTimeoutMs: 200,
  handshakeTimeoutMs: 100,
  patienceMs: 300,
  checkEveryMs: 20,
  firstRetryMs: 10,
  longestRetryMs: 40,
  wrongSecretRetryMs: 50,
};
const NEVER_MS = 1_000_000;

let lark: FakeLark;
let log: RecordedLog;
let statuses: LinkStatus[];
let heard: string[];
let open: LarkConnection[];
/** What the bot does with an event. */
let handle: (eventId: string) => Promise<void>;

beforeEach(async () => {
  lark = await startFakeLark({
    ackTimeoutMs: 60,
    pushAgainMs: [20, 20, 20, 20],
    // The SDK waits a whole second before it comes back by itself: longer than the supervisor does here.
    clientConfig: { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 0.05 },
  });
  log = recordedLog();
  statuses = [];
  heard = [];
  open = [];
  handle = async () => {};
});

afterEach(async () => {
  for (const connection of open) connection.stop();
  await lark.stop();
});

interface Given {
  target?: { url: string; appId: string; appSecret: string };
  timer?: Timer;
}

function connect(paces: Partial<ConnectionPaces> = {}, given: Given = {}): LarkConnection {
  const { target = lark, timer } = given;
  const take = async (event: unknown) => {
    const { event_id: eventId } = event as { event_id: string };
    heard.push(eventId);
    await handle(eventId);
  };
  const connection = createConnection({
    sdk: sdkFor(target, { log }),
    handlers: { 'im.message.receive_v1': take },
    onStatus: (status) => statuses.push(status),
    meter: noMeter,
    log,
    paces: { ...QUICK, ...paces },
    ...(timer ? { timer } : {}),
  });
  open.push(connection);
  connection.start();
  return connection;
}

const now = () => statuses.at(-1);
const isConnected = () => now()?.state === 'connected';
const connected = () => until('connected', isConnected);
const was = (reason: LinkStatus['reason']) =>
  until(`a status ${reason}`, () => statuses.some((status) => status.reason === reason));

function somebodySpeaks(text = '路灯坏了') {
  const chat = lark.addChat({ name: '一期' });
  return lark.say({ chat, from: 'ou_zhang', text });
}

describe('an event', () => {
  test('is acknowledged when it has been handled, and not before', async () => {
    let release = () => {};
    handle = () => new Promise((resolve) => (release = resolve));
    connect({ pingTimeoutMs: NEVER_MS });
    await connected();
    const said = somebodySpeaks();
    let acked = false;
    void said.outcome.then(() => (acked = true));
    await until('handled', () => heard.length > 0);
    expect(acked).toBe(false);
    handle = async () => {};
    release();
    expect(await said.outcome).toMatchObject({ acked: true });
  });

  test('that could not be handled is brought again', async () => {
    let tries = 0;
    handle = async () => {
      tries += 1;
      if (tries === 1) throw new Error('the database is away');
    };
    connect();
    await connected();
    const said = somebodySpeaks();
    expect(await said.outcome).toMatchObject({ acked: true });
    expect(heard).toEqual([said.eventId, said.eventId]);
  });

  test('whose acknowledgement was lost is brought again', async () => {
    connect();
    await connected();
    lark.loseAcks(1);
    const said = somebodySpeaks();
    expect(await said.outcome).toMatchObject({ acked: true });
    expect(said.pushes()).toBe(2);
  });

  test('comes whole, in however many pieces', async () => {
    await lark.stop();
    lark = await startFakeLark({ fragmentBytes: 100 });
    const whole: unknown[] = [];
    const connection = createConnection({
      sdk: sdkFor(lark),
      handlers: { 'im.message.receive_v1': async (event) => whole.push(event) },
      onStatus: (status) => statuses.push(status),
      meter: noMeter,
      log,
    });
    open.push(connection);
    connection.start();
    await connected();
    await somebodySpeaks('漏水'.repeat(2000)).outcome;
    expect(JSON.stringify(whole)).toContain('漏水'.repeat(2000));
  });

  test('of a type that nobody asked for is let pass', async () => {
    connect();
    await connected();
    expect(await lark.event('im.message.message_read_v1', {}).outcome).toMatchObject({ acked: true });
    expect(heard).toEqual([]);
  });
});

describe('the line', () => {
  test('that Lark closes comes back, and brings what was under way', async () => {
    handle = () => new Promise(() => {});
    connect();
    await connected();
    const said = somebodySpeaks();
    await until('handled', () => heard.length > 0);
    handle = async () => {};
    lark.socket.closeAll();
    await was('reconnecting');
    await connected();
    expect(await said.outcome).toMatchObject({ acked: true });
  });

  test('that is cut comes back', async () => {
    connect();
    await connected();
    lark.socket.terminateAll();
    await was('reconnecting');
    await connected();
    expect(await somebodySpeaks().outcome).toMatchObject({ acked: true });
  });

  test('that is half-open is noticed', async () => {
    connect({ pingTimeoutMs: 20 });
    await connected();
    lark.socket.silence(true);
    await was('reconnecting');
    lark.socket.silence(false);
    await connected();
    expect(lark.socket.made).toBeGreaterThan(1);
  });

  test('is tried again when Lark is away at the start', async () => {
    const { url } = lark;
    await lark.stop();
    connect({}, { target: { url, appId: lark.appId, appSecret: lark.appSecret } });
    await was('unreachable');
    lark = await startFakeLark({ port: Number(new URL(url).port) });
    await connected();
  });

  test.each([
    ['with data, on which the SDK gives up', { code: 1, msg: 'system busy', data: true }],
    ['without data', { code: 1000040343, msg: 'internal error' }],
    ['because there are too many lines', { code: 1000040350, msg: 'too many connections', data: true }],
  ])('is tried again when Lark names no server %s', async (_how, refusal) => {
    lark.socket.refuseEndpoint(refusal);
    connect({ patienceMs: NEVER_MS });
    await was('refused');
    expect(statuses.find(({ reason }) => reason === 'refused')?.detail).toBe(
      `${refusal.code} ${refusal.msg}`,
    );
    lark.socket.refuseEndpoint(null);
    await connected();
  });

  test.each([403, 'hang'] as const)('is tried again when the handshake is answered with %s', async (how) => {
    lark.socket.refuseHandshake(how);
    connect();
    await was('unreachable');
    lark.socket.refuseHandshake(null);
    await connected();
  });

  test('is tried again when the SDK has used up its attempts', async () => {
    await lark.stop();
    const clientConfig = { ReconnectCount: 1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 120 };
    lark = await startFakeLark({ clientConfig });
    lark.socket.refuseHandshake(403);
    connect({ patienceMs: NEVER_MS });
    await was('unreachable');
    expect(now()?.detail).toContain('exhausted');
    lark.socket.refuseHandshake(null);
    await connected();
  });

  test('is looked at, in case the SDK loses it and says nothing', async () => {
    let state = 'connected';
    const sockets: SocketOptions[] = [];
    const real = sdkFor(lark);
    const sdk: Pick<LarkSdk, 'socket' | 'dispatcher'> = {
      ...real,
      socket(options) {
        sockets.push(options);
        const socket = real.socket(options);
        return Object.assign(socket, {
          start: async () => options.onReady(),
          getConnectionStatus: () => ({ state, reconnectAttempts: 0 }),
        });
      },
    };
    const timer = createHandTimer();
    const onStatus = (status: LinkStatus) => void statuses.push(status);
    const connection = createConnection({ sdk, handlers: {}, onStatus, meter: noMeter, log, timer });
    open.push(connection);
    connection.start();
    await timer.run(60_000);
    expect(statuses.map((one) => one.state)).toEqual(['starting', 'connected']);
    state = 'idle';
    await timer.run(5000);
    expect(now()).toMatchObject({ state: 'degraded', reason: 'reconnecting' });
    state = 'connected';
    await timer.run(20_000);
    expect(now()?.state).toBe('connected');
    expect(sockets).toHaveLength(2);
    // The one that was thrown away has no say any more.
    sockets[0]?.onError(new Error('too late'));
    expect(now()?.state).toBe('connected');
  });

  test('is tried again after a refusal in the middle of the day', async () => {
    connect();
    await connected();
    lark.socket.refuseEndpoint({ code: 1, msg: 'system busy', data: true });
    lark.socket.terminateAll();
    await was('refused');
    lark.socket.refuseEndpoint(null);
    await connected();
    expect(await somebodySpeaks().outcome).toMatchObject({ acked: true });
  });

  test('with a wrong secret says so, waits longer, and writes the secret nowhere', async () => {
    const appSecret = 'quite-another-secret';
    const timer = createHandTimer();
    connect({ wrongSecretRetryMs: 300_000 }, { target: { ...lark, appSecret }, timer });
    await was('wrong-secret');
    expect(now()).toMatchObject({ state: 'down', detail: '514 auth failed' });
    await timer.run(299_000);
    // A call of ours is answered behind whatever the connection would have asked.
    await apiFor(lark).botInfo();
    expect(lark.calls('endpoint')).toBe(1);
    await timer.run(1000);
    await until('asked again', () => lark.calls('endpoint') === 2);
    expect(`${log.text()} ${JSON.stringify(statuses)}`).not.toContain(appSecret);
  });

  test('is not made again once it was stopped, whatever was under way', async () => {
    lark.socket.refuseHandshake('hang');
    const connection = connect({ handshakeTimeoutMs: NEVER_MS, patienceMs: NEVER_MS });
    await until('asked for a server', () => lark.calls('endpoint') > 0);
    connection.stop();
    lark.socket.refuseHandshake(null);
    const another = connect();
    await connected();
    await until('only the other line', () => lark.socket.open === 1);
    another.stop();
    await until('no line', () => lark.socket.open === 0);
    expect(statuses.filter(({ state }) => state === 'connected')).toHaveLength(1);
  });
});
