import { HISTORY_OWNER } from '../app/networks/watch.ts';
import type { LinkRecord } from '../app/ports.ts';
import { type Instant, MINUTE_MS } from '../engine/glossary.ts';

/** A running process writes every minute: what is older was told by one that is dead. */
const ALIVE_MS = 3 * MINUTE_MS;

/** How the processes that run stand with their networks. */
export function livingLinks(links: readonly LinkRecord[], now: Instant): readonly LinkRecord[] {
  return links.filter(
    ({ owner, reason, updatedAt }) =>
      owner !== HISTORY_OWNER && reason !== 'stopped' && now - updatedAt <= ALIVE_MS,
  );
}
