import type { InboundMessage } from '../chat/message.ts';
import type { Instant } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { Command } from './command.ts';
import type { AppParts } from './incoming/batch.ts';
import { runBatch } from './incoming/batch.ts';
import { buildRegistry } from './incoming/parse.ts';
import { createPump } from './incoming/pump.ts';
import { createSender } from './outgoing/sender.ts';
import type { Chat, Clock, Log, Store } from './ports.ts';
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
}

/** What waits is taken together up to here: enough that a burst of talk shares its reads and its disk flush. */
const BATCH_SIZE = 512;

export function createLinli(given: LinliParts): Linli {
  const { store, chats, clock, log } = given;
  const sender = createSender({ outbox: store.outbox, chats, clock, log });
  const parts: AppParts = { ...given, registry: buildRegistry(given.commands), offer: sender.offer };
  const pump = createPump<InboundMessage>(BATCH_SIZE, (batch) => runBatch(batch, parts));
  const tick = async (now: Instant) => {
    await runTick(now, parts);
    await forgetOldTalk(now, parts);
    await sender.poll();
  };
  const flush = async () => {
    await pump.idle();
    await sender.poll();
    await sender.idle();
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
        },
      }),
    start: async () => {
      await Promise.all(chats.map((chat) => chat.start((message) => pump.push(message))));
      await sender.poll();
    },
    stop: async () => {
      await Promise.all(chats.map((chat) => chat.stop()));
      await pump.idle();
      await sender.stop();
    },
  };
}

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
