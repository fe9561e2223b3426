import type { StreetId } from '../glossary.ts';
import type { Grid } from '../org/directory.ts';
import type { Directory } from '../org/lookup.ts';
import type { Load } from './facts.ts';

/** What there is to look after within a grid, community or street; of several, each grid once. */
export interface Loads {
  within(ids: readonly string[]): Omit<Load, 'tickets'>;
}

/** Indexes a street's grids once by everything they lie in. */
export function indexLoads(directory: Directory, streetId: StreetId): Loads {
  const at = new Map<string, Grid[]>();
  for (const grid of directory.organisation.grids) {
    const scope = directory.scopeOf(grid.id);
    if (scope?.streetId !== streetId) continue;
    for (const id of [grid.id, grid.communityId, streetId]) {
      const known = at.get(id);
      if (known === undefined) at.set(id, [grid]);
      else known.push(grid);
    }
  }
  return { within: (ids) => loadOf([...new Set(ids.flatMap((id) => at.get(id) ?? []))]) };
}

function loadOf(grids: readonly Grid[]): Omit<Load, 'tickets'> {
  return {
    households: total(grids.map((grid) => grid.households)),
    population: total(grids.map((grid) => grid.population)),
    areaM2: total(grids.map((grid) => grid.areaM2 ?? null)),
  };
}

/** One unknown makes the sum unknown: half a community's households would pass for all of them. */
function total(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null);
  return parts.length === 0 || known.length < parts.length
    ? null
    : known.reduce((sum, part) => sum + part, 0);
}
