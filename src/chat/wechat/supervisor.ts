import type { LinkStatus } from '../../app/ports.ts';
import type { ChildLink, Launch } from './link.ts';
import type { ChildCommand, ChildEvent } from './protocol.ts';
import type { WechatTimes } from './times.ts';

export interface SupervisorParts {
  launch: Launch;
  times: WechatTimes;
  /** 0 to 1, for spreading new attempts. */
  random(): number;
  status(status: LinkStatus): void;
  /** Everything the account's process tells. */
  hear(event: ChildEvent): void;
  /** The process has ended: what it was asked and has not answered, it never will. */
  lost(): void;
}

export interface Supervisor {
  /** May be called again after a stop. */
  start(): void;
  /** False: nobody is there to be told. */
  tell(command: ChildCommand): boolean;
  /** And, as far as is known, not cut off. */
  loggedIn(): boolean;
  stop(): Promise<void>;
}

/** Signs that the way to the gateway is gone, of which wechaty itself often does not recover. */
const CUT_OFF = /14 UNAVAILABLE|no grpc manager|NO CLIENT|WatchdogAgent reset/i;
const WRONG_TOKEN = /16 UNAUTHENTICATED|Invalid Wechaty TOKEN/i;
const NO_PACKAGE = /Cannot find (package|module)/i;

type Reason = LinkStatus['reason'];
type TimerName = 'deadline' | 'silence' | 'deaf' | 'doubt' | 'steady' | 'again';

/**
 * Keeps the account's process alive: a new one for each attempt, since a wechaty bot started again leaks. Only a log-in proves
 * that an attempt has worked. Nothing that happens to the process reaches the caller as an error.
 */
export function createSupervisor(parts: SupervisorParts): Supervisor {
  return new Keeper(parts);
}

class Keeper implements Supervisor {
  readonly #parts: SupervisorParts;
  #link: ChildLink | null = null;
  /** Counts processes: what an earlier one still says is no longer heard. */
  #attempt = 0;
  #failures = 0;
  #loggedIn = false;
  /** Of this process. The first one may only say that the gateway was reached. */
  #beats = 0;
  #stopping: (() => void) | null = null;
  #stopped = false;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stopped = false;
    this.#stopping = null;
    this.#failures = 0;
    this.#say({ state: 'starting', reason: 'starting' });
    this.#launch();
  }

  tell(command: ChildCommand): boolean {
    this.#link?.tell(command);
    return this.#link !== null;
  }

  loggedIn(): boolean {
    return this.#loggedIn && !this.#timers.has('doubt');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#loggedIn = false;
    this.#clear();
    const link = this.#link;
    if (link) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => link.kill(), this.#parts.times.stopMs);
        this.#stopping = () => {
          clearTimeout(timer);
          resolve();
        };
        link.tell({ type: 'stop' });
      });
      this.#parts.lost();
    }
    this.#say({ state: 'down', reason: 'stopped' });
  }

  #launch(): void {
    const attempt = ++this.#attempt;
    this.#beats = 0;
    const { times, launch } = this.#parts;
    this.#after('deadline', times.loginMs, () => this.#giveUp('unreachable', 'no log-in'));
    this.#link = launch({
      hear: (event) => {
        if (attempt === this.#attempt && this.#link) this.#hear(event);
      },
      ended: (line) => {
        if (attempt === this.#attempt) this.#ended(line);
      },
    });
  }

  #hear(event: ChildEvent): void {
    const { times } = this.#parts;
    this.#after('deaf', times.deafMs, () => this.#giveUp('crashed', 'no sign of life'));
    if (event.type === 'heartbeat') this.#beats += 1;
    if (event.type !== 'alive' && event.type !== 'error') this.#heard();
    this.#parts.hear(event);
    // On its way out it logs out as well.
    if (this.#stopped) return;
    if (event.type === 'login') this.#login();
    else if (event.type === 'logout') this.#logout();
    else if (event.type === 'scan') this.#scan(event.qrcode);
    else if (event.type === 'error') this.#doubt(event.line);
    else if (event.type === 'failed') this.#giveUp(whyFailed(event), event.line);
    // A log-out whose event never came.
    else if (event.type === 'alive' && this.#loggedIn && !event.loggedIn) this.#logout();
  }

  #scan(qrcode: string): void {
    this.#loggedIn = false;
    this.#after('deadline', this.#parts.times.scanMs, () =>
      this.#giveUp('login-needed', 'the code was not renewed'),
    );
    this.#say({ state: 'down', reason: 'login-needed', qrcode });
  }

  /** Anything from the network itself: it is not silent, and a doubt was for nothing. */
  #heard(): void {
    if (this.#timers.has('doubt') && this.#loggedIn) this.#say({ state: 'connected', reason: 'connected' });
    this.#cancel('doubt');
    if (this.#loggedIn) this.#watch();
  }

  #watch(): void {
    const { silenceMs, quietMs } = this.#parts.times;
    const ms = this.#beats > 1 ? silenceMs : quietMs;
    this.#after('silence', ms, () => this.#giveUp('silent', `nothing heard for ${ms} ms`));
  }

  #login(): void {
    this.#loggedIn = true;
    this.#cancel('deadline');
    this.#watch();
    this.#after('steady', this.#parts.times.steadyMs, () => {
      this.#failures = 0;
    });
    this.#say({ state: 'connected', reason: 'connected' });
  }

  #logout(): void {
    this.#loggedIn = false;
    this.#cancel('silence');
    this.#cancel('steady');
    this.#after('deadline', this.#parts.times.loginMs, () => this.#giveUp('logged-out', 'no new log-in'));
    this.#say({ state: 'down', reason: 'logged-out' });
  }

  #doubt(line: string): void {
    if (WRONG_TOKEN.test(line)) {
      this.#giveUp('wrong-secret', line);
    } else if (CUT_OFF.test(line) && !this.#timers.has('doubt')) {
      if (this.#loggedIn) this.#say({ state: 'degraded', reason: 'reconnecting', detail: line });
      this.#after('doubt', this.#parts.times.debounceMs, () => this.#giveUp('unreachable', line));
    }
  }

  /** The attempt has failed: its process is ended, and what follows is the next one. */
  #giveUp(reason: Reason, detail: string): void {
    const link = this.#link;
    this.#forget(reason, detail);
    link?.kill();
  }

  #ended(line: string): void {
    this.#stopping?.();
    if (!this.#stopped) this.#forget('crashed', line);
    this.#link = null;
  }

  #forget(reason: Reason, detail: string): void {
    this.#clear();
    this.#attempt += 1;
    this.#link = null;
    this.#loggedIn = false;
    this.#failures += 1;
    this.#parts.lost();
    this.#say({ state: 'down', reason, detail });
    this.#after('again', this.#waitMs(reason), () => this.#launch());
  }

  /** A wrong token does not become right by asking often. */
  #waitMs(reason: Reason): number {
    const { backoffMs, backoffMostMs } = this.#parts.times;
    if (reason === 'wrong-secret' || reason === 'refused' || reason === 'not-installed') return backoffMostMs;
    const doubled = Math.min(backoffMs * 2 ** Math.min(this.#failures - 1, 20), backoffMostMs);
    return doubled * (0.75 + this.#parts.random() * 0.5);
  }

  #say(status: LinkStatus): void {
    this.#parts.status(status);
  }

  #after(name: TimerName, ms: number, work: () => void) {
    this.#cancel(name);
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(name);
      work();
    }, ms);
    this.#timers.set(name, timer);
  }

  #cancel(name: TimerName): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  #clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}

function whyFailed({ why, line }: Extract<ChildEvent, { type: 'failed' }>): Reason {
  return why === 'not-installed' || NO_PACKAGE.test(line) ? 'not-installed' : 'refused';
}
