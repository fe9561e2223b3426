/** Why a network did not take a message; classified once, at the edge. The original stays in `cause`. */
export type ChatErrorCode =
  | 'unreachable'
  | 'rate-limited'
  | 'not-in-room'
  | 'not-permitted'
  | 'bad-message'
  /** It may have been said: the network has no idempotency key to ask with. */
  | 'uncertain'
  /** The day's share of messages is used up. */
  | 'budget-spent'
  | 'unknown';

const RETRYABLE: ReadonlySet<ChatErrorCode> = new Set([
  'unreachable',
  'rate-limited',
  'uncertain',
  'budget-spent',
  'unknown',
]);

export class ChatError extends Error {
  readonly code: ChatErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  /** Whose limit was reached: `network` silences every chat for `retryAfterMs`. */
  readonly scope: 'chat' | 'network';

  constructor(
    code: ChatErrorCode,
    options: { cause?: unknown; retryAfterMs?: number; scope?: 'chat' | 'network' } = {},
  ) {
    super(`chat: ${code}`, { cause: options.cause });
    this.code = code;
    this.retryable = RETRYABLE.has(code);
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.scope = options.scope ?? 'chat';
  }
}

export function asChatError(error: unknown): ChatError {
  return error instanceof ChatError ? error : new ChatError('unknown', { cause: error });
}

/** The database did not get round to it in time. Nothing of it stays, and another time it may. */
export class Overloaded extends Error {
  constructor(cause: unknown) {
    super('the database did not get round to it', { cause });
  }
}
