import { join } from 'node:path';
import { ChatError } from '../app/errors.ts';
import { picturesAcross } from '../app/outgoing/pictures-across.ts';
import type { Chat, Clock, LinkStatus, Log, Meter, Pictures, Receiver } from '../app/ports.ts';
import type { ConfiguredNetwork } from '../chat/network.ts';
import type { Network } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';

export interface EdgesParts {
  networks: readonly ConfiguredNetwork[];
  clock: Clock;
  log: Log;
  meter: Meter;
  pictures: Pictures;
  policy: ServicePolicy;
  /** Where each network may keep files of its own, in a folder of its name. */
  folder: string;
}

/**
 * The edges of all configured networks, not started. What one of them cannot do is its own state: the others go on. Each
 * shows the pictures of the others too.
 */
export async function openEdges(parts: EdgesParts): Promise<readonly Chat[]> {
  const edges: Chat[] = [];
  const pictures = picturesAcross(parts.pictures, () => edges);
  const opened = parts.networks.map((configured) => openOne(configured, { ...parts, pictures }));
  edges.push(...(await Promise.all(opened)));
  return edges;
}

async function openOne(configured: ConfiguredNetwork, parts: EdgesParts): Promise<Chat> {
  const { network } = configured.definition;
  try {
    return guarded(await openEdge(configured, parts), parts.log);
  } catch (error) {
    parts.log.error({ err: error, network }, 'a network could not be opened');
    return brokenEdge(network, error);
  }
}

function openEdge({ definition, settings }: ConfiguredNetwork, parts: EdgesParts): Promise<Chat> {
  const { clock, log, meter, pictures, policy } = parts;
  const folder = join(parts.folder, definition.network);
  return definition.open(settings, { clock, log, meter, pictures, policy, folder });
}

/** A start that fails is a state and no end of the process. */
function guarded(chat: Chat, log: Log): Chat {
  return {
    ...chat,
    async start(receiver: Receiver) {
      try {
        await chat.start(receiver);
      } catch (error) {
        log.error({ err: error, network: chat.network }, 'a network could not be started');
        receiver.status(crashed(error));
      }
    },
  };
}

/** Stands where an edge would be, so that what waits for its people waits on, and everybody sees why. */
function brokenEdge(network: Network, error: unknown): Chat {
  return {
    network,
    start: async ({ status }) => status(crashed(error)),
    send: async () => {
      throw new ChatError('unreachable', { cause: error });
    },
    stop: async () => {},
  };
}

function crashed(error: unknown): LinkStatus {
  const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return { state: 'down', reason: 'crashed', detail };
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
