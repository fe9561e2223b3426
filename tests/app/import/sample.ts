/** An invented neighbourhood, as its two kinds of file. */
export const SAMPLE_YAML = `street: { id: qinghe, name: 青禾街道 }
communities:
  - id: songtao
    name: 松涛社区
    kind: urban
    grids:
      - id: st-1
        name: 第一网格
        households: 300
        population: 800
        places: [松涛苑1-6号楼, 松涛路商铺]
      - id: st-2
        name: 第二网格
  - id: luwei
    name: 芦苇村
    kind: village
staff:
  - id: jiangyan
    name: 江燕
    posts: [{ post: grid-worker, at: st-1, since: 2024-03-01 }]
    accounts: { playground: pg-jiang, wechat: wxid_jiang }
  - id: houbo
    name: 侯波
    posts:
      - { post: head, at: songtao, since: 2020-01-01, until: 2027-12-31 }
      - { post: party-worker, at: luwei, since: 2021-05-01 }
rooms:
  - { chat: songtao-1, network: playground, kind: resident, scope: songtao, name: 松涛苑业主群 }
  - { chat: songtao-w, network: playground, kind: worker, scope: songtao, name: 松涛社区工作群, intake: confirm }
`;

type Cells = (string | number | Date)[][];

/** The same as sheets; a test changes a cell before it is written. */
export function sampleSheets(): Record<string, Cells> {
  return {
    社区: [
      ['街道编号', '街道名称', '编号', '名称', '类型'],
      ['qinghe', '青禾街道', 'songtao', '松涛社区', '城市社区'],
      ['qinghe', '青禾街道', 'luwei', '芦苇村', '村'],
    ],
    网格: [
      ['社区编号', '编号', '名称', '户数', '人口', '地点'],
      ['songtao', 'st-1', '第一网格', 300, 800, '松涛苑1-6号楼、松涛路商铺'],
      ['songtao', 'st-2', '第二网格'],
    ],
    人员: [
      ['编号', '姓名', '岗位', '所在', '开始', '结束', '微信', '演示'],
      ['jiangyan', '江燕', '网格员', 'st-1', new Date('2024-03-01T00:00:00Z'), '', 'wxid_jiang', 'pg-jiang'],
      ['houbo', '侯波', '正职', 'songtao', '2020/1/1', '2027-12-31'],
      ['houbo', '侯波', '专职党务', 'luwei', '2021-05-01'],
    ],
    群: [
      ['群编号', '网络', '类型', '范围', '名称', '受理方式'],
      ['songtao-1', '演示', '居民群', 'songtao', '松涛苑业主群'],
      ['songtao-w', '演示', '工作群', 'songtao', '松涛社区工作群', '先确认'],
    ],
  };
}
