import { ChatError, type ChatErrorCode } from '../../app/errors.ts';

/** Lark's own answer to a call that failed: a code of the platform, or an HTTP status, or neither when no answer came. */
export class LarkRefusal extends Error {
  /** The platform's code; null when the answer had none. */
  readonly code: number | null;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(message: string, facts: { code?: number; status?: number; retryAfterMs?: number } = {}) {
    super(message);
    this.name = 'LarkRefusal';
    this.code = facts.code ?? null;
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}

export const CODE = {
  tokenMissing: 99991661,
  tokenInvalid: 99991663,
  tokenExpired: 99991664,
  scopeMissing: 99991672,
  wrongSecret: 10014,
  unknownApp: 10003,
  socketRefused: 514,
  /** Of one group, shared by all bots in it. Other limits are the app's. */
  chatLimit: 230020,
  withdrawn: 230011,
  topicGone: 230019,
  deleted: 230110,
  tooLong: 230025,
  cardRefused: 230099,
} as const;

/** The one table: what Lark's codes mean to the bot. A code that is not here is `unknown`, which is tried again. */
const MEANING: Readonly<Record<ChatErrorCode, readonly number[]>> = {
  'rate-limited': [99991400, CODE.chatLimit, 11232, 11233],
  // 230049: the same message is still being sent. A wrong secret is the operator's to mend: nothing is given up for it.
  unreachable: [2200, 1, 230049, CODE.wrongSecret, CODE.unknownApp, CODE.socketRefused],
  // Not in the group, the group is dissolved, the person has left, no such receiver.
  'not-in-room': [230002, 232009, 230029, 230034],
  'not-permitted': [
    CODE.scopeMissing,
    230006,
    230013,
    230017,
    230018,
    230027,
    230035,
    230038,
    230050,
    230053,
    99991679,
  ],
  'bad-message': [
    99992402,
    230001,
    CODE.withdrawn,
    CODE.topicGone,
    230022,
    CODE.tooLong,
    230028,
    // A card older than 14 days, or changed too often.
    230031,
    230054,
    230055,
    230072,
    CODE.cardRefused,
    CODE.deleted,
  ],
  unknown: [CODE.tokenMissing, CODE.tokenInvalid, CODE.tokenExpired],
  uncertain: [],
  'budget-spent': [],
};

// cast: Object.entries forgets the keys of a record whose keys are closed.
const ENTRIES = Object.entries(MEANING) as [ChatErrorCode, readonly number[]][];
const BY_CODE: ReadonlyMap<number, ChatErrorCode> = new Map(
  ENTRIES.flatMap(([meaning, codes]) => codes.map((code) => [code, meaning] as const)),
);

const TOO_MANY_REQUESTS = 429;
const SERVER_FAULT = 500;

/** Classifies what a call to Lark threw, once. */
export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (!(error instanceof LarkRefusal)) return new ChatError('unknown', { cause: error });
  const wait = error.retryAfterMs;
  const meaning = meaningOf(error);
  const isOfApp = meaning === 'rate-limited' && error.code !== CODE.chatLimit;
  return new ChatError(meaning, {
    cause: error,
    scope: isOfApp ? 'network' : 'chat',
    ...(wait === null ? {} : { retryAfterMs: wait }),
  });
}

function meaningOf({ code, status }: LarkRefusal): ChatErrorCode {
  const known = code === null ? undefined : BY_CODE.get(code);
  if (known) return known;
  if (status === TOO_MANY_REQUESTS) return 'rate-limited';
  const noAnswer = status === null && code === null;
  return noAnswer || (status ?? 0) >= SERVER_FAULT ? 'unreachable' : 'unknown';
}

/** The platform's code behind an error of ours; null when there is none. */
export function larkCodeOf(error: unknown): number | null {
  const refusal = error instanceof ChatError ? error.cause : error;
  return refusal instanceof LarkRefusal ? refusal.code : null;
}

const TOKEN_CODES: ReadonlySet<number> = new Set([CODE.tokenMissing, CODE.tokenInvalid, CODE.tokenExpired]);
const SECRET_CODES: ReadonlySet<number> = new Set([CODE.wrongSecret, CODE.unknownApp, CODE.socketRefused]);

export function isTokenRejected(error: unknown): boolean {
  const code = larkCodeOf(error);
  return code !== null && TOKEN_CODES.has(code);
}

/** App id and secret do not belong together. */
export function isWrongSecret(code: number | null): boolean {
  return code !== null && SECRET_CODES.has(code);
}
