import type { z } from 'zod';
import type { Chat, Clock, Log, Meter, Pictures } from '../app/ports.ts';
import type { Network } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';

/**
 * A chat network, whole, in one folder: `src/chat/<network>/network.ts` exports it as `definition`, and nothing outside the
 * folder names it. The file is read at every start, so it imports its SDK only inside `open` and `probe`.
 */
export interface NetworkDefinition<Settings = unknown> {
  /** The folder's name; the first part of every key: `lark`. */
  network: Network;
  /** For people: `飞书`. */
  name: string;
  /** Environment variables it reads, each a string that may be absent, with its check and Chinese fault. */
  settings: z.ZodObject;
  /** Those whose value is never shown. */
  secrets: readonly string[];
  /** What only makes sense together: one sentence a fault. `given` holds what is set. */
  faults(given: Readonly<Record<string, string | undefined>>): readonly string[];
  /** Null: not configured, the network stays off. Called only without faults; secrets are kept as a `Secret`. */
  read(given: Readonly<Record<string, string | undefined>>): Settings | null;
  /** A lease that only one process at a time may hold to run it (one WeChat account, one process). */
  exclusive?(settings: Settings): string;
  open(settings: Settings, parts: EdgeParts): Promise<Chat>;
  /**
   * What runs in a process apart from the bot, where the network's library must not share its fate: the edge starts it as
   * `linli network-process <network> <words …>`. Resolves when the process may end.
   */
  runProcess?(
    words: readonly string[],
    environment: Readonly<Record<string, string | undefined>>,
  ): Promise<void>;
  /** `linli check`: credentials and permissions, one real call each. */
  probe(settings: Settings, parts: Pick<EdgeParts, 'log' | 'clock'>): Promise<readonly ProbeFinding[]>;
}

/** A network with what was set for it. */
export interface ConfiguredNetwork {
  definition: NetworkDefinition;
  settings: unknown;
}

export interface EdgeParts {
  clock: Clock;
  log: Log;
  meter: Meter;
  pictures: Pictures;
  policy: ServicePolicy;
  /** Where files of its own may be kept (a session, a cache): `data/<network>`. */
  folder: string;
}

export interface ProbeFinding {
  state: 'ok' | 'wrong' | 'note';
  message: string;
}
