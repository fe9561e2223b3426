import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Row, round } from './measures.ts';

const PORT = 18787;
const READY = /127\.0\.0\.1:18787/;

/** `npm start` without npm: from spawn to the line that says ready, and the resident memory after a quiet while. */
export async function startToReady(folder: string): Promise<Row[]> {
  return [await once(folder, 'empty folder'), await once(folder, 'existing database')];
}

async function once(folder: string, on: string): Promise<Row> {
  const started = performance.now();
  const child = spawn(process.execPath, ['src/setup/linli.mjs', 'start'], {
    env: { ...process.env, DATABASE_URL: `file:${join(folder, 'start.db')}`, HTTP_PORT: String(PORT) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const readyMs = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`start ended with ${code}: ${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (READY.test(said)) resolve(performance.now() - started);
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const residentMb = memoryOf(child.pid ?? 0);
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  return { on, readyMs: Math.round(readyMs), residentMb };
}

/** VmRSS of the process and its children; Linux only, 0 elsewhere. */
function memoryOf(pid: number): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    return round(own + children.reduce((sum, child) => sum + memoryOf(Number(child)), 0));
  } catch {
    return 0;
  }
}
