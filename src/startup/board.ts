import type { LinkStatus } from '../app/ports.ts';
import type { Instant, Network } from '../engine/glossary.ts';
import type { NetworkHealth } from '../web/health.ts';

/** How each of this process's edges stands, by what it told last. */
export interface Board {
  /** Returns whether this is news: another state, or something to be scanned. */
  note(network: Network, status: LinkStatus, now: Instant): boolean;
  health(): readonly NetworkHealth[];
}

export function createBoard(): Board {
  const known = new Map<Network, NetworkHealth & { qrcode: string | undefined }>();
  return {
    note(network, { state, reason, qrcode }, now) {
      const before = known.get(network);
      const same = before?.state === state && before.reason === reason;
      known.set(network, { network, state, reason, qrcode, since: same ? before.since : now });
      return !same || (qrcode !== undefined && qrcode !== before.qrcode);
    },
    health: () =>
      [...known.values()].map(({ network, state, reason, since }) => ({ network, state, reason, since })),
  };
}
