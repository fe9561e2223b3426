import { setTimeout as wait } from 'node:timers/promises';
import type { InboundMessage } from '../../chat/message.ts';
import { HOUR_MS, type Instant, type Network } from '../../engine/glossary.ts';
import { catchUp, type Gaps, gapsOf } from '../incoming/catch-up.ts';
import type { Chat, Clock, LinkStatus, Log, Meter, Store } from '../ports.ts';
import { within } from '../within.ts';
import { HISTORY_OWNER } from './watch.ts';

/** Shorter interruptions lose nothing: the network delivers again. */
const BLINK_MS = 3000;
/** After so long without a word it may be that nothing got through: of Lark's deliveries the next one is hours away. */
const SILENT_MS = HOUR_MS;
/** Between the histories of two rooms. */
const PAUSE_MS = 20;
/** At the end, for what is being read. */
const FAREWELL_MS = 1000;

/** Sees to it that what was said while a network was away is read afterwards. */
export interface Interruptions {
  /** Before the edges start: what is heard from then on must not hide what was missed before. */
  start(): Promise<void>;
  status(network: Network, status: LinkStatus): Promise<void>;
  /** Something came in. */
  heard(network: Network): void;
  /** Tries again what could not be read, reads again what may have been missed unnoticed, and notes what is complete. */
  tick(now: Instant): Promise<void>;
  /** Leaves what is not read yet to the next start. */
  stop(): Promise<void>;
  idle(): Promise<void>;
}

export interface InterruptionParts {
  store: Store;
  clock: Clock;
  log: Log;
  meter: Meter;
  owner: string;
  chats: readonly Chat[];
  push(message: InboundMessage): Promise<void>;
}

/** One edge that keeps a history. */
interface Edge {
  chat: Chat;
  gaps: Gaps;
  reading: Promise<void> | null;
  connected: boolean;
  /** When the interruption began whose gaps are not found yet. */
  lostAt: Instant | null;
  /** All that was said before it was heard or read; null: nothing was ever heard. */
  completeUntil: Instant | null;
  heardAt: Instant;
  /** When gaps were last looked for. */
  lookedAt: Instant;
  /** There was a word after a long silence. */
  wasSilent: boolean;
}

export function createInterruptions(parts: InterruptionParts): Interruptions {
  const now = parts.clock.now();
  const edges = parts.chats.filter((chat) => chat.history).map((chat) => newEdge(chat, now));
  const running = { stopped: false };
  const read = (edge: Edge) => startReading(edge, running, parts);
  return {
    start: async () => {
      for (const edge of edges) await begin(edge, parts);
    },
    status: async (network, status) => {
      const edge = edges.find(({ chat }) => chat.network === network);
      if (!edge) return;
      keepTrack(edge, status, parts);
      await findGaps(edge, parts);
      if (edge.connected) read(edge);
    },
    heard: (network) => {
      const edge = edges.find(({ chat }) => chat.network === network);
      if (!edge) return;
      const now = parts.clock.now();
      if (now - edge.heardAt > SILENT_MS) edge.wasSilent = true;
      edge.heardAt = now;
    },
    tick: async (now) => {
      for (const edge of edges) {
        if (mayHaveMissed(edge, now)) edge.lostAt ??= edge.completeUntil ?? edge.lookedAt;
        await findGaps(edge, parts);
        if (edge.connected && edge.gaps.size > 0) read(edge);
        else if (edge.connected && edge.lostAt === null) edge.completeUntil = knownUntil(edge, now);
        await noteComplete(edge, now, parts.store);
      }
    },
    stop: async () => {
      running.stopped = true;
      await Promise.all(edges.map((edge) => edge.reading && within(FAREWELL_MS, edge.reading)));
    },
    idle: async () => {
      for (const edge of edges) await edge.reading;
    },
  };
}

function newEdge(chat: Chat, now: Instant): Edge {
  return {
    chat,
    gaps: new Map(),
    reading: null,
    connected: false,
    lostAt: null,
    completeUntil: null,
    heardAt: now,
    lookedAt: now,
    wasSilent: false,
  };
}

function mayHaveMissed({ chat, connected, wasSilent, lookedAt }: Edge, now: Instant): boolean {
  return chat.rereadEveryMs !== undefined && connected && (wasSilent || now - lookedAt >= chat.rereadEveryMs);
}

/** With nothing left to read: a line that is known to be up lets nothing through unheard, any other may have since. */
function knownUntil({ chat, lookedAt }: Edge, now: Instant): Instant {
  return chat.rereadEveryMs === undefined ? now : lookedAt;
}

/** From the last thing heard in each room, or from where the history is known to be complete, if that is earlier. */
async function begin(edge: Edge, parts: InterruptionParts): Promise<void> {
  const { network } = edge.chat;
  const { store, clock } = parts;
  const noted = (await store.links.all()).find(
    (link) => link.network === network && link.owner === HISTORY_OWNER,
  );
  const heard = [...(await store.lastHeard(network)).values()];
  edge.lookedAt = clock.now();
  edge.gaps = await gapsOf(network, noted?.heardAt ?? null, parts);
  edge.completeUntil = noted?.heardAt ?? (heard.length > 0 ? Math.max(...heard) : null);
  await noteComplete(edge, clock.now(), store);
}

function keepTrack(edge: Edge, status: LinkStatus, { clock, meter }: InterruptionParts): void {
  const now = clock.now();
  const was = edge.connected;
  edge.connected = status.state === 'connected';
  if (was && !edge.connected) edge.lostAt ??= now;
  if (was || !edge.connected || edge.lostAt === null) return;
  meter.count('reconnects', { network: edge.chat.network });
  if (now - edge.lostAt <= BLINK_MS) edge.lostAt = null;
}

/** The interruption is remembered until this has worked: whatever took the network away may have taken the database too. */
async function findGaps(edge: Edge, parts: InterruptionParts): Promise<void> {
  const { lostAt } = edge;
  if (!edge.connected || lostAt === null) return;
  const lookedAt = parts.clock.now();
  for (const [chatId, since] of await gapsOf(edge.chat.network, lostAt, parts)) {
    edge.gaps.set(chatId, Math.min(since, edge.gaps.get(chatId) ?? since));
  }
  Object.assign(edge, { lookedAt, wasSilent: false });
  if (edge.connected) edge.lostAt = null;
}

function startReading(edge: Edge, running: { stopped: boolean }, parts: InterruptionParts): void {
  if (running.stopped || edge.reading || edge.gaps.size === 0) return;
  const { chat, gaps } = edge;
  const pause = async () => {
    if (chat.limits && !running.stopped) await wait(PAUSE_MS);
  };
  const stopped = () => running.stopped;
  edge.reading = catchUp(chat, gaps, { ...parts, pause, stopped })
    .catch((error) => parts.log.error({ error, network: chat.network }, 'catching up broke off'))
    .finally(() => {
      edge.reading = null;
    });
}

/** A process that starts after a crash reads on from here, whatever was heard since. */
async function noteComplete({ chat, completeUntil }: Edge, now: Instant, { links }: Store): Promise<void> {
  if (completeUntil === null) return;
  await links.save({
    network: chat.network,
    owner: HISTORY_OWNER,
    state: 'connected',
    reason: 'connected',
    detail: '',
    since: completeUntil,
    heardAt: completeUntil,
    updatedAt: now,
  });
}
