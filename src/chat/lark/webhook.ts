import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ChatRoute, Clock, Meter } from '../../app/ports.ts';
import type { Timer } from '../../app/timer.ts';
import { MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';

export interface WebhookParts {
  /** Neither may be empty: anybody could speak as Lark. */
  encryptKey: string;
  verificationToken: string;
  clock: Clock;
  timer: Timer;
  meter: Meter;
  /** Resolves after the commit. */
  take(event: unknown): Promise<void>;
  /** Lark waits three seconds: before that it is told to bring the event again. */
  answerWithinMs?: number;
}

/** Why a request was turned away, as counted. */
type Refusal = 'method' | 'too-large' | 'garbage' | 'unsigned' | 'stale' | 'forged' | 'token' | 'replay';

const STATUS: Readonly<Record<Refusal, number>> = {
  method: 405,
  'too-large': 413,
  garbage: 400,
  unsigned: 401,
  stale: 401,
  forged: 401,
  token: 401,
  replay: 401,
};

const LARGEST_BYTES = 1024 * 1024;
const FRESH_MS = 5 * MINUTE_MS;
const REMEMBERED = 20_000;
const ANSWER_WITHIN_MS = 2500;

/**
 * Where Lark posts events: the SDK's own front compares no token, knows no freshness and ends the process on garbage. A
 * request is read as bytes, checked against the keys, taken once, and acknowledged after the commit.
 */
export function createWebhook(parts: WebhookParts): ChatRoute {
  if (!parts.encryptKey || !parts.verificationToken) throw new Error('a webhook without its keys');
  const seen = createNonces(parts.clock);
  const refuse = (why: Refusal) => {
    parts.meter.count('webhook_refused', { network: 'lark', reason: why });
    return answer(STATUS[why]);
  };
  return {
    method: 'POST',
    path: 'event',
    open: true,
    async handle(request) {
      const read = await readRequest(request, parts);
      if ('refusal' in read) return refuse(read.refusal);
      if ('challenge' in read) return answer(200, { challenge: read.challenge });
      if (seen.has(read.stamp)) return refuse('replay');
      const taken = await takenInTime(parts, read.event);
      // Only what was taken counts as seen: Lark brings the rest again, perhaps under the same stamp.
      if (taken) seen.add(read.stamp);
      return taken ? answer(200, {}) : answer(500);
    },
  };
}

type Read = { event: object; stamp: string } | { challenge: string } | { refusal: Refusal };

async function readRequest(request: Request, parts: WebhookParts): Promise<Read> {
  if (request.method !== 'POST') return { refusal: 'method' };
  const raw = await bytesOf(request);
  if (!raw) return { refusal: 'too-large' };
  const event = opened(raw, parts.encryptKey);
  if (!event) return { refusal: 'garbage' };
  if (!same(tokenOf(event), parts.verificationToken)) return { refusal: 'token' };
  // Lark does not sign the challenge; that it knows the token, under the key, is its proof.
  const asked = challenge.safeParse(event);
  if (asked.success) return { challenge: asked.data.challenge };
  const signed = checkSignature(request.headers, { raw, parts });
  return 'refusal' in signed ? signed : { event, stamp: signed.stamp };
}

function answer(status: number, body?: object): Response {
  return body ? Response.json(body, { status }) : new Response(null, { status });
}

async function takenInTime(parts: WebhookParts, body: unknown): Promise<boolean> {
  const { timer, answerWithinMs = ANSWER_WITHIN_MS } = parts;
  return new Promise((resolve) => {
    const cancel = timer.after(answerWithinMs, () => resolve(false));
    parts
      .take(body)
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(cancel);
  });
}

/** Null: too long, or broken off. */
async function bytesOf(request: Request): Promise<Buffer | null> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > LARGEST_BYTES) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

const sealed = z.object({ encrypt: z.string() });
const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().max(1000) });
const tokens = z.object({
  token: z.string().optional(),
  header: z.object({ token: z.string().optional() }).optional(),
});

/** The event inside; null when it is no JSON object or not under the key. */
function opened(raw: Buffer, encryptKey: string): object | null {
  try {
    const parsed = sealed.parse(JSON.parse(raw.toString('utf8')));
    const bytes = Buffer.from(parsed.encrypt, 'base64');
    const key = createHash('sha256').update(encryptKey).digest();
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
    const body: unknown = JSON.parse(plain.toString('utf8'));
    return typeof body === 'object' && body !== null ? body : null;
  } catch {
    return null;
  }
}

function tokenOf(body: object): string {
  const parsed = tokens.safeParse(body);
  return parsed.success ? (parsed.data.header?.token ?? parsed.data.token ?? '') : '';
}

type Signed = { stamp: string } | { refusal: Refusal };

function checkSignature(headers: Headers, { raw, parts }: { raw: Buffer; parts: WebhookParts }): Signed {
  const timestamp = headers.get('x-lark-request-timestamp') ?? '';
  const nonce = headers.get('x-lark-request-nonce') ?? '';
  const signature = headers.get('x-lark-signature') ?? '';
  if (!timestamp || !nonce || !signature) return { refusal: 'unsigned' };
  const expected = createHash('sha256')
    .update(timestamp + nonce + parts.encryptKey)
    .update(raw)
    .digest('hex');
  if (!same(signature, expected)) return { refusal: 'forged' };
  const ageMs = Math.abs(parts.clock.now() - Number(timestamp) * SECOND_MS);
  if (!(ageMs < FRESH_MS)) return { refusal: 'stale' };
  return { stamp: signature };
}

/** Takes the same time wherever they differ. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Signatures that were taken, for as long as their time stamps pass as fresh. */
function createNonces(clock: Clock): { has(stamp: string): boolean; add(stamp: string): void } {
  const seen = new Map<string, number>();
  const forget = () => {
    for (const [stamp, at] of seen) {
      const isOld = clock.now() - at > 2 * FRESH_MS;
      if (!isOld && seen.size <= REMEMBERED) return;
      seen.delete(stamp);
    }
  };
  return {
    has: (stamp) => seen.has(stamp),
    add(stamp) {
      seen.set(stamp, clock.now());
      forget();
    },
  };
}
