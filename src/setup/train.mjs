/** `npm run train`: what is missing is installed, then the shipped models are trained. Arguments go on. */
import { spawnSync } from 'node:child_process';
import { prepare, ROOT } from './setup.mjs';

const ready = prepare({ dev: true, bundle: false });
const args = ['--import', 'tsx', 'src/learning/train.ts', ...process.argv.slice(2)];
const { status } = ready ? spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }) : { status: 1 };
process.exitCode = status ?? 1;
