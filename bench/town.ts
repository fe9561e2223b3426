import type { Network } from '../src/engine/glossary.ts';
import type { Organisation } from '../src/engine/org/directory.ts';

const SINCE = Date.parse('2024-01-01T00:00:00+08:00');
const GRIDS_EACH = 10;
const BUILDINGS_EACH = 30;

/** A district to measure in: so many places that reports do not join each other. Everything is invented. */
export function benchTown(communities: number, network: Network = 'playground'): Organisation {
  const ids = Array.from({ length: communities }, (_, n) => `c${n}`);
  const grids = ids.flatMap((id, c) =>
    Array.from({ length: GRIDS_EACH }, (_, g) => ({
      id: `${id}-g${g}`,
      communityId: id,
      name: `第${g + 1}网格`,
      households: 400,
      population: 1100,
      places: [`${estateOf(c)}${g * BUILDINGS_EACH + 1}-${(g + 1) * BUILDINGS_EACH}号楼`],
    })),
  );
  return {
    streets: [{ id: 's', name: '测试街道' }],
    communities: ids.map((id, c) => ({ id, streetId: 's', name: `${estateOf(c)}社区`, kind: 'urban' })),
    grids,
    staff: grids.map((grid) => ({
      id: `w-${grid.id}`,
      name: `网格员${grid.id}`,
      posts: [{ post: 'grid-worker', at: grid.id, since: SINCE, until: null }],
      accounts: [{ network, accountId: `wx-${grid.id}` }],
    })),
    rooms: ids.flatMap((id) => [
      roomOf(network, { chatId: `${id}-res`, kind: 'resident', scope: id }),
      roomOf(network, { chatId: `${id}-work`, kind: 'worker', scope: id }),
    ]),
    leaves: [],
  };
}

/** A report nobody made before: its own building and its own room's community. */
export function reportText(n: number, communities: number): { chatId: string; text: string } {
  const community = n % communities;
  const building = (Math.floor(n / communities) % (GRIDS_EACH * BUILDINGS_EACH)) + 1;
  return { chatId: `c${community}-res`, text: `报修 ${building}号楼2单元电梯坏了,老人上不去` };
}

export const SMALL_TALK = [
  '早上好各位邻居',
  '今天菜市场的番茄真便宜',
  '哈哈哈哈',
  '谁家有多的纸箱',
  '晚上七点广场跳舞吗',
  '收到,谢谢',
  '这个周末去爬山有人一起吗',
  '孩子终于放假了',
];

const NAMES = '东南西北春夏秋冬梅兰竹菊松柏桂枫桃李杏荷';

function estateOf(n: number): string {
  return `${NAMES[n % NAMES.length] ?? '东'}${NAMES[Math.floor(n / NAMES.length) % NAMES.length] ?? '南'}苑`;
}

export function roomOf(
  network: Network,
  { chatId, kind, scope }: { chatId: string; kind: 'resident' | 'worker' | 'street'; scope: string },
) {
  return { id: `${network}:${chatId}`, network, chatId, kind, scope, name: chatId, intake: 'auto' as const };
}
