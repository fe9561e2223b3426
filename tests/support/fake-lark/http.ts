import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Backend, type Call, ROUTES, refused, type Tokens } from './calls.ts';
import { type CallName, type Faults, meetFault, type Reply, writeReply } from './faults.ts';
import type { FakeClock, FakeLarkOptions } from './options.ts';

/** How often each call came, faulty ones included. */
export type CallCounts = Map<CallName, number>;

export interface HttpParts extends Backend {
  faults: Faults;
  counts: CallCounts;
  /** Names a server for the long connection. */
  endpoint(body: Record<string, unknown>): Reply;
}

export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  parts: HttpParts,
): Promise<void> {
  const raw = await bodyOf(request);
  const url = new URL(request.url ?? '/', 'http://lark');
  const found = routeOf(request.method ?? '', url.pathname);
  if (!found) return writeReply(response, refused(99991400 - 1, `no such path: ${url.pathname}`, 404));
  parts.counts.set(found.name, (parts.counts.get(found.name) ?? 0) + 1);
  const contentType = request.headers['content-type'] ?? '';
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const call: Call = {
    path: found.path,
    query: url.searchParams,
    body: jsonOf(raw),
    raw,
    contentType,
    token,
  };
  const work = async () => {
    if (found.open || parts.tokens.valid(token)) return found.serve(call, parts);
    return token
      ? refused(99991663, 'Invalid access token for authorization. Please make a test attempt.')
      : refused(99991661, 'Missing access token for authorization.');
  };
  const fault = parts.faults.take(found.name);
  writeReply(response, fault ? await meetFault(fault, work) : await work());
}

type Found = { name: CallName; path: Record<string, string>; open: boolean } & {
  serve(call: Call, parts: HttpParts): Reply | Promise<Reply>;
};

function routeOf(method: string, pathname: string): Found | null {
  if (method === 'POST' && pathname === '/callback/ws/endpoint') {
    return { name: 'endpoint', path: {}, open: true, serve: (call, parts) => parts.endpoint(call.body) };
  }
  const words = pathname.split('/');
  for (const { path: pattern, name, method: wanted, open = false, serve } of ROUTES) {
    const path = wanted === method ? match(pattern.split('/'), words) : null;
    if (path) return { name, path, open, serve };
  }
  return null;
}

function match(pattern: readonly string[], words: readonly string[]): Record<string, string> | null {
  if (pattern.length !== words.length) return null;
  const path: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const word = decodeURIComponent(words[index] ?? '');
    if (part.startsWith(':')) path[part.slice(1)] = word;
    else if (part !== word) return null;
  }
  return path;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function jsonOf(raw: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

export function createTokens(): Tokens {
  const valid = new Set<string>();
  let issued = 0;
  return {
    issue() {
      const token = `t-${++issued}`;
      valid.add(token);
      return token;
    },
    valid: (token) => valid.has(token),
    revokeAll: () => valid.clear(),
    get issued() {
      return issued;
    },
  };
}

/** Lark's limits: so many a second for a chat, so many a second and a minute for the app. */
export function createLimits(limits: FakeLarkOptions['limits'], clock: FakeClock): Backend['tooFast'] {
  const windows = new Map<string, number[]>();
  const full = (name: string, most: number, perMs: number) => {
    const since = clock.now() - perMs;
    const recent = (windows.get(name) ?? []).filter((at) => at > since);
    windows.set(name, recent);
    return recent.length >= most;
  };
  return (chatId) => {
    if (!limits) return null;
    if (full('second', limits.perSec, 1000) || full('minute', limits.perMin, 60_000)) {
      const headers = { 'x-ogw-ratelimit-reset': '1' };
      return { ...refused(99991400, 'request trigger frequency limit', 429), headers };
    }
    if (full(chatId, limits.perChatPerSec, 1000)) return refused(230020, 'ext=chat rate limit');
    for (const name of ['second', 'minute', chatId]) windows.get(name)?.push(clock.now());
    return null;
  };
}
