import { join } from 'node:path';
import { picturesAcross } from '../app/outgoing/pictures-across.ts';
import type { Chat, Clock, LinkStatus, Log, Meter, Pictures, Receiver, Store } from '../app/ports.ts';
import type { ConfiguredNetwork } from '../chat/network.ts';
import type { Instant, Network } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { NetworkHealth } from '../web/health.ts';

export interface EdgesParts {
  networks: readonly ConfiguredNetwork[];
  store: Pick<Store, 'links'>;
  clock: Clock;
  log: Log;
  meter: Meter;
  pictures: Pictures;
  policy: ServicePolicy;
  /** This process. */
  owner: string;
  /** Where each network may keep files of its own, in a folder of its name. */
  folder: string;
  /** Each edge's state as it changes, for the operator. */
  told(network: ConfiguredNetwork['definition'], status: LinkStatus): void;
}

export interface Edges {
  chats: readonly Chat[];
  /** How each stands, by what it told last. */
  health(): readonly NetworkHealth[];
}

/** The edges of all configured networks, not started. One that cannot be made is told and left out: the others go on. */
export async function openEdges(parts: EdgesParts): Promise<Edges> {
  const states = new Map<Network, NetworkHealth>();
  const chats: Chat[] = [];
  const pictures = picturesAcross(parts.pictures, () => chats);
  const opened = await Promise.all(
    parts.networks.map(async (configured) => {
      const watcher = watch(configured, states, parts);
      try {
        return guarded(await openEdge(configured, { ...parts, pictures }), watcher);
      } catch (error) {
        await watcher.failed(error);
        return [];
      }
    }),
  );
  chats.push(...opened.flat());
  return { chats, health: () => [...states.values()] };
}

function openEdge({ definition, settings }: ConfiguredNetwork, parts: EdgesParts): Promise<Chat> {
  const { clock, log, meter, pictures, policy } = parts;
  const folder = join(parts.folder, definition.network);
  return definition.open(settings, { clock, log, meter, pictures, policy, folder });
}

/** Which networks only one process may run, by the name of the right to it. */
export function exclusiveRights(networks: readonly ConfiguredNetwork[]): ReadonlyMap<Network, string> {
  return new Map(
    networks.flatMap(({ definition, settings }) => {
      const right = definition.exclusive?.(settings);
      return right === undefined ? [] : [[definition.network, right] as const];
    }),
  );
}

interface Watcher {
  status(status: LinkStatus): void;
  failed(error: unknown): Promise<void>;
}

function watch(
  { definition }: ConfiguredNetwork,
  states: Map<Network, NetworkHealth>,
  { clock, log, owner, store, told }: EdgesParts,
): Watcher {
  const { network } = definition;
  const status = (now: LinkStatus) => {
    const before = states.get(network);
    const same = before?.state === now.state && before.reason === now.reason;
    states.set(network, {
      network,
      state: now.state,
      reason: now.reason,
      since: same ? before.since : clock.now(),
    });
    if (!same || now.qrcode !== undefined) told(definition, now);
  };
  return {
    status,
    async failed(error) {
      log.error({ err: error, network }, 'a network could not be started');
      const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      const at: Instant = clock.now();
      status({ state: 'down', reason: 'crashed', detail });
      await store.links
        .save({
          network,
          owner,
          state: 'down',
          reason: 'crashed',
          detail,
          since: at,
          heardAt: null,
          updatedAt: at,
        })
        .catch((err) => log.warn({ err, network }, 'a state could not be kept'));
    },
  };
}

/** Its states are watched, and a start that fails is a state and no end of the process. */
function guarded(chat: Chat, watcher: Watcher): Chat {
  return {
    ...chat,
    async start(receiver: Receiver) {
      const status = (now: LinkStatus) => {
        watcher.status(now);
        receiver.status(now);
      };
      try {
        await chat.start({ ...receiver, status });
      } catch (error) {
        await watcher.failed(error);
      }
    },
  };
}
