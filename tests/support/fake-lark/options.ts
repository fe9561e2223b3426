export interface FakeClock {
  /** Milliseconds. */
  now(): number;
}

export interface FakeLarkOptions {
  /** 0: any free one. */
  port?: number;
  appId?: string;
  appSecret?: string;
  /** How long an event may go without acknowledgement. Lark: 3 s. */
  ackTimeoutMs?: number;
  /** When it is pushed again after that. Lark: 15 s, 5 min, 1 h, 6 h; here a hundredth of the first two. */
  pushAgainMs?: readonly number[];
  /** Seconds, as Lark tells its clients. */
  clientConfig?: {
    ReconnectCount: number;
    ReconnectInterval: number;
    ReconnectNonce: number;
    PingInterval: number;
  };
  /** Larger events go out in several frames of this size. */
  fragmentBytes?: number;
  /** Refuses what is too fast, as Lark does. Left out: takes all. */
  limits?: { perChatPerSec: number; perSec: number; perMin: number };
  scopes?: Readonly<Record<string, boolean>>;
  /** Events go here by HTTP instead of the long connection. */
  webhook?: WebhookTarget;
  clock?: FakeClock;
}

export interface WebhookTarget {
  url: string;
  /** Empty: not encrypted, not signed. */
  encryptKey: string;
  verificationToken: string;
}

export type FakeSettings = Required<Omit<FakeLarkOptions, 'webhook' | 'limits'>> &
  Pick<FakeLarkOptions, 'limits'>;

export const BOT_OPEN_ID = 'ou_bot0000000000000000000000000001';
export const BOT_NAME = '邻里';
export const TENANT = 'tenant1';

const SCOPES = [
  'im:message',
  'im:message:send_as_bot',
  'im:message.group_msg',
  'im:message.p2p_msg:readonly',
  'im:resource',
  'im:chat:readonly',
  'im:chat.members:read',
];

export function settingsOf(options: FakeLarkOptions): FakeSettings {
  return {
    port: 0,
    appId: 'cli_0123456789abcdef',
    appSecret: 'a-secret-that-nobody-may-see',
    ackTimeoutMs: 3000,
    pushAgainMs: [150, 3000],
    clientConfig: { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 120 },
    fragmentBytes: Number.POSITIVE_INFINITY,
    scopes: Object.fromEntries(SCOPES.map((name) => [name, true])),
    clock: { now: Date.now },
    ...options,
  };
}
