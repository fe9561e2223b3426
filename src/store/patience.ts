import { setTimeout as pause } from 'node:timers/promises';

/** How long another process may hold the file before a query of ours fails. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 40;

/**
 * Tries again while another process has the SQLite file: nothing of a refused statement or transaction stays. The
 * driver's own wait would stop the whole process, so it is short and the rest is waited here.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await pause(PAUSE_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'P1008') return true;
  return /SQLITE_BUSY|SocketTimeout|database is locked/.test(error.message);
}
