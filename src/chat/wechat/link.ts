import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorLine } from './masks.ts';
import { CHILD_EVENT, type ChildCommand, type ChildEvent } from './protocol.ts';

/** The account's process, as the bot sees it. */
export interface ChildLink {
  tell(command: ChildCommand): void;
  kill(): void;
}

export interface LinkEars {
  hear(event: ChildEvent): void;
  /** Once, whatever ended it; the last line it wrote, secrets taken out. Nothing is heard after it. */
  ended(line: string): void;
}

export type Launch = (ears: LinkEars) => ChildLink;

export interface ChildProcessOptions {
  puppet: string;
  /** For puppets, over what this process itself was given. */
  environment: Readonly<Record<string, string>>;
  secrets: readonly string[];
  /** The session and caches of the puppet. */
  folder: string;
  /** How the hidden verb is called; left out: as an installation does. */
  entry?: { file: string; execArgv: readonly string[]; cwd?: string };
}

const ENTRY = fileURLToPath(new URL('../../setup/linli.mjs', import.meta.url));
/** What is none of a puppet's business. */
const OURS = /^(DATABASE_URL|LARK_|LLM_|METRICS_|NODE_OPTIONS$|VITEST)/;

/** Starts the account's process: whatever happens in it, out of memory included, happens to it alone. */
export function launchProcess(options: ChildProcessOptions): Launch {
  return ({ hear, ended }) => {
    mkdirSync(options.folder, { recursive: true });
    const { file, execArgv } = options.entry ?? { file: ENTRY, execArgv: [] };
    const child = fork(file, ['network-process', 'wechat', options.puppet], {
      ...(options.entry?.cwd === undefined ? {} : { cwd: options.entry.cwd }),
      env: environmentOf(options),
      execArgv: [...execArgv],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastLine = '';
    let over = false;
    const end = (line: string) => {
      if (over) return;
      over = true;
      ended(line);
    };
    child.stderr?.on('data', (chunk: Buffer) => {
      lastLine = errorLine(chunk.toString().trim().split('\n').at(-1) ?? '', options.secrets) || lastLine;
    });
    child.on('message', (told) => {
      const event = CHILD_EVENT.safeParse(told);
      if (event.success && !over) hear(event.data);
    });
    child.on('error', (error) => end(errorLine(error, options.secrets)));
    child.on('exit', (code, signal) => end(lastLine || `exit ${code ?? signal}`));
    return {
      tell: (command) => void child.send?.(command, () => {}),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

function environmentOf({
  environment,
  folder,
  puppet,
}: ChildProcessOptions): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  // Caches go under HOME, where a service often may not write; the process works there.
  return { ...Object.fromEntries(inherited), HOME: resolve(folder), ...environment, WECHATY_PUPPET: puppet };
}
