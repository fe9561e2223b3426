import type { LinkRecord, Store } from '../app/ports.ts';

/** How the processes that are alive stand with their networks; what a dead one told last is history. */
export async function livingLinks(store: Pick<Store, 'leases' | 'links'>): Promise<readonly LinkRecord[]> {
  const [links, held] = await Promise.all([store.links.all(), store.leases.held()]);
  const alive = new Set(held.map(({ owner }) => owner));
  return links.filter(({ owner }) => alive.has(owner));
}
