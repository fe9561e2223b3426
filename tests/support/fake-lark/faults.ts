import type { ServerResponse } from 'node:http';

/** Which call a fault hits. */
export type CallName =
  | 'token'
  | 'endpoint'
  | 'create'
  | 'reply'
  | 'patch'
  | 'update'
  | 'list'
  | 'members'
  | 'chats'
  | 'image'
  | 'file'
  | 'resource'
  | 'bot'
  | 'scopes';

/** `before`: nothing happened. `after`: it was done, only the answer is lost. */
export type Fault =
  | {
      kind: 'answer';
      when: 'before' | 'after';
      status: number;
      body: object | string;
      headers?: Record<string, string>;
    }
  | { kind: 'cut'; when: 'before' | 'after' }
  | { kind: 'hang'; when: 'before' | 'after' }
  | { kind: 'delay'; ms: number };

/** The faults that Lark is known to make, by name. */
export const FAULT = {
  gatewayLimit: (resetSeconds: number): Fault => ({
    kind: 'answer',
    when: 'before',
    status: 429,
    body: { code: 99991400, msg: 'request trigger frequency limit' },
    headers: { 'x-ogw-ratelimit-limit': '1', 'x-ogw-ratelimit-reset': String(resetSeconds) },
  }),
  chatLimit: refusal(400, 230020, 'ext=chat rate limit'),
  messageLimit: refusal(200, 11232, 'create message trigger rate limit'),
  tokenRejected: refusal(400, 99991663, 'Invalid access token for authorization.'),
  notInChat: refusal(400, 230002, 'Bot/User can NOT be out of the chat.'),
  withdrawn: refusal(400, 230011, 'The message was withdrawn.'),
  cardRefused: refusal(
    400,
    230099,
    'Failed to create card content, ext=ErrCode: 11310; ErrMsg: element exceeds the limit',
  ),
  badCode: (code: number): Fault => refusal(200, code, 'refused'),
  serverFault: (when: 'before' | 'after'): Fault => ({
    kind: 'answer',
    when,
    status: 502,
    body: 'Bad Gateway',
  }),
  cut: (when: 'before' | 'after'): Fault => ({ kind: 'cut', when }),
  hang: (when: 'before' | 'after'): Fault => ({ kind: 'hang', when }),
  delay: (ms: number): Fault => ({ kind: 'delay', ms }),
} as const;

function refusal(status: number, code: number, msg: string): Fault {
  return { kind: 'answer', when: 'before', status, body: { code, msg, error: { log_id: '2026' } } };
}

export interface Faults {
  /** The next `times` calls of that name meet it. */
  next(call: CallName | 'any', fault: Fault, times?: number): void;
  clear(): void;
  take(call: CallName): Fault | null;
}

export function createFaults(): Faults {
  let planned: { call: CallName | 'any'; fault: Fault; times: number }[] = [];
  return {
    next(call, fault, times = 1) {
      planned.push({ call, fault, times });
    },
    clear() {
      planned = [];
    },
    take(call) {
      const found = planned.find((one) => one.call === call || one.call === 'any');
      if (!found) return null;
      found.times -= 1;
      if (found.times <= 0) planned = planned.filter((one) => one !== found);
      return found.fault;
    },
  };
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** An object goes out as JSON. */
  body: object | string | Buffer;
}

/** What comes of a call under a fault: an answer, a cut line, or silence. */
export async function meetFault(fault: Fault, work: () => Promise<Reply>): Promise<Reply | 'cut' | 'hang'> {
  if (fault.kind === 'delay') {
    await new Promise((resolve) => setTimeout(resolve, fault.ms));
    return work();
  }
  if (fault.when === 'after') await work();
  return fault.kind === 'answer' ? fault : fault.kind;
}

export function writeReply(response: ServerResponse, reply: Reply | 'cut' | 'hang'): void {
  if (reply === 'hang') return;
  if (reply === 'cut') {
    response.socket?.destroy();
    return;
  }
  const { body } = reply;
  const plain = typeof body === 'string' || Buffer.isBuffer(body);
  const type = plain ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
  response.end(plain ? body : JSON.stringify(body));
}

/** The long connection's refusals carry `data` or none, and the SDK treats them differently. */
export function refusalBody({ code, msg = '', data }: { code: number; msg?: string; data?: boolean }): Reply {
  return { status: 200, body: { code, msg, ...(data ? { data: {} } : {}) } };
}
