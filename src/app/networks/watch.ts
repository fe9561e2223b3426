import { elapsed } from '../../engine/clock/calendar.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Network } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { Clock, LinkRecord, LinkStatus, LinkStore, Log } from '../ports.ts';

/** A record of a process that has not written for so long says nothing any more. */
const LIVE_MS = 3 * MINUTE_MS;
const SAVE_EVERY_MS = 30_000;
/** Shorter ones are the network's everyday life. [A] */
const OUTAGE_MS = 5 * MINUTE_MS;
/** Working time without a word in rooms that usually talk. [A] */
const SILENT_MS = 6 * HOUR_MS;
const TALK_MS = 3 * DAY_MS;
const TALK_MESSAGES = 20;

/** The owner under which it is kept up to when a network's history has been taken up; no process. */
export const HISTORY_OWNER = 'history';

/** A network nobody is connected to. */
export interface Outage {
  network: Network;
  since: Instant;
  link: LinkRecord;
}

export interface Watch {
  status(network: Network, status: LinkStatus): void;
  heard(network: Network): void;
  /** Writes how this process's edges stand and looks at everybody's; outages that are worth a word come back. */
  look(now: Instant): Promise<readonly Outage[]>;
  /** How this process's edge stands. */
  own(network: Network): LinkRecord | undefined;
  /** Networks that carry nothing at the moment, as last looked at. */
  down(): ReadonlySet<Network>;
  /** Resolves when all is written. */
  settled(): Promise<void>;
}

interface Parts {
  links: LinkStore;
  clock: Clock;
  log: Log;
  policy: ServicePolicy;
  owner: string;
}

interface Edge {
  link: LinkRecord;
  /** What the edge itself last said; `silent` is only our judgement. */
  said: LinkStatus;
  savedAt: Instant;
  talk: Talk;
}

/** Keeps how the networks stand, for everybody to read, and tells when one is away too long. */
export function createWatch(parts: Parts): Watch {
  const { links, clock, owner, policy } = parts;
  const edges = new Map<Network, Edge>();
  const book = createBook(parts);
  let down: ReadonlySet<Network> = new Set();
  let looked = false;
  return {
    status: (network, said) => {
      const now = clock.now();
      const before = edges.get(network);
      const link = linkOf({ network, owner, status: said, now }, before?.link);
      const edge = { said, link, savedAt: now, talk: before?.talk ?? createTalk() };
      edges.set(network, edge);
      book.save(edge, now);
    },
    heard: (network) => {
      const edge = edges.get(network);
      if (!edge) return;
      const now = clock.now();
      edge.talk.note(now);
      edge.link = { ...edge.link, heardAt: now };
      if (now - edge.savedAt >= SAVE_EVERY_MS) book.save(edge, now);
    },
    own: (network) => edges.get(network)?.link,
    look: async (now) => {
      // Without an edge that tells how it stands there is nothing to compare with what others wrote.
      if (looked && edges.size === 0) return [];
      looked = true;
      for (const edge of edges.values()) {
        judge(edge, now, policy);
        book.save(edge, now);
      }
      await book.written();
      const outages = outagesIn(await links.all(), now);
      down = new Set(outages.map(({ network }) => network));
      return outages.filter((outage) => isWorthAWord(outage, now));
    },
    down: () => down,
    settled: book.written,
  };
}

/** Writes links one after another, so that an older state never stands over a newer one. */
function createBook({ links, log }: Parts) {
  let writing: Promise<void> = Promise.resolve();
  return {
    save: (edge: Edge, now: Instant): void => {
      edge.link = { ...edge.link, updatedAt: now };
      edge.savedAt = now;
      const { link } = edge;
      writing = writing
        .then(() => links.save(link))
        .catch((error) => log.warn({ error, network: link.network }, 'a link could not be noted'));
    },
    written: () => writing,
  };
}

/** A connected edge on which nobody speaks any more counts as degraded until somebody does. */
function judge(edge: Edge, now: Instant, policy: ServicePolicy): void {
  const silent = edge.said.state === 'connected' && isSilent(edge, now, policy);
  const status: LinkStatus = silent ? { state: 'degraded', reason: 'silent' } : edge.said;
  if (status.reason === edge.link.reason) return;
  const { network, owner } = edge.link;
  edge.link = linkOf({ network, owner, status, now }, edge.link);
}

interface Standing {
  network: Network;
  owner: string;
  status: LinkStatus;
  now: Instant;
}

/** `since`: when it was connected, or when it ceased to be; a change of reason starts nothing anew. */
function linkOf({ network, owner, status, now }: Standing, before?: LinkRecord): LinkRecord {
  const same = before !== undefined && isUp(before) === (status.state === 'connected');
  return {
    network,
    owner,
    state: status.state,
    reason: status.reason,
    detail: status.detail ?? '',
    since: same ? before.since : now,
    heardAt: before?.heardAt ?? null,
    updatedAt: now,
  };
}

function isUp(link: LinkRecord): boolean {
  return link.state === 'connected';
}

/** Nobody is in touch with these, of those who still write. */
export function outagesIn(links: readonly LinkRecord[], now: Instant): readonly Outage[] {
  const live = links.filter(
    (link) => link.owner !== HISTORY_OWNER && now - link.updatedAt <= LIVE_MS && !isIdle(link),
  );
  const networks = [...new Set(live.map((link) => link.network))];
  return networks.flatMap((network) => {
    const of = live.filter((link) => link.network === network);
    if (of.some(isUp)) return [];
    const last = of.toSorted((a, b) => b.since - a.since)[0];
    return last ? [{ network, since: last.since, link: last }] : [];
  });
}

/** Stopped on purpose, or another process's to run. */
function isIdle({ reason }: LinkRecord): boolean {
  return reason === 'stopped' || reason === 'held-elsewhere';
}

/** Only a person can help there: no use in waiting. */
const AT_ONCE: readonly LinkRecord['reason'][] = ['logged-out', 'silent'];

function isWorthAWord({ since, link }: Outage, now: Instant): boolean {
  return AT_ONCE.includes(link.reason) || now - since >= OUTAGE_MS;
}

function isSilent({ link, talk }: Edge, now: Instant, { calendar }: ServicePolicy): boolean {
  const from = Math.max(link.heardAt ?? now, isUp(link) ? link.since : (link.heardAt ?? now));
  return (
    talk.since(from - TALK_MS) >= TALK_MESSAGES && elapsed(calendar, 'working', { from, to: now }) > SILENT_MS
  );
}

interface Talk {
  note(at: Instant): void;
  since(from: Instant): number;
}

/** How much was heard, by the hour. */
function createTalk(): Talk {
  const hours = new Map<number, number>();
  const hourOf = (at: Instant) => Math.floor(at / HOUR_MS);
  return {
    note: (at) => {
      const hour = hourOf(at);
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
      for (const old of hours.keys()) if (old < hourOf(at - 2 * TALK_MS)) hours.delete(old);
    },
    since: (from) => [...hours].reduce((sum, [hour, count]) => sum + (hour >= hourOf(from) ? count : 0), 0),
  };
}
