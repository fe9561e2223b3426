import { parseArgs } from 'node:util';
import { nearest } from '../src/app/nearest.ts';
import { FOLDS } from '../src/learning/data.ts';

const SHORT_PARTS = ['start', 'sqlite', 'postgresql'] as const;
const LONG_PARTS = ['lark', 'day', 'scale', 'month', 'faults', 'understanding'] as const;
const PARTS = [...SHORT_PARTS, ...LONG_PARTS] as const;
const ALONE: readonly Part[] = ['faults', 'understanding'];
const WITH_QUICK: readonly Part[] = ['lark', 'day', 'scale'];
const DATABASES = ['sqlite', 'postgresql'] as const;

export type Part = (typeof PARTS)[number];

export const BENCH_USAGE = [
  'Usage: npm run bench -- [PART …] [OPTION …]',
  '',
  'One JSON object a line. Without a part: start sqlite postgresql, at most two minutes.',
  '',
  '  start, sqlite, postgresql     start to ready; messages and tickets a second',
  '  lark, day, scale [quick]      a street on Lark, a day of 3,000 rooms, how it grows; quick: a first look',
  '  month                         a month of 2,000 workers closed, on each database',
  '  faults                        a fault a second: what was lost, what came twice',
  '      [--minutes 5] [--seed 1] [--database sqlite|postgresql]',
  '  understanding                 how well and how quickly texts are read',
  `      [--data DIR] [--folds ${FOLDS}]`,
  '  --help                        shows this',
].join('\n');

export interface BenchArguments {
  parts: readonly Part[];
  quick: boolean;
  /** Of `understanding`. */
  data: string | null;
  folds: number;
  /** Of `faults`. */
  minutes: number;
  seed: number;
  database: (typeof DATABASES)[number] | null;
}

export type ReadArguments = ({ ok: true; help: boolean } & BenchArguments) | { ok: false; problem: string };

export function readBenchArguments(words: readonly string[]): ReadArguments {
  try {
    return { ok: true, ...read(words) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function read(words: readonly string[]): BenchArguments & { help: boolean } {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      folds: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { help, data = null, ...given } = values;
  const parts = partsOf(positionals);
  const quick = positionals.includes('quick');
  if (quick && !parts.some((part) => WITH_QUICK.includes(part)))
    throw new Error(`"quick" goes with ${WITH_QUICK.join(', ')}.`);
  for (const name of ['data', 'folds'] as const) belongs(name, values[name], { parts, to: 'understanding' });
  for (const name of ['minutes', 'seed', 'database'] as const)
    belongs(name, values[name], { parts, to: 'faults' });
  return {
    help,
    parts,
    quick,
    data,
    folds: whole('folds', given.folds ?? String(FOLDS), FOLDS),
    minutes: minutesOf(given.minutes ?? '5'),
    seed: whole('seed', given.seed ?? '1', Number.MAX_SAFE_INTEGER),
    database: databaseOf(given.database),
  };
}

function partsOf(words: readonly string[]): readonly Part[] {
  const parts = words.filter((word) => word !== 'quick').map(partNamed);
  const alone = parts.find((part) => ALONE.includes(part));
  if (alone !== undefined && parts.length > 1) throw new Error(`"${alone}" runs one at a time, alone.`);
  return words.length === 0 ? SHORT_PARTS : parts;
}

function partNamed(word: string): Part {
  const part = PARTS.find((one) => one === word);
  if (part) return part;
  const [near] = nearest(word, PARTS);
  throw new Error(`There is no part called "${word}"${near ? `; did you mean "${near}"?` : '.'}`);
}

function belongs(
  option: string,
  value: string | undefined,
  { parts, to }: { parts: readonly Part[]; to: Part },
): void {
  if (value !== undefined && !parts.includes(to)) throw new Error(`--${option} goes with "${to}".`);
}

function whole(option: string, value: string, most: number): number {
  const number = Number(value);
  const fits = /^\d{1,15}$/.test(value) && number >= 1 && number <= most;
  if (!fits) throw new Error(`--${option} takes a whole number from 1 to ${most}.`);
  return number;
}

function minutesOf(value: string): number {
  const minutes = Number(value);
  if (!(minutes > 0 && minutes <= 1440)) throw new Error('--minutes takes a number above 0, at most 1440.');
  return minutes;
}

function databaseOf(value: string | undefined): BenchArguments['database'] {
  const database = DATABASES.find((one) => one === value);
  if (value !== undefined && !database) throw new Error(`--database takes ${DATABASES.join(' or ')}.`);
  return database ?? null;
}
