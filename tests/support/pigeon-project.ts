import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Process, runTool } from './tool-process.ts';

export type { Process } from './tool-process.ts';

const root = join(import.meta.dirname, '../..');
const SHARED = ['node_modules', 'commands', 'policies', 'prisma', 'package.json', 'src/store/generated'];

export interface PigeonProject {
  folder: string;
  linli(args: readonly string[], environment?: Record<string, string>): Process;
}

/**
 * The project with one more folder, src/chat/pigeon, and nothing else changed: bundled and run as people run it. Packages,
 * database clients and the rest are those of this checkout.
 */
export function makePigeonProject(): PigeonProject {
  const folder = mkdtempSync(join(tmpdir(), 'linli-pigeon-'));
  cpSync(join(root, 'src'), join(folder, 'src'), {
    recursive: true,
    filter: (path) => !path.endsWith('store/generated'),
  });
  for (const name of SHARED) symlinkSync(join(root, name), join(folder, name));
  cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  mkdirSync(join(folder, 'src/chat/pigeon'));
  const pigeon = readFileSync(join(root, 'tests/support/networks/pigeon/network.ts'), 'utf8');
  writeFileSync(join(folder, 'src/chat/pigeon/network.ts'), pigeon.replaceAll('../../../../src/', '../../'));
  mkdirSync(join(folder, 'made/by'), { recursive: true });
  const bundle = join(folder, 'made/by/bundle/linli.js');
  execFileSync(process.execPath, ['src/setup/bundle.mjs', bundle], { cwd: folder, stdio: 'inherit' });
  writeFileSync(
    join(folder, 'linli.mjs'),
    `import { run } from '${bundle}';\nawait run(process.argv.slice(2));\n`,
  );
  return { folder, linli: (args, environment = {}) => run(folder, args, environment) };
}

function run(folder: string, args: readonly string[], environment: Record<string, string>): Process {
  return runTool([join(folder, 'linli.mjs'), ...args], {
    cwd: folder,
    environment: { HTTP_PORT: '0', PIGEON_LOFT: 'loft-7', ...environment },
  });
}
