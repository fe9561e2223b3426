import type { Organisation } from '../engine/org/directory.ts';
import type { Database } from './database.ts';
import { organisationVersion, readOrganisation } from './organisation.ts';

interface Known {
  version: number;
  organisation: Organisation;
}

export interface OrganisationCache {
  get(): Promise<Known>;
  /** Notices that another process changed it: one small query, made with every `load`. */
  check(): Promise<void>;
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
  const check = async () => {
    const before = known;
    const version = await organisationVersion(database);
    checkedAt = performance.now();
    if (before !== null && before === known && (await before).version !== version) drop();
  };
  return {
    drop,
    check,
    async get() {
      if (performance.now() - checkedAt > TRUSTED_MS) await check();
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
