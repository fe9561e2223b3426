import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const SHARED = ['node_modules', 'commands', 'policies', 'prisma', 'package.json', 'src/store/generated'];

/** The tool as a process of its own. */
export interface Process {
  /** Resolves with what it has told once it fits; rejects when it ends before. */
  until(sign: RegExp): Promise<string>;
  ended: Promise<number | null>;
  told(): string;
  kill(signal: NodeJS.Signals): void;
}

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
  const child = spawn(process.execPath, [join(folder, 'linli.mjs'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HTTP_PORT: '0', PIGEON_LOFT: 'loft-7', ...environment },
  });
  let told = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    told += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = (sign: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => sign.test(told) && resolve(told);
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without ${sign}: ${told}`)));
    });
  return { until, ended, told: () => told, kill: (signal) => void child.kill(signal) };
}
