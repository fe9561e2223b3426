import { ChatError } from '../app/errors.ts';
import type { Chat, ChatRoute, LeaseStore, LinkStatus, Log, Meter, Receiver } from '../app/ports.ts';
import { within } from '../app/within.ts';
import { SECOND_MS } from '../engine/glossary.ts';

export interface ExclusiveOptions {
  /** A fresh edge, not started; asked for again each time the lease is taken. */
  open(): Promise<Chat>;
  /** `wechat:…`: held by one process at a time. */
  lease: string;
  leases: LeaseStore;
  owner: string;
  log: Log;
  meter: Meter;
  /** Never goes back: judges on its own how long the lease still holds. */
  monotonicMs(): number;
  /** How often the lease is renewed, or asked for by who waits for it. */
  beatMs?: number;
  leaseMs?: number;
}

const BEAT_MS = 3 * SECOND_MS;
const LEASE_MS = 15 * SECOND_MS;
const HELD_ELSEWHERE: LinkStatus = { state: 'down', reason: 'held-elsewhere' };

/**
 * An edge that only one process may run: it starts when its lease is free, stops as soon as the lease is no longer sure, and
 * stands by in between. One account with two processes would throw each other out.
 */
export async function createExclusive(options: ExclusiveOptions): Promise<Chat> {
  const { leases, lease, owner, log, beatMs = BEAT_MS } = options;
  const first = await options.open();
  const runner = createRunner(options);
  let running = false;
  let timer: NodeJS.Timeout | null = null;
  let turn: Promise<void> = Promise.resolve();

  const next = (receiver: Receiver) => {
    if (!running) return;
    turn = runner.beat(receiver).catch((err) => log.error({ err, lease }, 'an exclusive edge failed'));
    void turn.then(() => {
      if (running) timer = setTimeout(() => next(receiver), beatMs).unref();
    });
  };

  return {
    ...followed(first, runner.current),
    async start(receiver) {
      running = true;
      next(receiver);
      await turn;
      if (!runner.current()) receiver.status(HELD_ELSEWHERE);
    },
    async stop() {
      running = false;
      if (timer) clearTimeout(timer);
      await turn;
      await runner.drop();
      await leases.release([lease], owner);
    },
  };
}

/** Holds the lease and runs the edge as long as it does. */
function createRunner({ leases, lease, owner, log, meter, open, ...times }: ExclusiveOptions) {
  const { monotonicMs, beatMs = BEAT_MS, leaseMs = LEASE_MS } = times;
  let chat: Chat | null = null;
  let sureUntilMs = 0;
  const drop = async () => {
    const held = chat;
    chat = null;
    await held?.stop();
  };
  const take = async (receiver: Receiver) => {
    chat = await open();
    try {
      await chat.start(receiver);
    } catch (error) {
      chat = null;
      throw error;
    }
  };
  const lose = async (receiver: Receiver) => {
    meter.count('leases_lost');
    log.warn({ lease }, 'the lease of a network is lost: its edge stops');
    await drop();
    receiver.status(HELD_ELSEWHERE);
  };
  return {
    current: () => chat,
    drop,
    async beat(receiver: Receiver) {
      const askedAtMs = monotonicMs();
      const held = await within(beatMs, leases.hold([lease], owner, leaseMs));
      if (held?.has(lease)) {
        // An answer that comes late says nothing of the time it took.
        sureUntilMs = askedAtMs + leaseMs - beatMs;
        if (!chat) await take(receiver);
      } else if (chat && (held || monotonicMs() >= sureUntilMs)) await lose(receiver);
    },
  };
}

/** What the edge can do, done by whichever runs now. */
function followed(first: Chat, current: () => Chat | null): Omit<Chat, 'start' | 'stop'> {
  const away = () => Promise.reject(new ChatError('unreachable'));
  const { edit, history, picture, routes, ...rest } = first;
  return {
    ...rest,
    send: (message) => current()?.send(message) ?? away(),
    ...(edit && { edit: (remoteId, message) => current()?.edit?.(remoteId, message) ?? away() }),
    ...(history && { history: (chatId, since) => current()?.history?.(chatId, since) ?? nothing() }),
    ...(picture && { picture: (reference) => current()?.picture?.(reference) ?? away() }),
    ...(routes && { routes: routes.map((route) => following(route, current)) }),
  };
}

async function* nothing(): AsyncGenerator<never> {}

/** The same page of whichever edge runs now. */
function following({ method, path, open }: ChatRoute, current: () => Chat | null): ChatRoute {
  return {
    method,
    path,
    open,
    handle: async (request) => {
      const route = current()?.routes?.find((one) => one.method === method && one.path === path);
      return route ? route.handle(request) : new Response('held elsewhere', { status: 503 });
    },
  };
}
