import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

export interface RunOptions {
  input?: string;
  environment?: Record<string, string>;
}

/** A folder of its own for one test file. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'linli-cli-'));
}

/** Runs the real tool as its own process, untouched by a developer's settings. */
export function runLinli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/linli.ts', ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      TMPDIR: tmpdir(),
      DATABASE_URL: `file:${join(tmpdir(), 'none', 'x')}`,
      ...options.environment,
    },
  });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ran.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ran.err += chunk.toString();
  });
  child.stdin.end(options.input ?? '');
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ran, code })));
}
