import { join, raw, Sql, sqltag } from '@prisma/client/runtime/client';

export { join, raw, Sql, sqltag as sql };

/** What a column of ours can hold; instants and counters are numbers. */
export type Value = string | number | boolean | null;

/** A row of a generated model as raw SQL writes it: big integers as plain numbers. */
export type RowOf<Model> = {
  [Column in keyof Model]:
    | Exclude<Model[Column], bigint>
    | (bigint & Model[Column] extends never ? never : number);
};

/** SQLite takes 32,766 parameters a statement, PostgreSQL 65,535. */
const MAX_PARAMETERS = 30_000;
/** SQLite takes 500 SELECTs in one compound. */
const MAX_COMPOUND = 120;

const UNSTORABLE = /\0|\p{Surrogate}/u;
const UNSTORABLE_ESCAPED = /\\u(?:0000|[dD][89a-fA-F])/;

/** PostgreSQL refuses NUL and half a surrogate pair, so neither is ever stored in either database. */
export function storable(text: string): string {
  if (!UNSTORABLE.test(text)) return text;
  return text.replace(/\0/g, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** JSON without what `storable` removes. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!UNSTORABLE_ESCAPED.test(json)) return json;
  return JSON.stringify(value, (_, part) => (typeof part === 'string' ? storable(part) : part));
}

function safe(value: Value): Value {
  return typeof value === 'string' ? storable(value) : value;
}

/** Multi-row INSERTs, as few as the limits allow; `suffix` is an ON CONFLICT clause. All rows have the same keys. */
export function insert(
  table: string,
  rows: readonly Readonly<Record<string, Value>>[],
  suffix = '',
): readonly Sql[] {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return [];
  const head = `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(',')}) VALUES (`;
  return chunks(rows, Math.floor(MAX_PARAMETERS / columns.length)).map((part) =>
    insertOne(head, part, { columns, suffix }),
  );
}

function insertOne(
  head: string,
  rows: readonly Readonly<Record<string, Value>>[],
  shape: { columns: readonly string[]; suffix: string },
): Sql {
  const strings = [head];
  const values: Value[] = [];
  for (const row of rows) {
    for (const column of shape.columns) {
      values.push(safe(row[column] ?? null));
      strings.push(',');
    }
    strings[strings.length - 1] = '),(';
  }
  strings[strings.length - 1] = `) ${shape.suffix}`;
  return new Sql(strings, values);
}

/** ON CONFLICT clause that overwrites every given column but the key. */
export function orReplace(keys: readonly string[], columns: readonly string[]): string {
  const sets = columns
    .filter((column) => !keys.includes(column))
    .map((column) => `"${column}"=excluded."${column}"`);
  const target = keys.map((key) => `"${key}"`).join(',');
  return `ON CONFLICT (${target}) DO UPDATE SET ${sets.join(',')}`;
}

/** `(?, ?, …)` for `IN`. Empty lists are the caller's business: no database takes them. */
export function list(values: readonly Value[]): Sql {
  return sqltag`(${join(values.map(safe))})`;
}

/** One text parameter made safe as stored texts are, so that what was stored is found again. */
export function text(value: string): Sql {
  return sqltag`${storable(value)}`;
}

/** Compound queries of the given arms, in as many statements as SQLite's limit demands. */
export function unions(arms: readonly Sql[], how: 'UNION' | 'UNION ALL'): readonly Sql[] {
  return chunks(arms, MAX_COMPOUND).map((part) => join([...part], ` ${how} `));
}

export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}
