import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Io } from './verb.ts';

/** More output than this is written at once; one write a line costs more than reading the line did. */
const BATCH_CHARS = 65_536;

export interface NumberedLine {
  number: number;
  text: string;
}

/** The file's lines that are not blank, one after another; `-` is stdin. Throws a sentence when it cannot be read. */
export async function* linesOf(path: string): AsyncGenerator<NumberedLine> {
  if (path !== '-') await refuseFolder(path);
  const input = path === '-' ? process.stdin : createReadStream(path);
  if (path !== '-') await opened(path, input);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim()) yield { number, text };
  }
}

async function opened(path: string, input: NodeJS.EventEmitter): Promise<void> {
  try {
    await once(input, 'open');
  } catch {
    throw new Error(`读不到文件 ${path}:请检查路径和权限。`);
  }
}

async function refuseFolder(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new Error(`${path} 是文件夹,请写里面的文件。`);
}

/** Gathers lines of output and writes many at once. */
export function batched(io: Io): { out(line: string): void; flush(): void } {
  let waiting: string[] = [];
  let chars = 0;
  const flush = () => {
    if (waiting.length > 0) io.out(waiting.join('\n'));
    waiting = [];
    chars = 0;
  };
  return {
    flush,
    out(line) {
      waiting.push(line);
      chars += line.length;
      if (chars > BATCH_CHARS) flush();
    },
  };
}

/** JSON, or null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
