import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/app/ports.ts';
import { openStore } from '../../src/store/store.ts';

export const noLog = { info: () => {}, warn: () => {}, error: () => {} };

/** Opens a store or fails the test with the reason. */
export async function openOrFail(url: string): Promise<Store> {
  const opened = await openStore({ url, log: noLog });
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`);
  return opened.store;
}

/** Address of a SQLite file that does not exist yet, in a folder of its own that goes with the process. */
export function scratchSqlite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linli-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'linli.db')}`;
}
