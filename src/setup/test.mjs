/** `npm test`: what is missing is installed, then format, lint, types and every test. Arguments go to vitest. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, ROOT } from './setup.mjs';

function tool(name, args) {
  const { status } = spawnSync(join(ROOT, 'node_modules/.bin', name), args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}

if (prepare({ dev: true, bundle: false })) {
  const results = [
    tool('biome', ['check', '.']),
    tool('tsc', ['-p', '.']),
    tool('vitest', ['run', ...process.argv.slice(2)]),
  ];
  process.exitCode = results.every(Boolean) ? 0 : 1;
} else {
  process.exitCode = 1;
}
