import { type Network, SECOND_MS } from '../../engine/glossary.ts';
import { laneOf } from '../keys.ts';
import type { LeaseStore, Log, Meter, Mine } from '../ports.ts';
import { LANES } from '../ports.ts';
import type { Timer } from '../timer.ts';
import { createHolding, type Holding } from './holding.ts';

/** What of the common work is this process's. */
export interface Share {
  /** Resolves when it has taken what is free; the rest comes as others let go. */
  start(): Promise<void>;
  /** Lets go of everything, so that others need not wait for it to lapse. */
  stop(): Promise<void>;
  mine(): Mine;
  holds(network: Network, chatId: string): boolean;
  /** Whether the network's edge may run here: one that only one process may run, only where its right is held. */
  runs(network: Network): boolean;
  /** Whether what falls due is this process's to do. */
  ticks(): boolean;
  /** How many processes live, this one among them. */
  processes(): number;
}

export interface SharedNetwork {
  network: Network;
  /** The right without which its edge may not run: one account, one process. Null: every process runs one. */
  exclusive: string | null;
}

/** For tests; everything has a sensible length. */
export interface ShareTimes {
  beatMs?: number;
  /** How long a right lasts after the last beat. */
  leaseMs?: number;
  /** How much earlier than the database this process counts its rights as lapsed. */
  marginMs?: number;
}

export interface ShareParts extends ShareTimes {
  leases: LeaseStore;
  /** The process: unlike that of any other, now or before. */
  owner: string;
  networks: readonly SharedNetwork[];
  timer: Timer;
  log: Log;
  meter: Meter;
  /** Whether something of the lane is under way: it is kept until that has ended. */
  inHand(lane: number): boolean;
  /** Something was gained or lost. */
  changed(): void;
  /** After every beat: who died may have left words that nobody was told of. */
  beaten?: (() => void) | undefined;
}

const BEAT_MS = 3 * SECOND_MS;
/** So many times as often while lanes change hands. */
const SOONER = 6;
/** The database's clock shows whole milliseconds. */
const LAPSED_MS = 20;
const TICK = 'tick';
const PROCESS = 'process:';
const ALL_LANES: readonly number[] = Array.from({ length: LANES }, (_, lane) => lane);

/** One process alone: everything is its own. */
export function shareAlone(networks: readonly Network[]): Share {
  const mine: Mine = { networks: networks.map((network) => ({ network, lanes: 'all' })) };
  return {
    start: async () => {},
    stop: async () => {},
    mine: () => mine,
    holds: () => true,
    runs: () => true,
    ticks: () => true,
    processes: () => 1,
  };
}

/**
 * Several processes on one database. Each beats: it renews what it holds, sees who else lives, takes its own lanes as
 * soon as they are free and gives up those of others as soon as nothing of them is in hand. A process whose beats fail
 * stops before others take over, by a clock of its own that nobody sets.
 */
export function createShare(parts: ShareParts): Share {
  const { networks, timer, log, beatMs = BEAT_MS } = parts;
  const holding = createHolding(parts);
  const living: Living = { owners: [parts.owner] };
  const exclusives = new Map(networks.map(({ network, exclusive }) => [network, exclusive]));
  let stopping = false;
  let callOff = () => {};
  let beating: Promise<void> = Promise.resolve();
  const beatLater = (ms: number) => {
    const again = () => {
      beating = beat(parts, holding, living)
        .catch((error) => {
          log.warn({ err: error }, 'the rights of this process could not be renewed');
          return beatMs / SOONER;
        })
        .then(beatLater);
    };
    if (!stopping) callOff = timer.after(ms, again);
  };
  return {
    start: async () => beatLater(await beat(parts, holding, living)),
    stop: async () => {
      stopping = true;
      callOff();
      await beating;
      await holding.release();
    },
    mine: () => mineOf(networks, holding),
    holds: (network, chatId) => {
      const exclusive = exclusives.get(network);
      return exclusive !== undefined && holding.has(exclusive ?? leaseOf(laneOf(network, chatId)));
    },
    runs: (network) => {
      const exclusive = exclusives.get(network);
      return exclusive === null || (exclusive !== undefined && holding.has(exclusive));
    },
    ticks: () => holding.has(TICK),
    processes: () => living.owners.length,
  };
}

interface Living {
  owners: readonly string[];
}

/** Renews, takes and gives up; resolves with how long it is until the next beat. */
async function beat(parts: ShareParts, holding: Holding, living: Living): Promise<number> {
  const { leases, owner, networks, timer, beatMs = BEAT_MS } = parts;
  const startedMs = timer.nowMs();
  const lines = await leases.held();
  const owners = livingOf(lines, owner);
  living.owners = owners;
  const foreign = lines.filter((line) => line.owner !== owner);
  const others = new Set(foreign.map((line) => line.name));
  const lanes = ALL_LANES.filter((lane) => owners[lane % owners.length] === owner).map(leaseOf);
  const single = [TICK, ...networks.flatMap(({ exclusive }) => exclusive ?? [])];
  const own = [`${PROCESS}${owner}`, ...lanes];
  const free = [...own, ...single].filter((name) => !others.has(name));
  const held = await holding.renew(startedMs, free);
  parts.beaten?.();
  const settled = own.every((name) => held.has(name)) && held.size === free.length;
  // While lanes change hands, sooner: nobody speaks in them meanwhile. And as soon as somebody's rights lapse: whoever lives
  // renews them long before.
  const lapseMs = Math.min(...foreign.map((line) => line.lapsesInMs)) + LAPSED_MS;
  return Math.min(settled ? beatMs : beatMs / SOONER, lapseMs);
}

function mineOf(networks: readonly SharedNetwork[], holding: Holding): Mine {
  const held = ALL_LANES.filter((lane) => holding.has(leaseOf(lane)));
  const lanes = held.length === LANES ? 'all' : held;
  return {
    networks: networks.flatMap(({ network, exclusive }): Mine['networks'] => {
      if (exclusive !== null) return holding.has(exclusive) ? [{ network, lanes: 'all' }] : [];
      return held.length === 0 ? [] : [{ network, lanes }];
    }),
  };
}

function leaseOf(lane: number): string {
  return `lane:${lane}`;
}

/** Every process sees the same list, so all agree on whose a lane is. */
function livingOf(lines: readonly { name: string; owner: string }[], owner: string): readonly string[] {
  const owners = lines.filter(({ name }) => name.startsWith(PROCESS)).map((line) => line.owner);
  return [...new Set([...owners, owner])].toSorted();
}
