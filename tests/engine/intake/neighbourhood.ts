import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { buildPlaceIndex } from '../../../src/engine/intake/places.ts';
import type { ReadContext } from '../../../src/engine/intake/talk.ts';
import type { Grid, Organisation, Scope } from '../../../src/engine/org/directory.ts';
import type { ServicePolicy } from '../../../src/engine/policy.ts';

const grid = (id: string, communityId: string, places: readonly string[]): Grid => ({
  id,
  communityId,
  name: id,
  households: null,
  population: null,
  places,
});

/** An invented street: two communities with a compound each, one with two, and a village. */
export const organisation: Organisation = {
  streets: [{ id: 'st', name: '青石街道' }],
  communities: [
    { id: 'hx', streetId: 'st', name: '荷香社区', kind: 'urban' },
    { id: 'by', streetId: 'st', name: '白云社区', kind: 'urban' },
    { id: 'sk', streetId: 'st', name: '石坎村', kind: 'village' },
  ],
  grids: [
    grid('hx-1', 'hx', ['荷香园1-6、8号楼']),
    grid('hx-2', 'hx', ['荷香园9-20号楼', '荷香园7栋', '荷香路商铺', '月亮湾公园']),
    grid('by-1', 'by', ['白云苑1-10号楼', '云顶公寓1-4号楼', '白云路']),
    grid('by-2', 'by', ['星海大厦A-B座', '白云农贸市场']),
    grid('sk-1', 'sk', ['石坎村1-5组']),
  ],
  staff: [],
  rooms: [],
  leaves: [],
};

export const policy: ServicePolicy = shippedPolicy();

function shippedPolicy(): ServicePolicy {
  const loaded = loadPolicy('policies/default.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
}

const index = buildPlaceIndex(organisation);

/** How a text is read in a room of this community (or grid). */
export function roomOf(communityId: string | null, gridId: string | null = null): ReadContext {
  const scope: Scope = { streetId: 'st', communityId, gridId };
  return { policy, places: index, scope };
}

export const hexiang = roomOf('hx');
