import type { Network } from '../../engine/glossary.ts';

/** A chat network that rooms and accounts of a neighbourhood file may be of. */
export interface KnownNetwork {
  network: Network;
  /** For people: `飞书`. */
  name: string;
}

/** The demo's own, there without any network. */
export const PLAYGROUND_NETWORK: KnownNetwork = { network: 'playground', name: '演示' };
