import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromGateway } from './gateway-process.ts';
import type { Hands } from './hands.ts';

/** A gateway in a process of its own, that can be killed and made again on the same port. */
export interface GatewayApart {
  hand<Name extends keyof Hands>(
    name: Name,
    ...given: Parameters<Hands[Name]>
  ): Promise<ReturnType<Hands[Name]>>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

export async function startGatewayApart(port: number): Promise<GatewayApart> {
  const file = fileURLToPath(new URL('./gateway-process.ts', import.meta.url));
  const execArgv = ['--import', import.meta.resolve('tsx')];
  const child = fork(file, [String(port)], {
    execArgv,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await answerOf(child, (told) => told.type === 'ready');
  let calls = 0;
  return {
    async hand(hand, ...given) {
      const id = ++calls;
      const done = answerOf(child, (told) => told.type === 'done' && told.id === id);
      child.send({ id, hand, given });
      const told = await done;
      // cast: the other process runs the very hand that was named.
      return (told.type === 'done' ? told.result : null) as ReturnType<Hands[typeof hand]>;
    },
    kill() {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGKILL');
      return child.exitCode === null && child.signalCode === null ? gone : Promise.resolve();
    },
  };
}

function answerOf(child: ChildProcess, fits: (told: FromGateway) => boolean): Promise<FromGateway> {
  return new Promise((resolve, reject) => {
    const hear = (told: FromGateway) => {
      if (!fits(told)) return;
      child.off('message', hear);
      resolve(told);
    };
    child.on('message', hear);
    child.once('exit', (code) => reject(new Error(`the gateway has ended: ${code}`)));
  });
}
