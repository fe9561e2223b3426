import { nearest } from '../nearest.ts';
import type { Outline } from './outline.ts';
import type { Fault, Path } from './source.ts';

/** A fault whose place is still a path in the data. */
interface Finding {
  path: Path;
  message: string;
}

interface Named {
  key: string;
  path: Path;
}

/**
 * Everything that each part alone cannot show: ids given twice, scopes outside the tree, an account of two people,
 * a room twice, a post that ends before it starts.
 */
export function inconsistencies(file: Outline, where: (path: Path) => string): readonly Fault[] {
  const tree = treeIds(file);
  const findings = [
    ...twice(tree, (key, first) => `编号「${key}」已在${where(first)}用过,街道、社区、网格的编号不能相同。`),
    ...twice(staffIds(file), (key, first) => `人员编号「${key}」已在${where(first)}用过,一个人只写一次。`),
    ...twice(
      accounts(file),
      (key, first) => `账号「${key}」已在${where(first)}绑定给别人,一个账号只能属于一个人。`,
    ),
    ...twice(roomKeys(file), (key, first) => `群「${key}」已在${where(first)}写过,一个群只写一次。`),
    ...outsideTree(
      file,
      tree.map(({ key }) => key),
    ),
    ...backwards(file),
  ];
  return findings.map(({ path, message }) => ({ where: where(path), message }));
}

function treeIds(file: Outline): Named[] {
  const communities = file.communities.flatMap((community, c) => [
    { key: community.id, path: ['communities', c, 'id'] },
    ...community.grids.map((grid, g) => ({ key: grid.id, path: ['communities', c, 'grids', g, 'id'] })),
  ]);
  return [{ key: file.street.id, path: ['street', 'id'] }, ...communities];
}

function staffIds(file: Outline): Named[] {
  return file.staff.map(({ id }, s) => ({ key: id, path: ['staff', s, 'id'] }));
}

function accounts(file: Outline): Named[] {
  return file.staff.flatMap((person, s) =>
    Object.entries(person.accounts).map(([network, accountId]) => ({
      key: `${network}:${accountId}`,
      path: ['staff', s, 'accounts', network],
    })),
  );
}

function roomKeys(file: Outline): Named[] {
  return file.rooms.map(({ network, chat }, r) => ({
    key: `${network}:${chat}`,
    path: ['rooms', r, 'chat'],
  }));
}

function twice(named: readonly Named[], tell: (key: string, first: Path) => string): Finding[] {
  const first = new Map<string, Path>();
  return named.filter(isTold).flatMap(({ key, path }) => {
    const before = first.get(key);
    if (before) return [{ path, message: tell(key, before) }];
    first.set(key, path);
    return [];
  });
}

/** What is missing is told as missing, not as unknown or as given twice. */
function isTold({ key }: Named): boolean {
  return key !== '' && !key.endsWith(':');
}

function outsideTree(file: Outline, ids: readonly string[]): Finding[] {
  const posts = file.staff.flatMap((person, s) =>
    person.posts.map((post, p) => ({ key: post.at, path: ['staff', s, 'posts', p, 'at'] })),
  );
  const rooms = file.rooms.map((room, r) => ({ key: room.scope, path: ['rooms', r, 'scope'] }));
  const known = new Set(ids);
  return [...posts, ...rooms]
    .filter((named) => isTold(named) && !known.has(named.key))
    .map(({ key, path }) => {
      const [meant] = nearest(key, ids);
      const hint = meant ? `,是不是「${meant}」?` : '。';
      return { path, message: `「${key}」不是本文件里的街道、社区或网格编号${hint}` };
    });
}

function backwards(file: Outline): Finding[] {
  return file.staff.flatMap((person, s) =>
    person.posts.flatMap(({ since, until }, p) =>
      since && until && until < since
        ? [{ path: ['staff', s, 'posts', p, 'until'], message: `结束日期 ${until} 早于开始日期 ${since}。` }]
        : [],
    ),
  );
}
