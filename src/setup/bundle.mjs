/**
 * Joins the sources into a few JavaScript files: `node src/setup/bundle.mjs ENTRY`. Starting from them takes a fraction of
 * what compiling some two hundred files on the way does. Called by setup.mjs when the sources have changed.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './setup.mjs';

/** Files find their neighbours (pages, policies) by `import.meta.url`: each keeps the one it has in the source tree. */
const keepPlaces = {
  name: 'keep-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        `linliFile(${JSON.stringify(placeOf(path))})`,
      ),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }));
  },
};

function placeOf(path) {
  return relative(ROOT, path).split(sep).map(encodeURIComponent).join('/');
}

async function bundle(entry) {
  const folder = dirname(entry);
  const fresh = `${folder}.${process.pid}`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/cli/linli.ts'],
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
    plugins: [keepPlaces],
    banner: { js: `const linliFile = (path) => new URL('../../../' + path, import.meta.url).href;` },
  });
  removeOld(dirname(folder), basename(folder));
  moveInPlace(fresh, folder);
}

/** Two starts at once make the same files: the second one's are not needed. */
function moveInPlace(fresh, folder) {
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
}

/** A bundle of other sources is never used again; one being made by another process carries its id and stays. */
function removeOld(parent, keep) {
  for (const name of readdirSync(parent)) {
    if (/^app-[0-9a-f]+$/.test(name) && name !== keep) rmSync(join(parent, name), { recursive: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // esbuild has shown what is wrong.
  await bundle(process.argv[2]).catch(() => process.exit(1));
}
