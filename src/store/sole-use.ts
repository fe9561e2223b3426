import Database from 'better-sqlite3';

/** The right of one process to run the bot on a SQLite file, or the process that has it. */
export type SoleUse = { ok: true; release(): void } | { ok: false; pid: number };

/**
 * The right is a lock of the operating system on a file beside the database: it goes with its process however that
 * ends, and no process number has to be believed. The holder's number stands in the file's header, only to be shown.
 */
export function takeSoleUse(path: string): SoleUse {
  const beside = new Database(`${path}-owner`, { timeout: 0 });
  try {
    beside.exec('BEGIN IMMEDIATE');
    beside.pragma(`user_version = ${process.pid}`);
    // In between somebody else may take it; then they have it and the next line fails.
    beside.exec('COMMIT; BEGIN IMMEDIATE');
    return { ok: true, release: () => beside.close() };
  } catch (error) {
    const pid = isBusy(error) ? Number(beside.pragma('user_version', { simple: true })) : null;
    beside.close();
    if (pid === null) throw error;
    return { ok: false, pid };
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
