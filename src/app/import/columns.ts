import type { KnownNetwork } from './known-networks.ts';

/** The sheets of a neighbourhood workbook: Chinese headers for the fields of the neighbourhood file. */
export interface Column {
  header: string;
  field: string;
  required?: boolean;
  type?: 'number' | 'list';
  /** Chinese words that may stand in a cell for the field's own values. */
  words?: Readonly<Record<string, string>>;
}

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

export type SheetName = '社区' | '网格' | '人员' | '群';

/** Each network has a column for people's accounts, and its name may stand in the column 网络. */
export function sheetsOf(networks: readonly KnownNetwork[]): Readonly<Record<SheetName, readonly Column[]>> {
  return {
    ...FIXED_SHEETS,
    人员: [...STAFF_COLUMNS, ...networks.map(({ network, name }) => ({ header: name, field: network }))],
    群: ROOM_COLUMNS.map((column) =>
      column.field === 'network'
        ? { ...column, words: Object.fromEntries(networks.map(({ network, name }) => [name, network])) }
        : column,
    ),
  };
}

const FIXED_SHEETS = {
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
    { header: '面积', field: 'area', type: 'number' },
    { header: '地点', field: 'places', type: 'list' },
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

const STAFF_COLUMNS: readonly Column[] = [
  { header: '编号', field: 'id', required: true },
  { header: '姓名', field: 'name', required: true },
  { header: '岗位', field: 'post', words: POST_WORDS },
  { header: '所在', field: 'at' },
  { header: '开始', field: 'since' },
  { header: '结束', field: 'until' },
];

const ROOM_COLUMNS: readonly Column[] = [
  { header: '群编号', field: 'chat', required: true },
  { header: '网络', field: 'network', required: true },
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
];
