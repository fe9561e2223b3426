import { CHILD_TIMES, type Child, createChild } from './child.ts';
import { createHandover } from './handover.ts';
import { errorLine } from './masks.ts';
import { CHILD_COMMAND, type ChildEvent } from './protocol.ts';
import { createSpool } from './spool.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The account's process: lives as long as the one that made it, and does what that one says. Resolves when it is told to
 * stop. `environment` has what stands in the `.env` file as well, where people write what their puppet wants.
 */
export async function runChild(puppet: string, environment: Environment): Promise<void> {
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('WECHATY_') && value !== undefined) process.env[name] ??= value;
  }
  process.chdir(process.env['HOME'] ?? '.');
  const secrets = secretsOf(process.env);
  const tell = (event: ChildEvent) => void process.send?.(event, () => {});
  // Both are sent to the whole group: it is the parent that ends this process, after it has been drained.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  let orphaned: () => Promise<void> = async () => {};
  process.on('disconnect', () => void orphaned().finally(() => process.exit(0)));
  // A killed bot takes the other end of it along.
  process.stderr.on('error', () => {});
  const fail = (why: 'not-installed' | 'no-puppet') => (error: unknown) => {
    tell({ type: 'failed', why, line: errorLine(error, secrets) });
    return null;
  };
  const sdk = await import('./sdk.ts').catch(fail('not-installed'));
  if (!sdk) return;
  const client = sdk.createClient(sdk.buildBot(puppet));
  const handover = createHandover(createSpool(process.cwd()));
  const child = createChild({ client, tell, secrets, times: CHILD_TIMES, handover });
  orphaned = child.orphaned;
  const told = obeyUntilStopped(child);
  await child.start().catch(fail('no-puppet'));
  await told;
}

function obeyUntilStopped(child: Child): Promise<void> {
  return new Promise((resolve) => {
    process.on('message', (told) => {
      const command = CHILD_COMMAND.safeParse(told);
      if (!command.success) return;
      if (command.data.type === 'stop') void child.stop().finally(resolve);
      else child.obey(command.data);
    });
  });
}

function secretsOf(environment: Environment): string[] {
  return Object.entries(environment)
    .filter(([name]) => /TOKEN|SECRET|KEY|PASSWORD/.test(name))
    .flatMap(([, value]) => (value && value.length >= 6 ? [value] : []));
}
