import { z } from 'zod';
import { INTAKE_MODES, POSTS, ROOM_KINDS } from '../../engine/glossary.ts';
import { nearest } from '../nearest.ts';
import type { KnownNetwork } from './known-networks.ts';
import type { Fault, Path, Source } from './source.ts';

const id = z
  .string()
  .trim()
  .regex(/^[^\s:]{1,64}$/, '编号应为 1 到 64 个字,不含空格和冒号');
const name = z.string().trim().min(1, '名称不能为空').max(60, '名称最多 60 个字');
const count = z.number().int('应为整数').min(0, '不能小于 0').max(10_000_000, '大得不像真的');
/** Square metres, up to a county's: more is no grid's, and no column's. */
const area = z.number().int('应为整数(平方米)').min(1, '应大于 0').max(2_000_000_000, '大得不像真的');
const day = z.string().refine(isDay, '日期应写成 2024-03-01 这样,并且真有这一天');

const grid = z.strictObject({
  id,
  name,
  households: count.optional(),
  population: count.optional(),
  area: area.optional(),
  places: z.array(name).default([]),
});

const community = z.strictObject({
  id,
  name,
  kind: z.enum(['urban', 'village']).default('urban'),
  grids: z.array(grid).default([]),
});

const post = z.strictObject({ post: z.enum(POSTS), at: id, since: day.optional(), until: day.optional() });

/** A network's own ids are longer and odder than ours. */
const accountId = z
  .string()
  .trim()
  .regex(/^\S{1,128}$/, '账号应为 1 到 128 个字,不含空格');

const room = z.strictObject({
  chat: z.string().trim().min(1, '群编号不能为空').max(128, '群编号最多 128 个字'),
  network: z.string(),
  kind: z.enum(ROOM_KINDS),
  scope: id,
  name,
  intake: z.enum(INTAKE_MODES).default('auto'),
});

/** The neighbourhood file, whether it was written as YAML or as sheets, where these networks are known. */
function neighbourhoodShape(networks: readonly KnownNetwork[]) {
  const names = networks.map(({ network }) => network);
  const accounts = z.strictObject(
    Object.fromEntries(names.map((network) => [network, accountId.optional()])),
  );
  const staff = z.strictObject({
    id,
    name,
    posts: z.array(post).default([]),
    accounts: accounts.default({}),
  });
  return z.strictObject({
    street: z.strictObject({ id, name }),
    communities: z.array(community).default([]),
    staff: z.array(staff).default([]),
    rooms: z.array(room.extend({ network: z.enum(names) })).default([]),
  });
}
type Shape = ReturnType<typeof neighbourhoodShape>;
export type Neighbourhood = z.infer<Shape>;

/** Which fields each part has, by the name of the part; for telling what a mistyped one was meant to be. */
function fieldsOf(shape: Shape): Readonly<Record<string, readonly string[]>> {
  const staff = shape.shape.staff.unwrap().element.shape;
  return {
    '': Object.keys(shape.shape),
    street: ['id', 'name'],
    communities: Object.keys(community.shape),
    grids: Object.keys(grid.shape),
    staff: Object.keys(staff),
    posts: Object.keys(post.shape),
    accounts: Object.keys(staff.accounts.unwrap().shape),
    rooms: Object.keys(room.shape),
  };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字(像数字的请加引号)',
  number: '数字',
  array: '列表',
  object: '一组字段',
};

/** The file's data in its one shape, or every fault of shape with its place in the file. */
export function readShape(
  source: Source,
  networks: readonly KnownNetwork[],
): { value: Neighbourhood | null; faults: readonly Fault[] } {
  const shape = neighbourhoodShape(networks);
  const parsed = shape.safeParse(source.value);
  if (parsed.success) return { value: parsed.data, faults: [] };
  const fields = fieldsOf(shape);
  return { value: null, faults: parsed.error.issues.flatMap((issue) => toFaults(issue, source, fields)) };
}

function toFaults(issue: z.core.$ZodIssue, source: Source, fields: ReturnType<typeof fieldsOf>): Fault[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code !== 'unrecognized_keys')
    return [{ where: source.where(path), message: sentence(issue, path, source) }];
  return issue.keys.map((key) => ({
    where: source.where([...path, key]),
    message: unknownField(key, fields[partName(path)] ?? []),
  }));
}

function unknownField(key: string, fields: readonly string[]): string {
  const [meant] = nearest(key, fields);
  return `不认识的字段「${key}」${meant ? `,是不是「${meant}」?` : '。'}可用的字段:${fields.join('、')}。`;
}

function sentence(issue: z.core.$ZodIssue, path: Path, source: Source): string {
  const label = path.length === 0 ? '文件' : `「${path.at(-1)}」`;
  const given = valueAt(source.value, path);
  if (given === undefined || given === null) return `缺少${label}。`;
  if (issue.code === 'invalid_type') return `${label}应为${TYPE_NAMES[issue.expected] ?? issue.expected}。`;
  if (issue.code === 'invalid_value') return notAmong(label, String(given), issue.values.map(String));
  return `${label}${issue.message}。`;
}

function notAmong(label: string, given: string, allowed: readonly string[]): string {
  const [meant] = nearest(given, allowed);
  return `${label}不能是「${given}」${meant ? `,是不是「${meant}」?` : '。'}可用的有:${allowed.join('、')}。`;
}

/** `['staff', 3, 'posts', 0]` is a part of `posts`. */
function partName(path: Path): string {
  return String(path.findLast((part) => typeof part === 'string') ?? '');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([key]) => key === String(part))?.[1];
  }, value);
}

function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
