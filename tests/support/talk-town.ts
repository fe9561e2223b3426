import type { Role } from '../../src/engine/glossary.ts';
import type { Organisation } from '../../src/engine/org/directory.ts';

/** An invented street for scripts of talk: two communities with their estates and roads. */
export const TALK_TOWN: Organisation = {
  streets: [{ id: 'liuyin', name: '柳荫街道' }],
  communities: [
    { id: 'qingliu', streetId: 'liuyin', name: '青柳社区', kind: 'urban' },
    { id: 'nanqiao', streetId: 'liuyin', name: '南桥社区', kind: 'urban' },
  ],
  grids: [
    grid('ql-1', 'qingliu', ['青柳园1-9号楼']),
    grid('ql-2', 'qingliu', ['青柳园10-18号楼', '杨树街', '月牙公园']),
    grid('nq-1', 'nanqiao', ['南桥小区1-6号楼']),
  ],
  staff: [],
  rooms: [],
  leaves: [],
};

function grid(id: string, communityId: string, places: readonly string[]) {
  return { id, communityId, name: id, households: 300, population: 800, places };
}

interface TalkStaff {
  id: string;
  name: string;
  roles: readonly Role[];
}

export const TALK_STAFF: readonly TalkStaff[] = [
  { id: 'hanmei', name: '韩梅', roles: ['resident', 'worker'] },
  { id: 'duanlei', name: '段磊', roles: ['resident', 'worker'] },
  { id: 'jiqing', name: '纪青', roles: ['resident', 'worker'] },
  { id: 'luosong', name: '骆松', roles: ['resident', 'worker', 'secretary'] },
  { id: 'wenhua', name: '温华', roles: ['resident', 'worker', 'secretary'] },
  { id: 'qinke', name: '秦柯', roles: ['resident', 'street'] },
];
