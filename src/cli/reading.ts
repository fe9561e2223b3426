import { readNeighbourhood } from '../app/import/neighbourhood-file.ts';
import { buildPlaceIndex } from '../engine/intake/places.ts';
import type { ReadContext } from '../engine/intake/talk.ts';
import type { Organisation } from '../engine/org/directory.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { knownNetworks } from './policy.ts';
import type { Io } from './verb.ts';

const NOBODY: Organisation = { streets: [], communities: [], grids: [], staff: [], rooms: [], leaves: [] };

/** The neighbourhood of a file, an empty one without a file, or null after every fault was told. */
export async function neighbourhoodOf(
  path: string | null,
  zone: string,
  io: Io,
): Promise<Organisation | null> {
  if (path === null) return NOBODY;
  const result = await readNeighbourhood(path, { zone, networks: await knownNetworks(io) });
  if (result.ok) return result.organisation;
  for (const { where, message } of result.faults) io.err(`${path} ${where}:${message}`);
  return null;
}

/** How a text is read that was written somewhere in the street of the file. */
export function readContext(policy: ServicePolicy, organisation: Organisation): ReadContext {
  const [street] = organisation.streets;
  const scope = street ? { streetId: street.id, communityId: null, gridId: null } : null;
  return { policy, places: buildPlaceIndex(organisation), scope };
}
