import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the bench joined with all it imports, as a start joins the program: a compiler in the process would be measured too. */
export async function bundled(file: string): Promise<{ path: string; remove(): void }> {
  const folder = `${ROOT}node_modules/.linli-setup/bench-${randomBytes(6).toString('hex')}`;
  const path = `${folder}/measured.js`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: [file],
    outfile: path,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
    // What is looked for beside a file is beside files of this depth.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(`${ROOT}src/store/measured.ts`).href) },
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
