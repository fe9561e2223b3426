/**
 * Writes the next migration of both databases from the difference between the models of a git revision and those of
 * the working tree: `npx tsx prisma/make-migration.ts NAME [REVISION]` (REVISION: HEAD; `empty` for a first one).
 * Read the SQL before committing it. Needs a PostgreSQL server that answers (LINLI_TEST_POSTGRES), but
 * no download and no shadow database.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PROVIDERS, type Provider, ROOT, schemaFor } from './prisma-schema.ts';

/** Node cannot import wasm by itself: the module is put together by hand, as its own index.js would. */
async function loadEngine(provider: Provider) {
  const folder = `${ROOT}node_modules/@prisma/schema-engine-wasm`;
  // The query makes it a module of its own: one instance serves one database only.
  const glue = await import(`${pathToFileURL(`${folder}/schema_engine_bg.js`).href}?${provider}`);
  const bytes = readFileSync(`${folder}/schema_engine_bg.wasm`);
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
  return glue.SchemaEngine;
}

function adapterFor(provider: Provider) {
  // Only asked for its version: both ends of the difference are schemas.
  const connectionString =
    process.env['LINLI_TEST_POSTGRES'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
  return provider === 'sqlite'
    ? new PrismaBetterSqlite3({ url: ':memory:' })
    : new PrismaPg({ connectionString });
}

function target(provider: Provider, models: string | null) {
  if (models === null) return { tag: 'empty' };
  return {
    tag: 'schemaDatamodel',
    files: [{ path: 'schema.prisma', content: schemaFor(provider, models) }],
  };
}

async function difference(provider: Provider, before: string | null): Promise<string> {
  const SchemaEngine = await loadEngine(provider);
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFor(provider));
  const options = { datamodels: [['schema.prisma', schemaFor(provider)]] };
  const engine = await SchemaEngine.new(options, () => undefined, factory);
  const { stdout } = await engine.diff({
    from: target(provider, before),
    to: target(provider, readFileSync(`${ROOT}prisma/models.prisma`, 'utf8')),
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return stdout ?? '';
}

async function main(name: string | undefined, revision = 'HEAD'): Promise<void> {
  if (name === undefined) throw new Error('usage: make-migration NAME [REVISION | empty]');
  const before =
    revision === 'empty'
      ? null
      : execFileSync('git', ['show', `${revision}:prisma/models.prisma`], { cwd: ROOT, encoding: 'utf8' });
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  for (const provider of PROVIDERS) {
    const folder = `${ROOT}prisma/migrations/${provider}/${stamp}_${name}`;
    const script = await difference(provider, before);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/migration.sql`, script);
    console.log(`${folder}/migration.sql: ${script.split('\n').length} lines`);
  }
}

await main(process.argv[2], process.argv[3]);
