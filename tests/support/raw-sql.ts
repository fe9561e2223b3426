import { adapterFor } from '../../src/store/database.ts';

/** Runs one statement with the raw driver, past the store: to prepare what the store itself would never do. */
export async function runSql(url: string, sql: string): Promise<void> {
  const provider = url.startsWith('file:') ? 'sqlite' : 'postgresql';
  const connection = await adapterFor(url, provider).connect();
  try {
    await connection.executeRaw({ sql, args: [], argTypes: [] });
  } finally {
    await connection.dispose();
  }
}

/** Rows of one query with the raw driver, past the store. */
export async function readSql(url: string, sql: string): Promise<unknown[][]> {
  const provider = url.startsWith('file:') ? 'sqlite' : 'postgresql';
  const connection = await adapterFor(url, provider).connect();
  try {
    return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  } finally {
    await connection.dispose();
  }
}
