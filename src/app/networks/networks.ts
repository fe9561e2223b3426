import type { InboundMessage } from '../../chat/message.ts';
import type { Instant, Network } from '../../engine/glossary.ts';
import type { AppParts } from '../incoming/batch.ts';
import { handleEvent } from '../incoming/handle-event.ts';
import type { Chat, LinkStatus, Meter, Receiver } from '../ports.ts';
import { type Alarm, createAlarm } from './alarm.ts';
import type { Identities } from './identities.ts';
import { createInterruptions, type Interruptions } from './interruptions.ts';
import { createSeeker, type Seeker } from './seek-identities.ts';
import { createWatch, type Watch } from './watch.ts';

/** For what is said: what is heard brings it along. */
const REFRESH_MS = 2000;

/** What happens on the networks besides messages: events, outages, what was missed, ids that change. */
export interface Networks {
  /** Starts the edges. */
  start(): Promise<void>;
  /** Stops the edges and the reading of histories. */
  stop(): Promise<void>;
  /** Once a minute, in every process. */
  tick(now: Instant): Promise<void>;
  /** Networks that carry nothing at the moment. */
  downNetworks(): ReadonlySet<Network>;
  /** The day's messages of a network are used up: whoever leads is told, once a day. */
  budgetSpent(network: Network): void;
  /** Resolves when no history is being read and everything noted is written. */
  idle(): Promise<void>;
}

export interface NetworksParts extends AppParts {
  /** As `identities` wrapped them. */
  chats: readonly Chat[];
  identities: Identities;
  owner: string;
  meter: Meter;
  /** What people call a network: `飞书`. Left out: its own name. */
  networkName?: ((network: Network) => string) | undefined;
  push(message: InboundMessage): Promise<void>;
  told?: ((network: Network, status: LinkStatus) => void) | undefined;
}

interface Inside {
  watch: Watch;
  alarm: Alarm;
  seeker: Seeker;
  interruptions: Interruptions;
}

export function createNetworks(parts: NetworksParts): Networks {
  const watch = createWatch({ ...parts, links: parts.store.links });
  const inside: Inside = {
    watch,
    alarm: createAlarm(parts, watch),
    seeker: createSeeker(parts, watch),
    interruptions: createInterruptions(parts),
  };
  const { alarm, seeker, interruptions } = inside;
  let refreshing: NodeJS.Timeout | undefined;
  return {
    start: async () => {
      await parts.identities.refresh();
      await alarm.start();
      await interruptions.start();
      refreshing = setInterval(() => refresh(parts), REFRESH_MS).unref();
      await Promise.all(parts.chats.map((chat) => chat.start(receiverOf(chat, inside, parts))));
    },
    stop: async () => {
      clearInterval(refreshing);
      await Promise.all([interruptions.stop(), ...parts.chats.map((chat) => chat.stop())]);
      for (const { network } of parts.chats) {
        if (watch.own(network)) watch.status(network, { state: 'down', reason: 'stopped' });
      }
      await watch.settled();
    },
    tick: async (now) => {
      const parted = [() => alarm.look(now), () => seeker.seek(now), () => interruptions.tick(now)];
      for (const part of parted) {
        await part().catch((error) => parts.log.error({ error }, 'the networks could not be looked after'));
      }
    },
    downNetworks: watch.down,
    budgetSpent: (network) => {
      alarm
        .budgetSpent(network)
        .catch((error) => parts.log.error({ error, network }, 'nobody was told that the budget is spent'));
    },
    idle: async () => {
      await interruptions.idle();
      await watch.settled();
    },
  };
}

function receiverOf({ network }: Chat, inside: Inside, parts: NetworksParts): Receiver {
  const { watch, seeker, interruptions } = inside;
  const { meter, log } = parts;
  const underWay = new Set<Promise<void>>();
  const heard = () => {
    watch.heard(network);
    interruptions.heard(network);
  };
  return {
    message: async (message) => {
      heard();
      meter.count('messages_received', { network });
      const handled = parts.push(message);
      underWay.add(handled);
      await handled.finally(() => underWay.delete(handled));
    },
    event: async (event) => {
      heard();
      meter.count('events_received', { network, type: event.type });
      // What is taken back may only just have come in.
      if (event.type === 'recalled') await Promise.allSettled([...underWay]);
      await handleEvent(event, parts);
      if (event.type === 'room-seen') seeker.seen(network);
    },
    status: (status) => {
      parts.told?.(network, status);
      watch.status(network, status);
      interruptions
        .status(network, status)
        .catch((error) => log.error({ error, network }, 'an interruption could not be looked into'));
    },
  };
}

async function refresh({ identities, log }: NetworksParts): Promise<void> {
  await identities
    .follow()
    .catch((error) => log.warn({ error }, 'changed ids could not be read; those known so far hold'));
}
