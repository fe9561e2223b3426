/** `npm run bench`: what is missing is installed, then the benchmarks; one JSON object a line. Arguments go to them. */
import { spawnSync } from 'node:child_process';
import { prepare, ROOT } from './setup.mjs';

const ready = prepare({ dev: true, bundle: false });
const args = ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)];
const { status } = ready ? spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }) : { status: 1 };
process.exitCode = status ?? 1;
