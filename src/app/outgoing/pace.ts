import type { RateWindow, SendingLimits } from '../ports.ts';

/** When a network last took messages, and so when it may get the next one. No timers, no clock: moments are arguments. */
export interface Pace {
  /** From when on a chat may be written to: by its own windows, and by what all chats of the network share. */
  freeAt(chatId: string): { ownMs: number; sharedMs: number };
  /** A message goes out to the chat now. `share` (0–1) is where in the span the next wait between chats falls. */
  spoke(chatId: string, nowMs: number, share: number): void;
  /** Nothing goes out before. */
  pauseUntil(atMs: number): void;
  /** How many chats it remembers. */
  chats(): number;
}

/** `processes` share the network's windows; a chat's own are one process's alone. */
export function createPace(limits: SendingLimits, processes: () => number): Pace {
  const overall = createTrail(limits.overall);
  const chats = new Map<string, Trail>();
  let last = { chatId: '', untilMs: Number.NEGATIVE_INFINITY };
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  const divisor = () => (limits.sharedByProcesses ? Math.max(1, processes()) : 1);
  return {
    freeAt: (chatId) => ({
      ownMs: chats.get(chatId)?.freeAtMs(1) ?? Number.NEGATIVE_INFINITY,
      sharedMs: Math.max(
        pausedUntilMs,
        overall.freeAtMs(divisor()),
        last.chatId === chatId ? Number.NEGATIVE_INFINITY : last.untilMs,
      ),
    }),
    spoke: (chatId, nowMs, share) => {
      overall.add(nowMs);
      if (!chats.has(chatId)) forgetQuiet(chats, nowMs);
      const trail = chats.get(chatId) ?? createTrail(limits.perChat);
      chats.set(chatId, trail);
      trail.add(nowMs);
      const { min, max } = limits.betweenChatsMs ?? { min: 0, max: 0 };
      last = { chatId, untilMs: nowMs + min + Math.round(share * (max - min)) };
    },
    pauseUntil: (atMs) => {
      pausedUntilMs = Math.max(pausedUntilMs, atMs);
    },
    chats: () => chats.size,
  };
}

/** Moments at which something went out, as many as the windows reach back. */
interface Trail {
  add(nowMs: number): void;
  /** When every window, shared by so many, has room for one more. */
  freeAtMs(divisor: number): number;
  /** From when on it says nothing any more. */
  emptyAtMs(): number;
}

function createTrail(windows: readonly RateWindow[]): Trail {
  const longest = Math.max(0, ...windows.map((window) => window.count));
  const moments: number[] = [];
  return {
    add: (nowMs) => {
      moments.push(nowMs);
      if (moments.length > longest) moments.shift();
    },
    freeAtMs: (divisor) =>
      windows.reduce((free, window) => {
        const { count, perMs } = divided(window, divisor);
        const oldest = moments.at(-count);
        return oldest === undefined ? free : Math.max(free, oldest + perMs);
      }, Number.NEGATIVE_INFINITY),
    emptyAtMs: () => (moments.at(-1) ?? 0) + Math.max(0, ...windows.map((window) => window.perMs)),
  };
}

/** A process's part of a shared window; where there are more processes than messages, one message in a longer time. */
export function divided({ count, perMs }: RateWindow, processes: number): RateWindow {
  if (count >= processes) return { count: Math.floor(count / processes), perMs };
  return { count: 1, perMs: Math.ceil((perMs * processes) / count) };
}

const CHATS_KEPT = 1000;

/** Chats that have been silent for longer than any window are as good as new ones. */
function forgetQuiet(chats: Map<string, Trail>, nowMs: number): void {
  if (chats.size < CHATS_KEPT || chats.size % CHATS_KEPT !== 0) return;
  for (const [chatId, trail] of chats) if (trail.emptyAtMs() <= nowMs) chats.delete(chatId);
}

/** Somebody who has something to say. */
export interface Asked {
  chatId: string;
  /** Asked again each time: what waits behind it may have become urgent. */
  urgent(): boolean;
}

/**
 * Whose turn it is: urgent ones first, then who asked first. Whoever is only held up by their own chat is passed over;
 * nobody goes before one whom the shared limits hold up, else the one would never have its turn.
 */
export function choose<T extends Asked>(
  asked: readonly T[],
  pace: Pace,
  nowMs: number,
): { next: T } | { wakeAtMs: number } {
  let wakeAtMs = Number.POSITIVE_INFINITY;
  for (const one of byUrgency(asked)) {
    const { ownMs, sharedMs } = pace.freeAt(one.chatId);
    if (sharedMs > nowMs) return { wakeAtMs: Math.min(wakeAtMs, sharedMs) };
    if (ownMs <= nowMs) return { next: one };
    wakeAtMs = Math.min(wakeAtMs, ownMs);
  }
  return { wakeAtMs };
}

function* byUrgency<T extends Asked>(asked: readonly T[]): Generator<T> {
  const ordinary: T[] = [];
  for (const one of asked) {
    if (one.urgent()) yield one;
    else ordinary.push(one);
  }
  yield* ordinary;
}
