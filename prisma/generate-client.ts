import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROVIDERS, type Provider, ROOT, schemaFor } from './prisma-schema.ts';

const GENERATED = `${ROOT}src/store/generated`;
const STAMP = `${GENERATED}/stamp`;

/** Makes both Prisma clients when the models or Prisma changed since the last time. Returns whether it did. */
export function generateClients(): boolean {
  const stamp = stampOf();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return false;
  mkdirSync(GENERATED, { recursive: true });
  for (const provider of PROVIDERS) generate(provider);
  writeFileSync(`${STAMP}.new`, stamp);
  renameSync(`${STAMP}.new`, STAMP);
  return true;
}

function stampOf(): string {
  const hash = createHash('sha256');
  for (const provider of PROVIDERS) hash.update(schemaFor(provider));
  return hash.update(readFileSync(`${ROOT}node_modules/prisma/package.json`)).digest('hex');
}

function generate(provider: Provider): void {
  const folder = mkdtempSync(join(tmpdir(), 'linli-prisma-'));
  try {
    const schema = join(folder, 'schema.prisma');
    writeFileSync(schema, schemaFor(provider));
    execFileSync(
      process.execPath,
      [`${ROOT}node_modules/prisma/build/index.js`, 'generate', `--schema=${schema}`],
      {
        cwd: ROOT,
        // Prisma 7 fetches a schema engine that generating does not run; any executable in its place keeps it offline.
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ?? process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
          CHECKPOINT_DISABLE: '1',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(generateClients() ? 'Prisma clients generated' : 'Prisma clients are up to date');
}
