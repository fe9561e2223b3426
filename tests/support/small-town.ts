import type { Organisation, Post, Room } from '../../src/engine/org/directory.ts';
import { openStore } from '../../src/store/store.ts';

const SINCE = Date.parse('2024-01-01T00:00:00+08:00');

function post(kind: Post['post'], at: string): Post {
  return { post: kind, at, since: SINCE, until: null };
}

function staff(id: string, name: string, held: Post) {
  return { id, name, posts: [held], accounts: [{ network: 'playground' as const, accountId: `wx-${id}` }] };
}

function room(chatId: string, kind: Room['kind'], scope: string): Room {
  return {
    id: `playground:${chatId}`,
    network: 'playground',
    chatId,
    kind,
    scope,
    name: chatId,
    intake: 'auto',
  };
}

/** One street with two communities, four grids and everybody a test needs; people and places are invented. */
export const SMALL_TOWN: Organisation = {
  streets: [{ id: 'kunlun', name: '昆仑路街道' }],
  communities: [
    { id: 'yanguang', streetId: 'kunlun', name: '阳光社区', kind: 'urban' },
    { id: 'hubin', streetId: 'kunlun', name: '湖滨社区', kind: 'urban' },
  ],
  grids: [
    {
      id: 'yg-1',
      communityId: 'yanguang',
      name: '第一网格',
      households: 420,
      population: 1130,
      places: ['阳光花园1-6号楼'],
    },
    {
      id: 'yg-2',
      communityId: 'yanguang',
      name: '第二网格',
      households: 380,
      population: 990,
      places: ['阳光花园7-12号楼', '向阳路商铺'],
    },
    {
      id: 'hb-1',
      communityId: 'hubin',
      name: '第一网格',
      households: 300,
      population: 820,
      places: ['湖滨新村1-8号楼'],
    },
    {
      id: 'hb-2',
      communityId: 'hubin',
      name: '第二网格',
      households: 260,
      population: 700,
      places: ['湖滨新村9-16号楼', '湖滨公园'],
    },
  ],
  staff: [
    staff('limei', '李梅', post('grid-worker', 'yg-1')),
    staff('wangqiang', '王强', post('grid-worker', 'yg-2')),
    staff('zhaolei', '赵磊', post('community-worker', 'yanguang')),
    staff('chenhua', '陈华', post('head', 'yanguang')),
    staff('sunyan', '孙燕', post('grid-worker', 'hb-1')),
    staff('zhoutao', '周涛', post('grid-worker', 'hb-2')),
    staff('wugang', '吴刚', post('head', 'hubin')),
    staff('xujing', '徐静', post('street-admin', 'kunlun')),
  ],
  rooms: [
    room('yanguang-res', 'resident', 'yanguang'),
    room('hubin-res', 'resident', 'hubin'),
    room('yanguang-work', 'worker', 'yanguang'),
    room('hubin-work', 'worker', 'hubin'),
    room('kunlun-street', 'street', 'kunlun'),
  ],
  leaves: [],
};

/** Puts the small town into the database at `url`. */
export async function smallTown(url: string): Promise<void> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const opened = await openStore({ url, log });
  if (!opened.ok) throw new Error(opened.code);
  await opened.store.saveOrganisation(SMALL_TOWN, SINCE);
  await opened.store.close();
}
