import { SECOND_MS } from '../../engine/glossary.ts';
import type { ShareParts } from './share.ts';

/** The leases a process holds, and until when it may count on them without asking. */
export interface Holding {
  has(name: string): boolean;
  /**
   * Renews what is held and takes `free`. What is held and not in `free` is somebody else's to have: it is no longer
   * used, and given up once nothing of it is in hand. Resolves with everything that is held then.
   */
  renew(startedMs: number, free: readonly string[]): Promise<ReadonlySet<string>>;
  /** Gives up everything. */
  release(): Promise<void>;
}

const LEASE_MS = 10 * SECOND_MS;
/** Longer than any edge that only one process may run takes to stop. */
const MARGIN_MS = 3 * SECOND_MS;

export function createHolding(parts: ShareParts): Holding {
  const { leases, owner, leaseMs = LEASE_MS, marginMs = MARGIN_MS } = parts;
  const counted = createCounted(parts);
  /** No longer used, but something of it is still in hand. */
  let leaving: readonly string[] = [];
  return {
    has: counted.has,
    renew: async (startedMs, free) => {
      const before = counted.names();
      const given = [...leaving, ...counted.keepOnly(new Set(free))].filter((name) => !free.includes(name));
      leaving = given.filter((name) => parts.inHand(laneNumber(name)));
      const done = given.filter((name) => !leaving.includes(name));
      const held = await leases.hold([...free, ...leaving], owner, leaseMs);
      if (done.length > 0) await leases.release(done, owner);
      // Counted from before the database was asked, so that it lapses here first.
      counted.use(new Set(free.filter((name) => held.has(name))), startedMs + leaseMs - marginMs);
      counted.tell(before);
      return held;
    },
    release: async () => {
      const names = [...counted.names(), ...leaving];
      leaving = [];
      counted.stop();
      if (names.length > 0) await leases.release(names, owner);
    },
  };
}

/** What may be used, until a moment by this process's own clock. */
function createCounted({ owner, timer, log, meter, changed }: ShareParts) {
  let used: ReadonlySet<string> = new Set();
  let untilMs = Number.NEGATIVE_INFINITY;
  let callOff = () => {};
  const lapse = () => {
    if (used.size === 0 || timer.nowMs() < untilMs) return;
    log.warn(
      { owner, leases: used.size },
      'the rights of this process have lapsed; it is silent until it has some',
    );
    meter.count('leases_lost', {}, used.size);
    used = new Set();
    changed();
  };
  return {
    has: (name: string) => used.has(name) && timer.nowMs() < untilMs,
    names: () => used,
    /** Returns those that are no longer used. */
    keepOnly: (names: ReadonlySet<string>) => {
      const given = [...used].filter((name) => !names.has(name));
      used = new Set([...used].filter((name) => names.has(name)));
      return given;
    },
    use: (next: ReadonlySet<string>, nextUntilMs: number) => {
      const lost = [...used].filter((name) => !next.has(name)).length;
      if (lost > 0) meter.count('leases_lost', {}, lost);
      used = next;
      untilMs = nextUntilMs;
      callOff();
      callOff = timer.after(Math.max(0, untilMs - timer.nowMs()) + 1, lapse);
    },
    /** Says so when it is not as it was. */
    tell: (before: ReadonlySet<string>) => {
      if (used.size !== before.size || [...used].some((name) => !before.has(name))) changed();
    },
    stop: () => {
      callOff();
      used = new Set();
    },
  };
}

/** Only lanes are handed over while there may be work in hand. */
function laneNumber(name: string): number {
  return name.startsWith('lane:') ? Number(name.slice('lane:'.length)) : Number.NaN;
}
