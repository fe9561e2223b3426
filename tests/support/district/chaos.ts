import { type CallName, FAULT, type Fault } from '../fake-lark/faults.ts';
import type { FakeLark } from '../fake-lark/server.ts';
import { runSql } from '../raw-sql.ts';
import type { Crew } from './crew.ts';
import type { Random } from './random.ts';

/** Everything that is known to go wrong between the bot, Lark and the database, and the bot's own sudden end. */
export interface Chaos {
  /** Something goes wrong now, drawn by lot; what lasts ends by itself within a second or two. */
  strike(): void;
  /** Nothing goes wrong any more. */
  calm(): void;
  /** How often each has struck. */
  readonly struck: Readonly<Record<string, number>>;
  /** Resolves when all processes that were killed have successors; rejects when a blow could not be struck. */
  settled(): Promise<void>;
}

export interface ChaosParts {
  lark: FakeLark;
  crew: Crew;
  random: Random;
  /** Of the database. */
  url: string;
  /** Much happens at once: what a process that is killed right after has in hand. */
  burst(): void;
}

interface Blow {
  /** How often it comes beside the others. */
  weight: number;
  strike(): void;
}

/** From before an event has come in until after its answer has gone out. */
const KILLED_WITHIN_MS = 60;

const SPEAKING: readonly CallName[] = ['create', 'reply', 'patch'];

export function createChaos(parts: ChaosParts): Chaos {
  const { lark, random } = parts;
  const struck: Record<string, number> = {};
  const lasting = createLasting();
  const underWay: Promise<void>[] = [];
  const kill = () => void underWay.push(parts.crew.kill(random.below(parts.crew.seats)));
  const blows: Readonly<Record<string, Blow>> = {
    ...deliveryBlows(parts, lasting.until),
    ...lineBlows(parts, lasting.until),
    ...callBlows(parts),
    ...databaseBlows(parts, underWay),
    kill: {
      weight: 8,
      strike: () => {
        parts.burst();
        lasting.until(random.below(KILLED_WITHIN_MS), kill);
      },
    },
  };
  const draw = createDeck(Object.entries(blows), random);
  return {
    struck,
    strike: () => {
      const [name, blow] = draw();
      struck[name] = (struck[name] ?? 0) + 1;
      blow.strike();
    },
    calm: () => {
      lasting.endAll();
      lark.faults.clear();
      lark.loseAcks(0);
    },
    settled: async () => void (await Promise.all(underWay)),
  };
}

/** All of them come before any of them comes again. */
function createDeck(
  blows: readonly (readonly [string, Blow])[],
  random: Random,
): () => readonly [string, Blow] {
  const all = blows.flatMap((one) => Array.from({ length: one[1].weight }, () => one));
  let deck: typeof all = [];
  return () => {
    if (deck.length === 0) deck = [...all];
    const one = random.of(deck);
    deck.splice(deck.indexOf(one), 1);
    return one;
  };
}

type Until = (ms: number, end: () => void) => void;

/** How events come. */
function deliveryBlows({ lark, random }: ChaosParts, until: Until): Record<string, Blow> {
  return {
    'lost acks': { weight: 3, strike: () => lark.loseAcks(1 + random.below(8)) },
    'late events': {
      weight: 3,
      strike: () => {
        lark.delay(200 + random.below(1500));
        until(1000, () => lark.delay(0));
      },
    },
    'reversed events': {
      weight: 3,
      strike: () => {
        lark.hold();
        until(300 + random.below(700), () => lark.release('reversed'));
      },
    },
  };
}

/** The long connection. */
function lineBlows({ lark, random }: ChaosParts, until: Until): Record<string, Blow> {
  const { socket } = lark;
  return {
    'lines closed': { weight: 2, strike: socket.closeAll },
    'lines cut': { weight: 3, strike: socket.terminateAll },
    'lines silent': {
      weight: 2,
      strike: () => {
        socket.silence(true);
        until(500 + random.below(1000), () => socket.silence(false));
      },
    },
    'no server named': {
      weight: 1,
      strike: () => {
        socket.refuseEndpoint({ code: random.of([1, 1000040343]), data: random.chance(0.5) });
        socket.terminateAll();
        until(1500, () => socket.refuseEndpoint(null));
      },
    },
    'handshakes refused': {
      weight: 1,
      strike: () => {
        socket.refuseHandshake(random.of([403, 503]));
        socket.terminateAll();
        until(1500, () => socket.refuseHandshake(null));
      },
    },
  };
}

/** The calls with which the bot speaks. */
function callBlows({ lark, random }: ChaosParts): Record<string, Blow> {
  const next = (fault: Fault, times = 1 + random.below(5)) =>
    lark.faults.next(random.of(SPEAKING), fault, times);
  return {
    'too fast (app)': { weight: 3, strike: () => next(FAULT.gatewayLimit(1 + random.below(2))) },
    'too fast (chat)': { weight: 2, strike: () => next(FAULT.chatLimit) },
    'server fault before': { weight: 2, strike: () => next(FAULT.serverFault('before')) },
    'server fault after': { weight: 3, strike: () => next(FAULT.serverFault('after')) },
    'cut before': { weight: 2, strike: () => next(FAULT.cut('before')) },
    'cut after': { weight: 3, strike: () => next(FAULT.cut('after')) },
    'no answer after': { weight: 1, strike: () => next(FAULT.hang('after'), 1) },
    'slow calls': { weight: 2, strike: () => next(FAULT.delay(500 + random.below(1500))) },
    'token revoked': { weight: 2, strike: lark.revokeTokens },
    'token refused': { weight: 1, strike: () => next(FAULT.tokenRejected, 2) },
    'code not 0': { weight: 1, strike: () => next(FAULT.badCode(2200)) },
  };
}

/** A file has no connections that could be cut. */
function databaseBlows({ url }: ChaosParts, underWay: Promise<void>[]): Record<string, Blow> {
  if (url.startsWith('file:')) return {};
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  return { 'database cut off': { weight: 3, strike: () => void underWay.push(runSql(url, cut)) } };
}

/** What lasts for a while and then ends. */
function createLasting() {
  const ends = new Map<() => void, NodeJS.Timeout>();
  return {
    until: (ms: number, end: () => void) => {
      const timer = setTimeout(() => {
        ends.delete(end);
        end();
      }, ms);
      ends.set(end, timer);
    },
    endAll: () => {
      for (const [end, timer] of ends) {
        clearTimeout(timer);
        end();
      }
      ends.clear();
    },
  };
}
