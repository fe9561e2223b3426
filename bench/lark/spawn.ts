import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Cost, FromSubject, SubjectOptions, ToSubject } from './subject.ts';

const SUBJECT = fileURLToPath(new URL('./subject.ts', import.meta.url));

/** A measured process. */
export interface Subject {
  cost(): Promise<Cost>;
  /** Resolves when it is gone. */
  stop(): Promise<void>;
}

/** Resolves when it is ready. `BENCH_PROFILE` names a folder for CPU profiles. */
export async function spawnSubject(options: SubjectOptions): Promise<Subject> {
  const folder = process.env['BENCH_PROFILE'];
  const profile = folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
  const child = fork(SUBJECT, [JSON.stringify(options)], {
    execArgv: ['--import', 'tsx', ...profile],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await heard(child, 'ready');
  return {
    cost: async () => {
      const answer = heard(child, 'cost');
      child.send('cost' satisfies ToSubject);
      return answer;
    },
    stop: async () => {
      child.send('stop' satisfies ToSubject);
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(late);
    },
  };
}

function heard<T extends FromSubject['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<FromSubject, { type: T }>> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a measured process ended with ${code}`));
    const listen = (told: FromSubject) => {
      if (told.type !== type) return;
      child.off('message', listen);
      child.off('exit', ended);
      // cast: it has just been looked at.
      resolve(told as Extract<FromSubject, { type: T }>);
    };
    child.once('exit', ended);
    child.on('message', listen);
  });
}
