import type { LinkStatus, Log, Meter } from '../../app/ports.ts';
import { realTimer, type Timer } from '../../app/timer.ts';
import { MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';
import { isWrongSecret } from './errors.ts';
import type { EndpointTrouble } from './http.ts';
import type { EventHandlers, LarkSdk, LarkSocket } from './sdk.ts';

/** The long connection, kept up for as long as the bot runs. */
export interface LarkConnection {
  /** Returns at once; how it goes is told by statuses. */
  start(): void;
  /** Cuts the line; no timer is left. */
  stop(): void;
}

export interface ConnectionParts {
  sdk: Pick<LarkSdk, 'socket' | 'dispatcher'>;
  handlers: EventHandlers;
  onStatus(status: LinkStatus): void;
  meter: Meter;
  log: Log;
  timer?: Timer;
  paces?: Partial<ConnectionPaces> | undefined;
}

export interface ConnectionPaces {
  /** After a ping, before a silent line counts as dead. */
  pingTimeoutMs: number;
  handshakeTimeoutMs: number;
  /** How long the SDK may try by itself before it is replaced. */
  patienceMs: number;
  /** Between looks at whether the SDK still says it is connected. */
  checkEveryMs: number;
  firstRetryMs: number;
  longestRetryMs: number;
  /** A wrong secret does not mend itself: somebody has to. */
  wrongSecretRetryMs: number;
}

const PACES: ConnectionPaces = {
  pingTimeoutMs: 20 * SECOND_MS,
  handshakeTimeoutMs: 10 * SECOND_MS,
  patienceMs: 15 * SECOND_MS,
  checkEveryMs: 5 * SECOND_MS,
  firstRetryMs: SECOND_MS,
  longestRetryMs: MINUTE_MS,
  wrongSecretRetryMs: 5 * MINUTE_MS,
};

export function createConnection(parts: ConnectionParts): LarkConnection {
  return new SupervisedConnection(parts);
}

const NO_CONNECTION: EndpointTrouble = { code: null, message: 'no connection in time' };

/**
 * The SDK reconnects by itself after a line was lost, but gives up for good on some refusals, waits minutes after a bad start,
 * and tells nobody. So every client gets `patienceMs`, and is thrown away and replaced when it does not get there.
 */
class SupervisedConnection implements LarkConnection {
  readonly #parts: ConnectionParts;
  readonly #paces: ConnectionPaces;
  readonly #waits: Waits;
  #socket: LarkSocket | null = null;
  #failures = 0;
  #everConnected = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#paces = { ...PACES, ...parts.paces };
    this.#waits = createWaits(parts.timer ?? realTimer);
  }

  start(): void {
    this.#parts.onStatus({ state: 'starting', reason: 'starting' });
    this.#open();
  }

  stop(): void {
    this.#waits.cancelAll();
    const old = this.#socket;
    this.#socket = null;
    old?.close({ force: true });
  }

  #open(): void {
    const { sdk, handlers } = this.#parts;
    const { pingTimeoutMs, handshakeTimeoutMs } = this.#paces;
    // A client that was replaced may still call back.
    const ifCurrent = (work: () => void) => this.#socket === socket && work();
    const socket: LarkSocket = sdk.socket({
      pingTimeoutMs,
      handshakeTimeoutMs,
      onReady: () => ifCurrent(() => this.#connected()),
      onReconnecting: () => ifCurrent(() => this.#lost()),
      onReconnected: () => ifCurrent(() => this.#connected()),
      onError: (error) => ifCurrent(() => this.#replace({ code: null, message: error.message })),
      onTrouble: (trouble) => ifCurrent(() => this.#replace(trouble)),
    });
    this.#socket = socket;
    this.#waitForIt();
    this.#look(socket);
    void socket.start({ eventDispatcher: sdk.dispatcher(handlers) });
  }

  #connected(): void {
    this.#failures = 0;
    this.#waits.cancel('patience');
    if (this.#everConnected) this.#parts.meter.count('reconnects', { network: 'lark' });
    this.#everConnected = true;
    this.#parts.onStatus({ state: 'connected', reason: 'connected' });
  }

  #lost(): void {
    if (this.#waits.has('patience')) return;
    this.#parts.onStatus({ state: 'degraded', reason: 'reconnecting' });
    this.#waitForIt();
  }

  #waitForIt(): void {
    this.#waits.set('patience', this.#paces.patienceMs, () => this.#replace(NO_CONNECTION));
  }

  /** Losses that the SDK tells nobody of. */
  #look(socket: LarkSocket): void {
    this.#waits.set('look', this.#paces.checkEveryMs, () => {
      if (socket.getConnectionStatus().state !== 'connected') this.#lost();
      this.#look(socket);
    });
  }

  #replace(trouble: EndpointTrouble): void {
    this.stop();
    this.#failures += 1;
    const paces = this.#paces;
    const pauseMs = isWrongSecret(trouble.code) ? paces.wrongSecretRetryMs : backoffMs(this.#failures, paces);
    const detail = trouble.code === null ? trouble.message : `${trouble.code} ${trouble.message}`.trim();
    this.#parts.log.warn({ network: 'lark', detail, pauseMs }, 'the long connection is down');
    this.#parts.onStatus({ state: 'down', reason: reasonOf(trouble), detail });
    this.#waits.set('retry', pauseMs, () => this.#open());
  }
}

function reasonOf({ code }: EndpointTrouble): LinkStatus['reason'] {
  if (isWrongSecret(code)) return 'wrong-secret';
  return code === null ? 'unreachable' : 'refused';
}

/** Doubles, and never twice the same: many bots that lost one server should not come back together. */
function backoffMs(failures: number, { firstRetryMs, longestRetryMs }: ConnectionPaces): number {
  const fullMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 16));
  return fullMs * (0.5 + Math.random() / 2);
}

interface Waits {
  /** One of each name: a new one takes the place of the old. */
  set(name: string, ms: number, run: () => void): void;
  has(name: string): boolean;
  cancel(name: string): void;
  cancelAll(): void;
}

function createWaits(timer: Timer): Waits {
  const waits = new Map<string, () => void>();
  const cancel = (name: string) => {
    waits.get(name)?.();
    waits.delete(name);
  };
  return {
    set(name, ms, run) {
      cancel(name);
      const off = timer.after(ms, () => {
        waits.delete(name);
        run();
      });
      waits.set(name, off);
    },
    has: (name) => waits.has(name),
    cancel,
    cancelAll: () => [...waits.keys()].forEach(cancel),
  };
}
