/** The sheets of a neighbourhood workbook: Chinese headers for the fields of the neighbourhood file. */
export interface Column {
  header: string;
  field: string;
  required?: boolean;
  type?: 'number' | 'list';
  /** Chinese words that may stand in a cell for the field's own values. */
  words?: Readonly<Record<string, string>>;
}

const NETWORK_WORDS = { 飞书: 'lark', 微信: 'wechat', 演示: 'playground' };

const POST_WORDS = {
  正职: 'head',
  一肩挑: 'head-both',
  副职: 'deputy',
  社区干事: 'community-worker',
  网格员: 'grid-worker',
  街道年轻干部: 'young-cadre',
  包村包片干部: 'village-contact',
  选派干部: 'seconded',
  第一书记: 'first-secretary',
  书记助理: 'secretary-aide',
  专职党务: 'party-worker',
  街道管理员: 'street-admin',
  部门: 'department',
};

export const SHEETS = {
  社区: [
    { header: '街道编号', field: 'streetId', required: true },
    { header: '街道名称', field: 'streetName', required: true },
    { header: '编号', field: 'id', required: true },
    { header: '名称', field: 'name', required: true },
    { header: '类型', field: 'kind', words: { 城市社区: 'urban', 社区: 'urban', 村: 'village' } },
  ],
  网格: [
    { header: '社区编号', field: 'communityId', required: true },
    { header: '编号', field: 'id', required: true },
    { header: '名称', field: 'name', required: true },
    { header: '户数', field: 'households', type: 'number' },
    { header: '人口', field: 'population', type: 'number' },
    { header: '地点', field: 'places', type: 'list' },
  ],
  人员: [
    { header: '编号', field: 'id', required: true },
    { header: '姓名', field: 'name', required: true },
    { header: '岗位', field: 'post', words: POST_WORDS },
    { header: '所在', field: 'at' },
    { header: '开始', field: 'since' },
    { header: '结束', field: 'until' },
    { header: '飞书', field: 'lark' },
    { header: '微信', field: 'wechat' },
    { header: '演示', field: 'playground' },
  ],
  群: [
    { header: '群编号', field: 'chat', required: true },
    { header: '网络', field: 'network', required: true, words: NETWORK_WORDS },
    {
      header: '类型',
      field: 'kind',
      required: true,
      words: { 居民群: 'resident', 工作群: 'worker', 街道群: 'street', 商户群: 'merchant' },
    },
    { header: '范围', field: 'scope', required: true },
    { header: '名称', field: 'name', required: true },
    {
      header: '受理方式',
      field: 'intake',
      words: { 自动: 'auto', 先确认: 'confirm', 只听点名: 'mention-only' },
    },
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

export type SheetName = keyof typeof SHEETS;
