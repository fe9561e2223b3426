import type { InboundMessage } from '../chat/message.ts';
import type { Instant, Network } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { Command } from './command.ts';
import type { AppParts } from './incoming/batch.ts';
import { runBatch, surroundings } from './incoming/batch.ts';
import { buildRegistry } from './incoming/parse.ts';
import { createPump } from './incoming/pump.ts';
import { offerTo } from './outgoing/pictures.ts';
import { createCardRefresher } from './outgoing/refresh-cards.ts';
import { createSender } from './outgoing/sender.ts';
import type { Chat, Clock, Log, Receiver, Store } from './ports.ts';
import type { Sentences } from './reply.ts';
import { forgetOldTalk, runTick } from './tick.ts';

/** The bot: one way in, one way out, one clock. */
export interface Linli {
  /** Starts the edges, then takes up what waits in the outbox; anything new is said behind it. */
  start(): Promise<void>;
  /** Stops listening, finishes what is under way, says what was decided. */
  stop(): Promise<void>;
  /** Resolves once the message and its effects are committed; only then may an edge acknowledge it. */
  receive(message: InboundMessage): Promise<void>;
  /** Says and does what has fallen due by `now`. Safe to call twice, late, or with a clock that went back. */
  tick(now: Instant): Promise<void>;
  /** Ticks at every instant up to `until` at which something falls due. Needs a clock that can be set. */
  runTo(until: Instant): Promise<void>;
  /** Resolves when everything that can be said now has been said. */
  flush(): Promise<void>;
}

export interface LinliParts {
  store: Store;
  chats: readonly Chat[];
  /** One that can be moved is for replays and the playground; `runTo` needs it. */
  clock: Clock & { moveTo?(at: Instant): void };
  log: Log;
  policy: ServicePolicy;
  commands: readonly Command[];
  sentences: Sentences;
  /** A fresh one-time code of six digits. */
  newCode(): string;
  /** Networks out of reach just now: who has an account elsewhere is told there. */
  down?(): ReadonlySet<Network>;
}

/** What waits is taken together up to here: enough that a burst of talk shares its reads and its disk flush. */
const BATCH_SIZE = 512;

export function createLinli(given: LinliParts): Linli {
  const { store, chats, clock } = given;
  const { sender, cards, parts } = createSpeaking(given);
  const pump = createPump<InboundMessage>(BATCH_SIZE, (batch) => runBatch(batch, parts));
  const receiver: Receiver = {
    message: (message) => pump.push(message),
    event: async () => {},
    status: () => {},
  };
  const tick = async (now: Instant) => {
    await runTick(now, parts);
    await forgetOldTalk(now, parts);
    await sender.poll();
    cards.wake();
  };
  const flush = async () => {
    await pump.idle();
    await sender.poll();
    await sender.idle();
    await cards.refresh();
  };
  return {
    receive: (message) => pump.push(message),
    tick,
    flush,
    runTo: (until) =>
      runTo(until, {
        store,
        clock,
        step: async (now) => {
          await tick(now);
          await sender.idle();
          await cards.refresh();
        },
      }),
    start: async () => {
      await Promise.all(chats.map((chat) => chat.start(receiver)));
      await sender.poll();
    },
    stop: async () => {
      await Promise.all(chats.map((chat) => chat.stop()));
      await pump.idle();
      await cards.stop();
      await sender.stop();
    },
  };
}

/** The way out: rows to the sender, cards to their refresher, and what a plan has to know of the networks. */
function createSpeaking(given: LinliParts) {
  const { store, chats, clock, log } = given;
  const sender = createSender({ outbox: store.outbox, chats, clock, log });
  const offer = offerTo(sender);
  const parts: AppParts = {
    ...given,
    registry: buildRegistry(given.commands),
    reach: reachOf(given),
    offer: (records) => {
      offer(records);
      cards.wake();
    },
  };
  const directory = async () => (await surroundings(parts)).directory;
  const cards = createCardRefresher({ ...given, directory });
  return { sender, cards, parts };
}

/** What every part that speaks asks: where cards are shown, and which networks to avoid. */
function reachOf({ chats, down }: LinliParts): NonNullable<AppParts['reach']> {
  const cards = new Set(chats.filter((chat) => chat.cards).map((chat) => chat.network));
  return () => ({ cards, down: down?.() ?? NONE_DOWN });
}

const NONE_DOWN: ReadonlySet<Network> = new Set();

interface Driven {
  store: Store;
  clock: LinliParts['clock'];
  /** Ticks and waits until what it made to be said has been said. */
  step(now: Instant): Promise<void>;
}

/** Steps from one due instant to the next, so that what a night would have brought comes in its order. */
async function runTo(until: Instant, { store, clock, step }: Driven): Promise<void> {
  const moveTo = (at: Instant) => clock.moveTo?.(Math.max(at, clock.now()));
  let before = Number.NEGATIVE_INFINITY;
  for (;;) {
    const [dueAt, readyAt] = await Promise.all([store.nextDueAt(), store.outbox.nextReadyAt()]);
    const next = Math.min(dueAt ?? Infinity, readyAt ?? Infinity);
    // What stays due although its moment has come is a bug elsewhere and no reason to spin here.
    if (next > until || next <= before) break;
    moveTo(next);
    await step(Math.max(next, clock.now()));
    before = next;
  }
  moveTo(until);
  await step(until);
}
