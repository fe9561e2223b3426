import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CHILD_LINE, type ChildLine } from './protocol.ts';

/** Where the account's process leaves what a killed bot had not taken: unmasked, so for its owner's eyes, and gone at once. */
export interface Spool {
  /** `fault`: a file that is none of ours was moved aside, or nothing could be read. Never throws. */
  read(): { lines: readonly ChildLine[]; fault: string | null };
  /** In place of what is there. Throws when the disk does not take it; what was there then stays. */
  write(lines: readonly ChildLine[]): void;
  /** Never throws. */
  remove(): void;
}

export const SPOOL_FILE = 'untaken.json';
/** More than is ever written. */
const LARGEST = 50 * 1024 * 1024;

const FILE = z.object({
  format: z.literal('linli-wechat-untaken'),
  version: z.literal(1),
  lines: z.array(CHILD_LINE.extend({ picture: z.string().nullable() })),
});

export function createSpool(folder: string): Spool {
  const file = join(folder, SPOOL_FILE);
  return {
    read() {
      try {
        const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
        if (size === 0) return { lines: [], fault: null };
        if (size > LARGEST) throw new Error('too large');
        return { lines: parse(readFileSync(file, 'utf8')), fault: null };
      } catch {
        return { lines: [], fault: moveAside(file) };
      }
    },
    write(lines) {
      const half = `${file}.new`;
      // A file that is there would keep its mode.
      rmSync(half, { force: true });
      writeFileSync(half, format(lines), { mode: 0o600, flag: 'wx', flush: true });
      renameSync(half, file);
    },
    remove() {
      try {
        rmSync(file, { force: true });
      } catch {
        // It is handed up once more, and known by its ids.
      }
    },
  };
}

function format(lines: readonly ChildLine[]): string {
  const written: z.infer<typeof FILE> = {
    format: 'linli-wechat-untaken',
    version: 1,
    lines: lines.map((line) => ({
      ...line,
      picture: line.picture && Buffer.from(line.picture).toString('base64'),
    })),
  };
  return JSON.stringify(written);
}

function parse(written: string): readonly ChildLine[] {
  return FILE.parse(JSON.parse(written)).lines.map((line) => ({
    ...line,
    picture: line.picture === null ? null : new Uint8Array(Buffer.from(line.picture, 'base64')),
  }));
}

/** One is kept: the next one takes its place. */
function moveAside(file: string): string {
  const aside = `${file}.broken`;
  try {
    renameSync(file, aside);
    return `not readable, moved to ${aside}`;
  } catch {
    return `not readable: ${file}`;
  }
}
