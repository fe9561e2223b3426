import { spawn } from 'node:child_process';

/** The tool as a process of its own. */
export interface Process {
  pid: number;
  /** Resolves with what it has told once it fits; rejects when it ends before. */
  until(sign: RegExp): Promise<string>;
  ended: Promise<number | null>;
  told(): string;
  kill(signal: NodeJS.Signals): void;
  /** Whether it was sent a signal. */
  readonly killed: boolean;
}

/** Runs a script of Node with nothing of this process's environment but the path. */
export function runTool(
  words: readonly string[],
  { cwd, environment }: { cwd: string; environment: Record<string, string> },
): Process {
  const child = spawn(process.execPath, words, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
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
      const look = () => {
        if (!sign.test(told)) return;
        listeners.delete(look);
        resolve(told);
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without ${sign}: ${told}`)));
    });
  return {
    pid: child.pid ?? 0,
    until,
    ended,
    told: () => told,
    kill: (signal) => void child.kill(signal),
    get killed() {
      return child.killed;
    },
  };
}
