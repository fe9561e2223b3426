/** Residents of the demo neighbourhood. They are nobody's staff: the bot knows them by their account only. */
export interface DemoResident {
  id: string;
  name: string;
  home: string;
  /** Chat id of their group. */
  room: string;
}

const YANGGUANG = { room: 'yangguang-owners' };
const HUBIN = { room: 'hubin-owners' };

export const DEMO_RESIDENTS: readonly DemoResident[] = [
  { id: 'zhang', name: '张阿姨', home: '阳光花园3号楼', ...YANGGUANG },
  { id: 'wang', name: '王哥', home: '阳光花园3号楼', ...YANGGUANG },
  { id: 'liujie', name: '刘姐', home: '阳光花园3号楼', ...YANGGUANG },
  { id: 'laochen', name: '陈师傅', home: '阳光花园9号楼', ...YANGGUANG },
  { id: 'xiaozhao', name: '小赵', home: '湖滨新村5号楼', ...HUBIN },
  { id: 'qian', name: '钱奶奶', home: '湖滨新村12号楼', ...HUBIN },
];
