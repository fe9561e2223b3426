import type { Workbook } from 'exceljs';
import { nearest } from '../nearest.ts';
import { type Column, type SheetName, sheetsOf } from './columns.ts';
import type { KnownNetwork } from './known-networks.ts';
import type { Fault, Path, Source } from './source.ts';
import { readTable, type Table, type TableRow } from './xlsx-table.ts';

type Json = Record<string, unknown>;

const SHEET_NAMES = ['社区', '网格', '人员', '群'] as const satisfies readonly SheetName[];

/** Collects the data of the sheets in the shape of the YAML file, and remembers which cell each part came from. */
interface Draft {
  sheets: Readonly<Record<SheetName, readonly Column[]>>;
  networks: readonly KnownNetwork[];
  cells: Map<string, string>;
  faults: Fault[];
}

/** A workbook with the sheets 社区, 网格, 人员 and 群 (docs/import.md) as the neighbourhood file's data. */
export function readWorkbook(workbook: Workbook, networks: readonly KnownNetwork[]): Source {
  const sheets = sheetsOf(networks);
  const draft: Draft = { sheets, networks, cells: new Map(), faults: unknownSheets(workbook) };
  const tables = {
    communities: tableOf(workbook, '社区', draft),
    grids: tableOf(workbook, '网格', draft),
    staff: tableOf(workbook, '人员', draft),
    rooms: tableOf(workbook, '群', draft),
  };
  const communities = communitiesOf(tables.communities, draft);
  placeGrids(tables.grids, communities, draft);
  const value = {
    street: streetOf(tables.communities, draft),
    communities,
    staff: staffOf(tables.staff, draft),
    rooms: tables.rooms.rows.map((row, r) => plain(row, ['rooms', r], draft)),
  };
  return { value, faults: draft.faults, where: (path) => cellOf(path, draft.cells) };
}

function unknownSheets(workbook: Workbook): Fault[] {
  return workbook.worksheets
    .filter(({ name }) => !SHEET_NAMES.some((known) => known === name.trim()))
    .map(({ name }) => {
      const [meant] = nearest(name, SHEET_NAMES);
      const hint = meant ? `,是不是「${meant}」?` : '。';
      return {
        where: `${name}!A1`,
        message: `不认识的工作表「${name}」${hint}可用的有:${SHEET_NAMES.join('、')}。`,
      };
    });
}

function tableOf(workbook: Workbook, name: SheetName, draft: Draft): Table {
  const sheet = workbook.worksheets.find((candidate) => candidate.name.trim() === name);
  if (!sheet && name === '社区') draft.faults.push({ where: '社区!A1', message: '缺少工作表「社区」。' });
  const table = sheet ? readTable(sheet, draft.sheets[name]) : { rows: [], faults: [] };
  draft.faults.push(...table.faults);
  return table;
}

/** Every community's row names the street; they have to agree. */
function streetOf(table: Table, draft: Draft): Json | undefined {
  const [first] = table.rows;
  if (!first) return undefined;
  const { streetId, streetName } = first.values;
  for (const row of table.rows) {
    if (row.values['streetId'] === streetId && row.values['streetName'] === streetName) continue;
    draft.faults.push({
      where: row.where('streetId'),
      message: `一个文件只写一个街道:第一行是「${streetId} ${streetName}」,这一行不一样。`,
    });
  }
  mark(draft, ['street'], first.where('streetId'));
  mark(draft, ['street', 'name'], first.where('streetName'));
  return defined({ id: streetId, name: streetName });
}

function communitiesOf(table: Table, draft: Draft): (Json & { grids: Json[] })[] {
  return table.rows.map((row, c) => {
    const { streetId, streetName, ...own } = plain(row, ['communities', c], draft);
    return { ...own, grids: [] };
  });
}

function placeGrids(table: Table, communities: readonly (Json & { grids: Json[] })[], draft: Draft): void {
  for (const row of table.rows) {
    const owner = row.values['communityId'];
    const c = communities.findIndex(({ id }) => id === owner);
    const community = communities[c];
    if (!community) {
      draft.faults.push({ where: row.where('communityId'), message: noCommunity(owner, communities) });
      continue;
    }
    const { communityId, ...own } = plain(row, ['communities', c, 'grids', community.grids.length], draft);
    community.grids.push(own);
  }
}

function noCommunity(owner: unknown, communities: readonly Json[]): string {
  if (owner === undefined) return '缺少「社区编号」。';
  const [meant] = nearest(
    String(owner),
    communities.map(({ id }) => String(id)),
  );
  return `工作表「社区」里没有编号「${owner}」${meant ? `,是不是「${meant}」?` : '。'}`;
}

/** One row a post: rows with the same id are one person with several posts. */
function staffOf(table: Table, draft: Draft): Json[] {
  const people: (Json & { posts: Json[]; accounts: Json })[] = [];
  for (const row of table.rows) {
    const { id, name } = row.values;
    let s = people.findIndex((person) => id !== undefined && person['id'] === id);
    if (s < 0) s = people.push({ ...defined({ id, name }), posts: [], accounts: {} }) - 1;
    const person = people[s];
    if (!person) continue;
    markFields(draft, ['staff', s], { row, fields: ['id', 'name'] });
    checkName(person, row, draft);
    addPost(person, row, { path: ['staff', s, 'posts', person.posts.length], draft });
    addAccounts(person, row, { path: ['staff', s, 'accounts'], draft });
  }
  return people;
}

function checkName(person: Json, row: TableRow, draft: Draft): void {
  const { id, name } = row.values;
  if (name === undefined || name === person['name']) return;
  const message = `编号「${id}」前面写的是「${person['name']}」,这里是「${name}」:一个编号只能是一个人。`;
  draft.faults.push({ where: row.where('name'), message });
}

function addPost(person: { posts: Json[] }, row: TableRow, at: { path: Path; draft: Draft }): void {
  const { post, at: place, since, until } = row.values;
  if (post === undefined && place === undefined) return;
  person.posts.push(defined({ post, at: place, since, until }));
  markFields(at.draft, at.path, { row, fields: ['post', 'at', 'since', 'until'] });
}

function addAccounts(person: { accounts: Json }, row: TableRow, at: { path: Path; draft: Draft }): void {
  for (const { network: field } of at.draft.networks) {
    const account = row.values[field];
    if (account === undefined) continue;
    person.accounts[field] = account;
    mark(at.draft, [...at.path, field], row.where(field));
  }
}

function plain(row: TableRow, path: Path, draft: Draft): Json {
  markFields(draft, path, { row, fields: Object.keys(row.values) });
  return { ...row.values };
}

function markFields(draft: Draft, path: Path, from: { row: TableRow; fields: readonly string[] }): void {
  mark(draft, path, from.row.where('id'));
  for (const field of from.fields) mark(draft, [...path, field], from.row.where(field));
}

/** The first row that names a person is where they stand. */
function mark(draft: Draft, path: Path, cell: string): void {
  const key = path.join('/');
  if (!draft.cells.has(key)) draft.cells.set(key, cell);
}

/** The cell of the path, or of its nearest ancestor where that part is missing. */
function cellOf(path: Path, cells: ReadonlyMap<string, string>): string {
  for (let length = path.length; length > 0; length--) {
    const cell = cells.get(path.slice(0, length).join('/'));
    if (cell) return cell;
  }
  return '社区!A1';
}

function defined(values: Json): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
