/** The rows of `--data DIR`: real messages, kept outside the project. Only numbers learned from them go into a model. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const optionalText = z
  .string()
  .nullish()
  .transform((given) => given ?? null);
const base = { id: z.string(), source: z.string(), text: z.string(), dup_group: optionalText };

const BOARD = z.object({ ...base, title: optionalText, category1: optionalText });
const HOTLINE = z.object({
  ...base,
  title: optionalText,
  kind: optionalText,
  verb: optionalText,
  dept: optionalText,
  urgent: z
    .boolean()
    .nullish()
    .transform((given) => given ?? null),
  category_path: z
    .array(z.string())
    .nullish()
    .transform((given) => given ?? null),
  category_coarse: optionalText,
});
const NOT_REQUEST = z.object({ ...base, type: z.string() });
const CHAT = z.object(base);

export type BoardRow = z.infer<typeof BOARD>;
export type HotlineRow = z.infer<typeof HOTLINE>;
export type NotRequestRow = z.infer<typeof NOT_REQUEST>;
export type ChatRow = z.infer<typeof CHAT>;

export interface Data {
  board: readonly BoardRow[];
  hotline: readonly HotlineRow[];
  notRequests: readonly NotRequestRow[];
  /** All of it: those that may only be measured with are in too (`mayTrain`). */
  chat: readonly ChatRow[];
}

export const FOLDS = 5;
/** Rows for research only: a shipped model must not learn from them. */
const MEASURE_ONLY = new Set(['lccc_toy']);

export function mayTrain({ source }: { source: string }): boolean {
  return !MEASURE_ONLY.has(source);
}

/** `null` when the folder is not there. */
export function readData(folder: string): Data | null {
  if (!existsSync(join(folder, 'requests-12345.jsonl'))) return null;
  return {
    board: rowsOf(join(folder, 'requests-board.jsonl'), BOARD),
    hotline: rowsOf(join(folder, 'requests-12345.jsonl'), HOTLINE),
    notRequests: rowsOf(join(folder, 'not-requests.jsonl'), NOT_REQUEST),
    chat: rowsOf(join(folder, 'chitchat.jsonl'), CHAT),
  };
}

function rowsOf<T>(path: string, schema: z.ZodType<T>): readonly T[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => schema.parse(JSON.parse(line)));
}

/** Which fifth a row is held out with; copies of one message go together. */
export function foldOf({ id, dup_group }: { id: string; dup_group?: string | null }): number {
  return (
    (createHash('sha1')
      .update(dup_group ?? id)
      .digest()[0] ?? 0) % FOLDS
  );
}
