import type { Log, Store } from '../app/ports.ts';
import type { Config } from '../config.ts';
import { openStore } from '../store/store.ts';

/** Opens the database of the settings, with its migrations applied. Throws a sentence when that cannot be. */
export function openDatabase(config: Config, log: Log): Promise<Store> {
  return openStore({ url: config.database.url.reveal(), log });
}

/** Opens the store for one piece of work and closes it however that ends. */
export async function withStore<T>(
  given: { config: Config; log: Log },
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openDatabase(given.config, given.log);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
