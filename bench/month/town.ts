import type { Organisation, Staff } from '../../src/engine/org/directory.ts';
import { roomOf } from '../town.ts';

export const STREET = 's';
const SINCE = Date.parse('2024-01-01T00:00:00+08:00');
/** Of each community: so many posts, the rest are grid workers, one a grid. */
const CADRES = ['head', 'deputy', 'deputy', 'community-worker', 'community-worker', 'party-worker'] as const;
const STAFF_EACH = 50;
export const GRIDS_EACH = STAFF_EACH - CADRES.length;
const NETWORK = 'playground';

/** A street whose workers are 50 a community, with heads, deputies and ordinary workers. Everything is invented. */
export function monthTown(workers: number): Organisation {
  const ids = Array.from({ length: Math.ceil(workers / STAFF_EACH) }, (_, n) => `c${n}`);
  const grids = ids.flatMap((communityId, c) =>
    Array.from({ length: GRIDS_EACH }, (_, g) => ({
      id: gridId(c, g),
      communityId,
      name: `第${g + 1}网格`,
      households: 300 + ((c + g * 7) % 250),
      population: 800 + ((c * 3 + g * 11) % 700),
      areaM2: 20_000 + ((c * 131 + g * 977) % 60_000),
      places: [`${c}号苑${g}号楼`],
    })),
  );
  return {
    streets: [{ id: STREET, name: '测试街道' }],
    communities: ids.map((id, c) => ({ id, streetId: STREET, name: `第${c + 1}社区`, kind: 'urban' })),
    grids,
    staff: [
      ...ids.flatMap((id) => CADRES.map((post, n) => staffOf(`${id}-s${n}`, post, id))),
      ...grids.map(({ id }) => staffOf(workerOf(id), 'grid-worker', id)),
      staffOf('admin', 'street-admin', STREET),
    ],
    rooms: [
      roomOf(NETWORK, { chatId: 'street', kind: 'street', scope: STREET }),
      ...ids.flatMap((id) => [
        roomOf(NETWORK, { chatId: `${id}-res`, kind: 'resident', scope: id }),
        roomOf(NETWORK, { chatId: `${id}-work`, kind: 'worker', scope: id }),
      ]),
    ],
    leaves: [],
  };
}

export function gridId(community: number, grid: number): string {
  return `c${community}-g${grid}`;
}

export function workerOf(grid: string): string {
  return `w-${grid}`;
}

function staffOf(id: string, post: Staff['posts'][number]['post'], at: string): Staff {
  return {
    id,
    name: `工作人员${id}`,
    posts: [{ post, at, since: SINCE, until: null }],
    accounts: [{ network: NETWORK, accountId: `wx-${id}` }],
  };
}
