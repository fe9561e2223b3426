import type { Organisation, Scope } from './directory.ts';

/** Street, community and grid by id. */
export interface Tree {
  scopeOf(id: string): Scope | null;
  nameOf(id: string): string | null;
  /** The id itself and all above it, e.g. grid, community, street; empty for an unknown id. */
  pathOf(id: string): readonly string[];
}

interface Entry {
  name: string;
  scope: Scope;
}

/** A community of an unknown street, or a grid of an unknown community, is left out: nothing can lie there. */
export function indexTree(organisation: Organisation): Tree {
  const entries = new Map<string, Entry>();
  for (const { id, name } of organisation.streets) {
    entries.set(id, { name, scope: { streetId: id, communityId: null, gridId: null } });
  }
  for (const { id, name, streetId } of organisation.communities) {
    if (!entries.has(streetId)) continue;
    entries.set(id, { name, scope: { streetId, communityId: id, gridId: null } });
  }
  for (const { id, name, communityId } of organisation.grids) {
    const above = entries.get(communityId);
    if (above !== undefined) entries.set(id, { name, scope: { ...above.scope, gridId: id } });
  }
  return {
    scopeOf: (id) => entries.get(id)?.scope ?? null,
    nameOf: (id) => entries.get(id)?.name ?? null,
    pathOf: (id) => pathOf(entries.get(id)),
  };
}

function pathOf(entry: Entry | undefined): readonly string[] {
  if (entry === undefined) return [];
  const { gridId, communityId, streetId } = entry.scope;
  return [gridId, communityId, streetId].filter((id) => id !== null);
}
