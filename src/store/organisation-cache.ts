import type { Organisation } from '../engine/org/directory.ts';
import type { Database } from './database.ts';
import { organisationVersion, readOrganisation } from './organisation.ts';

interface Known {
  version: number;
  organisation: Organisation;
}

export interface OrganisationCache {
  get(): Promise<Known>;
  /** Told the stored version, which comes with every `load`: another process may have changed it. */
  notice(version: number): Promise<void>;
  /** Forgets it, because this process changed it. */
  drop(): void;
}

/** After this long without a `load` the version is asked for again, so that an idle bot sees an import too. */
const TRUSTED_MS = 1000;

export function createOrganisationCache(database: Database): OrganisationCache {
  let known: Promise<Known> | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  const drop = () => {
    known = null;
  };
  const notice = async (version: number) => {
    checkedAt = performance.now();
    const before = known;
    if (before !== null && (await before).version !== version && before === known) drop();
  };
  return {
    drop,
    notice,
    async get() {
      if (performance.now() - checkedAt > TRUSTED_MS) await notice(await organisationVersion(database));
      known ??= readKnown(database);
      known.catch(drop);
      return known;
    },
  };
}

/** The version first: a change in between makes it look old, and it is read once more. */
async function readKnown(database: Database): Promise<Known> {
  const version = await organisationVersion(database);
  return { version, organisation: await readOrganisation(database) };
}
