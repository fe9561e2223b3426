import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatRoute } from '../../../src/app/ports.ts';
import { createWebhook } from '../../../src/chat/lark/webhook.ts';
import { encryptedBody, signedHeaders } from '../../support/fake-lark/webhook.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';

const KEYS = { encryptKey: 'the-encrypt-key', verificationToken: 'the-token' };
const NOON = Date.parse('2026-11-21T12:00:00+08:00');
const NOON_SEC = NOON / 1000;

let route: ChatRoute;
let timer: HandTimer;
let now: number;
let taken: unknown[];
let refused: string[];
let take: (event: unknown) => Promise<void>;

beforeEach(() => {
  now = NOON;
  timer = createHandTimer();
  taken = [];
  refused = [];
  take = async (event) => {
    taken.push(event);
  };
  route = createWebhook({
    ...KEYS,
    clock: { now: () => now },
    timer,
    meter: {
      count: (name, labels) => refused.push(`${name} ${labels?.['reason']}`),
      observe: () => {},
    },
    take: (event) => take(event),
  });
});

function event(text = '路灯坏了', token = KEYS.verificationToken): object {
  return {
    schema: '2.0',
    header: { event_id: 'ev1', event_type: 'im.message.receive_v1', token },
    event: { text },
  };
}

interface Posted {
  body?: string;
  headers?: Record<string, string>;
  method?: string;
}

async function post({
  body = encryptedBody(event(), KEYS.encryptKey),
  headers,
  method = 'POST',
}: Posted = {}) {
  const signed = headers ?? signedHeaders(body, { ...KEYS, timestamp: NOON_SEC });
  const init = method === 'POST' ? { method, headers: signed, body } : { method, headers: signed };
  return route.handle(new Request('http://linli.example/chat/lark/event', init));
}

function streamed(body: ReadableStream<Uint8Array>, headers: Record<string, string>): Request {
  // Not among the fields that the types know, and asked for where a body is a stream.
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return new Request('http://linli.example/chat/lark/event', init);
}

describe('what Lark posts', () => {
  test('is taken, and acknowledged when it was', async () => {
    const response = await post();
    expect(response.status).toBe(200);
    expect(taken).toEqual([event()]);
    expect(refused).toEqual([]);
  });

  test('is brought again when it could not be taken, under the same stamp too', async () => {
    take = async () => {
      throw new Error('the database is away');
    };
    const body = encryptedBody(event(), KEYS.encryptKey);
    const headers = signedHeaders(body, { ...KEYS, timestamp: NOON_SEC });
    expect((await post({ body, headers })).status).toBe(500);
    take = async (one) => {
      taken.push(one);
    };
    expect((await post({ body, headers })).status).toBe(200);
    expect(taken).toHaveLength(1);
  });

  test('is brought again when it takes longer than Lark waits', async () => {
    take = () => new Promise(() => {});
    const answer = post();
    await timer.run(3000);
    expect((await answer).status).toBe(500);
  });

  test('is read as bytes, however the line cuts its characters', async () => {
    const body = Buffer.from(encryptedBody(event('电梯🛗坏了'), KEYS.encryptKey));
    const inPieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of body) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const headers = signedHeaders(body.toString(), { ...KEYS, timestamp: NOON_SEC });
    const request = streamed(inPieces, headers);
    expect((await route.handle(request)).status).toBe(200);
    expect(taken).toEqual([event('电梯🛗坏了')]);
  });

  test('the challenge is answered, to who knows the token', async () => {
    const ask = (token: string) =>
      encryptedBody({ type: 'url_verification', challenge: 'c-123', token }, KEYS.encryptKey);
    const answered = await post({ body: ask(KEYS.verificationToken), headers: {} });
    expect(await answered.json()).toEqual({ challenge: 'c-123' });
    expect((await post({ body: ask('guessed'), headers: {} })).status).toBe(401);
    expect(taken).toEqual([]);
  });
});

describe('what somebody else posts is turned away and counted', () => {
  const body = encryptedBody(event(), KEYS.encryptKey);
  const good = signedHeaders(body, { ...KEYS, timestamp: NOON_SEC });
  const signedAt = (timestamp: number) => signedHeaders(body, { ...KEYS, timestamp });
  const wrongToken = encryptedBody(event('x', 'guessed'), KEYS.encryptKey);
  const noToken = encryptedBody({ schema: '2.0', header: {}, event: {} }, KEYS.encryptKey);
  const underOtherKey = encryptedBody(event(), 'another-key');
  const plain = JSON.stringify(event());

  test.each<[string, number, Posted]>([
    ['unsigned', 401, { body, headers: {} }],
    ['forged', 401, { body, headers: { ...good, 'x-lark-signature': '0'.repeat(64) } }],
    ['forged', 401, { body, headers: { ...good, 'x-lark-signature': 'short' } }],
    ['forged', 401, { body, headers: { ...good, 'x-lark-request-nonce': 'another' } }],
    ['stale', 401, { body, headers: signedAt(NOON_SEC - 301) }],
    ['stale', 401, { body, headers: signedAt(NOON_SEC + 301) }],
    ['stale', 401, { body, headers: signedAt(Number.NaN) }],
    ['token', 401, { body: wrongToken }],
    ['token', 401, { body: noToken }],
    ['garbage', 400, { body: underOtherKey }],
    ['garbage', 400, { body: plain }],
    ['garbage', 400, { body: '{"encrypt":"AAAA"}' }],
    ['garbage', 400, { body: '{"encrypt":5}' }],
    ['garbage', 400, { body: '[]' }],
    ['garbage', 400, { body: 'null' }],
    ['garbage', 400, { body: '' }],
    ['garbage', 400, { body: encryptedBody([], KEYS.encryptKey).replace('"', '') }],
    ['method', 405, { method: 'GET' }],
    ['too-large', 413, { body: 'x'.repeat(1024 * 1024 + 1) }],
  ])('%s: %i', async (reason, status, posted) => {
    expect((await post(posted)).status).toBe(status);
    expect(refused).toEqual([`webhook_refused ${reason}`]);
    expect(taken).toEqual([]);
  });

  test('too large without saying so', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    });
    const request = streamed(endless, {});
    expect((await route.handle(request)).status).toBe(413);
  });

  test('a replay, for as long as its time stamp is fresh', async () => {
    const replayed = { body, headers: good };
    expect((await post(replayed)).status).toBe(200);
    expect((await post(replayed)).status).toBe(401);
    now += 290_000;
    expect((await post(replayed)).status).toBe(401);
    now += 60 * 60_000;
    expect((await post(replayed)).status).toBe(401);
    expect(taken).toHaveLength(1);
    expect(refused).toEqual(['replay', 'replay', 'stale'].map((reason) => `webhook_refused ${reason}`));
  });
});

test('a webhook without its keys is not opened', () => {
  const parts = { clock: { now: () => 0 }, timer, meter: { count() {}, observe() {} }, take: async () => {} };
  expect(() => createWebhook({ ...parts, encryptKey: '', verificationToken: 'x' })).toThrow();
  expect(() => createWebhook({ ...parts, encryptKey: 'x', verificationToken: '' })).toThrow();
});

afterEach(() => {
  expect(timer.waiting()).toBe(0);
});
