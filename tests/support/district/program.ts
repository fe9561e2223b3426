import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Process, runTool } from '../tool-process.ts';

const root = join(import.meta.dirname, '../../..');
/** What the program looks up beside itself. */
const BESIDE = ['src', 'node_modules', 'commands', 'prisma', 'package.json'];

/** The bot as people run it, bundled once so that starting it again takes no longer than it must. */
export interface Program {
  /** Where its processes run, and where a test may put its files. */
  folder: string;
  linli(words: readonly string[], environment: Record<string, string>): Process;
  remove(): void;
}

export function makeProgram(): Program {
  const folder = mkdtempSync(join(tmpdir(), 'linli-district-'));
  for (const name of BESIDE) symlinkSync(join(root, name), join(folder, name));
  mkdirSync(join(folder, 'made/by'), { recursive: true });
  const bundle = join(folder, 'made/by/bundle/linli.js');
  execFileSync(process.execPath, [join(root, 'src/setup/bundle.mjs'), bundle], { stdio: 'inherit' });
  const script = join(folder, 'linli.mjs');
  writeFileSync(script, `import { run } from '${bundle}';\nawait run(process.argv.slice(2));\n`);
  return {
    folder,
    linli: (words, environment) =>
      runTool([script, ...words], { cwd: folder, environment: { HTTP_PORT: '0', ...environment } }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
