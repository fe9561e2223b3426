import type { Context, MiddlewareHandler } from 'hono';
import { WEB_REFUSALS, type WebRefusal } from '../text/playground.ts';

const STATUS = {
  'cross-origin': 403,
  'wrong-host': 403,
  'not-json': 415,
  'too-big': 413,
  'not-a-picture': 415,
  'no-such-person': 404,
  'no-such-room': 404,
  'no-such-ticket': 404,
  'no-such-picture': 404,
  'no-such-file': 404,
  'empty-message': 400,
  'story-running': 409,
  'clock-busy': 409,
  'clock-real': 409,
  'not-found': 404,
  broken: 500,
} as const satisfies Record<WebRefusal, number>;

/** A refusal as JSON: `{ code, error }`, the sentence for whoever sits at the page. */
export function refuseWeb(c: Context, code: WebRefusal): Response {
  return c.json({ code, error: WEB_REFUSALS[code] }, STATUS[code]);
}

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer. No inline script or style anywhere, nothing from elsewhere. */
export const safeHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', CSP);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('cross-origin-resource-policy', 'same-origin');
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host === '::1';
}

/**
 * Bound to loopback, only loopback names are served: a web page elsewhere cannot rebind its name to us. `outside`: an address
 * under which a proxy serves these pages too.
 */
export function onlyLocalNames(local: boolean, outside: string | null = null): MiddlewareHandler {
  const known = outside === null ? LOOPBACK : new Set([...LOOPBACK, new URL(outside).hostname]);
  return async (c, next) => {
    const name = hostOf(c).replace(/:\d+$/, '');
    return local && !known.has(name) ? refuseWeb(c, 'wrong-host') : next();
  };
}

/** Writing is for our own page alone: browsers say where a request comes from, and others (curl) say nothing. */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const foreignSite = site !== undefined && site !== 'same-origin';
  const foreignOrigin = origin !== undefined && originHost(origin) !== hostOf(c);
  return foreignSite || foreignOrigin ? refuseWeb(c, 'cross-origin') : next();
};

export function hostOf(c: Context): string {
  return c.req.header('host') ?? new URL(c.req.url).host;
}

export function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
