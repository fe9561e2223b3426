import { createRequire } from 'node:module';
import type * as Sdk from '@larksuiteoapi/node-sdk';
import type * as Axios from 'axios';
import type { Log } from '../../app/ports.ts';
import { maskPrivate } from '../../engine/intake/mask.ts';
import { createLarkHttp, createSocketHttp, type EndpointTrouble } from './http.ts';

/** What stands in for Lark in tests, and the patience with it. */
export interface LarkSdkOptions {
  appId: string;
  appSecret: string;
  /** `https://open.feishu.cn`, no slash at the end. */
  domain: string;
  log: Log;
  /** Of every HTTP call. */
  timeoutMs: number;
}

export type LarkClient = Sdk.Client;
export type LarkSocket = Sdk.WSClient;
export type EventHandlers = Readonly<Record<string, (event: unknown) => Promise<unknown>>>;

export interface LarkSdk {
  client: LarkClient;
  /** The tenant's token, fetched once however many ask at the same time. */
  ensureToken(): Promise<void>;
  /** The token was rejected: the next call fetches another. */
  forgetToken(): void;
  /** Takes an event as Lark pushes it to the handler of its type; types without one are let pass. */
  dispatcher(handlers: EventHandlers): Sdk.EventDispatcher;
  /** A new long connection, not started. */
  socket(options: SocketOptions): LarkSocket;
}

export interface SocketOptions {
  /** After a ping, before the link counts as dead. */
  pingTimeoutMs: number;
  handshakeTimeoutMs: number;
  onReady(): void;
  onReconnecting(): void;
  onReconnected(): void;
  /** It has given up. */
  onError(error: Error): void;
  /** No server was named. */
  onTrouble(trouble: EndpointTrouble): void;
}

/**
 * The only door to the SDK. Loaded here and not at the top: it costs 150 ms, which only a configured network may cost.
 * `require`, for its ESM import takes twice as long.
 */
export function createLarkSdk(options: LarkSdkOptions): LarkSdk {
  const load = createRequire(import.meta.url);
  // cast: `require` knows no types.
  const lark = load('@larksuiteoapi/node-sdk') as typeof Sdk;
  // cast: `require` knows no types; the same copy as the SDK's own.
  const axios = load('axios') as Axios.AxiosStatic;
  const { appId, appSecret, domain, timeoutMs } = options;
  const logger = createLarkLogger(options);
  const cache = new lark.DefaultCache();
  const common = { appId, appSecret, domain, logger, loggerLevel: lark.LoggerLevel.error };
  // cast: Axios' types do not see that an interceptor hands on the bare body, as the SDK wants it.
  const httpInstance = createLarkHttp(axios, timeoutMs) as Sdk.HttpInstance;
  const client = new lark.Client({ ...common, cache, httpInstance });
  let fetching: Promise<unknown> | null = null;
  return {
    client,
    async ensureToken() {
      fetching ??= client.tokenManager.getTenantAccessToken().finally(() => {
        fetching = null;
      });
      await fetching;
    },
    forgetToken: () => cache.values.clear(),
    dispatcher: (handlers) =>
      new lark.EventDispatcher({ logger, loggerLevel: lark.LoggerLevel.error, cache }).register({
        ...handlers,
      }),
    socket: ({ pingTimeoutMs, onTrouble, ...callbacks }) =>
      new lark.WSClient({
        ...common,
        ...callbacks,
        // cast: as above.
        httpInstance: createSocketHttp(axios, onTrouble) as Sdk.HttpInstance,
        wsConfig: { pingTimeout: pingTimeoutMs / 1000 },
      }),
  };
}

const LONGEST_LINE = 300;
const SECRET_PARAMETER = /\b(access_key|ticket|token|app_secret|AppSecret)(["']?[=:]["']?)[^\s"'&,}]+/g;

/** Sentences of the SDK only: its objects carry requests with secrets and what people wrote. */
function createLarkLogger({ appSecret, log }: LarkSdkOptions) {
  const say = (parts: unknown) => {
    const words = [parts].flat(2).filter((part) => typeof part === 'string');
    if (words.length === 0) return;
    const line = words.join(' ').replaceAll(appSecret, '***').replace(SECRET_PARAMETER, '$1$2***');
    log.warn({ network: 'lark' }, maskPrivate(line.slice(0, LONGEST_LINE)));
  };
  const drop = () => {};
  return { error: say, warn: drop, info: drop, debug: drop, trace: drop };
}
