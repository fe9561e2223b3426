import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nearest } from '../app/nearest.ts';
import { loadNetworks } from '../chat/networks.ts';
import { readEnvironment } from '../config.ts';
import { realClock } from '../startup/real-clock.ts';
import { overview, verbHelp } from './help.ts';
import { DONE, type Io, MISUSED, REFUSED, type Verb, type VerbInput } from './verb.ts';
import { VERBS } from './verbs.ts';

const SHOWN = VERBS.filter(({ hidden }) => !hidden);

/** Runs one call of the tool and leaves its exit code with the process. `setupMs` is what the set-up before it took. */
export async function run(args: readonly string[], setupMs = 0): Promise<void> {
  endQuietlyWhenNobodyReads();
  const io: Io = {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    now: () => realClock.now(),
    sinceStartMs: () => performance.now() - setupMs,
    environment: readEnvironment(),
    networks: () => loadNetworks(),
  };
  process.exitCode = await dispatch(args, io);
}

async function dispatch(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') return show(overview(SHOWN), io);
  if (name === undefined) return misuse(`没有写动作。\n\n${overview(SHOWN)}`, io);
  const verb = VERBS.find((candidate) => candidate.name === name);
  if (!verb) return misuse(unknownVerb(name), io);
  if (rest.includes('--help') || rest.includes('-h')) return show(verbHelp(verb), io);
  const input = readArgs(verb, rest, io);
  return typeof input === 'string' ? misuse(`${input}\n\n${verbHelp(verb)}`, io) : runVerb(verb, input);
}

/** A verb tells what it refuses; whatever it throws is a fault of the program or the machine, told in one line. */
async function runVerb(verb: Verb, input: VerbInput): Promise<number> {
  try {
    return await verb.run(input);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    input.io.err(`没有完成:${message}`);
    if (input.io.environment['LOG_LEVEL'] === 'debug' && error instanceof Error)
      input.io.err(error.stack ?? '');
    return REFUSED;
  }
}

function unknownVerb(name: string): string {
  const names = SHOWN.map((verb) => verb.name);
  const [meant] = nearest(name, names);
  const hint = meant ? `,是不是「${meant}」?` : '。';
  return `没有「${name}」这个动作${hint}\n可用的动作:${names.join('、')}。说明:npm run linli -- --help`;
}

/** The verb's words and options, or a sentence saying what is wrong with them. */
function readArgs(verb: Verb, args: readonly string[], io: Io): VerbInput | string {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(verb.options).map(([name, { type }]) => [name, { type }])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const options = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  const problem = options.map((token) => optionProblem(verb, token)).find((text) => text !== null);
  if (problem) return problem;
  if (positionals.length < verb.words.min) return verb.words.missing;
  if (positionals.length > verb.words.max) return `多了「${positionals.slice(verb.words.max).join(' ')}」。`;
  return {
    words: positionals,
    flag: (name) => values[name] === true,
    text: (name) => (typeof values[name] === 'string' ? values[name] : null),
    io,
  };
}

function optionProblem(
  verb: Verb,
  token: { name: string; rawName: string; value?: string | undefined },
): string | null {
  const option = verb.options[token.name];
  if (!option) {
    const [meant] = nearest(token.name, [...Object.keys(verb.options), 'help']);
    return `不认识的选项 ${token.rawName}${meant ? `,是不是 --${meant}?` : '。'}`;
  }
  if (option.type === 'string' && !token.value)
    return `${token.rawName} 后面要写 ${option.value ?? '内容'}。`;
  if (option.type === 'boolean' && token.value !== undefined) return `${token.rawName} 后面不用写内容。`;
  return null;
}

function show(text: string, io: Io): number {
  io.out(text);
  return DONE;
}

function misuse(text: string, io: Io): number {
  io.err(text);
  return MISUSED;
}

/** `linli read FILE | head -1` ends the pipe early: that is no fault. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(DONE);
    throw error;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.slice(2));
