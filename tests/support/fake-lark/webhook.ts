import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { WebhookTarget } from './options.ts';

/** A body as Lark posts it with an encrypt key. */
export function encryptedBody(body: object, encryptKey: string): string {
  if (!encryptKey) return JSON.stringify(body);
  const iv = randomBytes(16);
  const key = createHash('sha256').update(encryptKey).digest();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(body), 'utf8'), cipher.final()]);
  return JSON.stringify({ encrypt: sealed.toString('base64') });
}

/** Lark's headers for a body. Time in seconds. */
export function signedHeaders(
  body: string,
  given: { encryptKey: string; timestamp?: number; nonce?: string },
): Record<string, string> {
  const timestamp = String(given.timestamp ?? Math.floor(Date.now() / 1000));
  const nonce = given.nonce ?? randomBytes(8).toString('hex');
  const signature = createHash('sha256')
    .update(`${timestamp}${nonce}${given.encryptKey}${body}`)
    .digest('hex');
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
}

/** Resolves with what was answered; rejects when it was no 200 in time. */
export async function postEvent(
  event: object,
  { target, timeoutMs }: { target: WebhookTarget; timeoutMs: number },
): Promise<unknown> {
  const body = encryptedBody(event, target.encryptKey);
  const response = await fetch(target.url, {
    method: 'POST',
    headers: signedHeaders(body, target),
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`answered ${response.status}`);
  return text ? JSON.parse(text) : null;
}
