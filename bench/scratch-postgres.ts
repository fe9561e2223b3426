import pg from 'pg';

const SERVER = process.env['LINLI_TEST_POSTGRES'] ?? 'postgresql://postgres@127.0.0.1:5432';

/** A database of its own on the test server; `null` where none answers. */
export async function scratchPostgres(): Promise<{ url: string; drop(): Promise<void> } | null> {
  const name = `linli_bench_${process.pid}`;
  const server = new pg.Client({ connectionString: `${SERVER}/postgres`, connectionTimeoutMillis: 2000 });
  try {
    await server.connect();
    await server.query(`CREATE DATABASE ${name}`);
  } catch {
    return null;
  }
  const drop = async () => {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.end();
  };
  return { url: `${SERVER}/${name}`, drop };
}
