import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BENCH_USAGE, readBenchArguments } from '../../bench/arguments.ts';
import { readTrainArguments, TRAIN_USAGE } from '../../src/learning/train-arguments.ts';

const EMPTY = mkdtempSync(join(tmpdir(), 'linli-no-data-'));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** As `npm run` starts them. */
function ran(script: string, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args]);
  const told = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    told.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    told.err += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...told, code })));
}

describe('npm run bench', () => {
  test('without arguments runs the three short parts', () => {
    expect(readBenchArguments([])).toMatchObject({ ok: true, parts: ['start', 'sqlite', 'postgresql'] });
  });

  test('takes the parts and the options of those that have some', () => {
    expect(readBenchArguments(['lark', 'quick'])).toMatchObject({ ok: true, parts: ['lark'], quick: true });
    expect(readBenchArguments(['understanding', '--data', '.', '--folds', '1'])).toMatchObject({
      ok: true,
      parts: ['understanding'],
      data: '.',
      folds: 1,
    });
    expect(readBenchArguments(['faults', '--minutes', '0.5', '--database', 'sqlite'])).toMatchObject({
      ok: true,
      minutes: 0.5,
      seed: 1,
      database: 'sqlite',
    });
  });

  test.each([
    ['nope', /no part called "nope"/],
    ['undrstanding', /did you mean "understanding"/],
    ['--nope', /--nope/],
    ['quick', /"quick" goes with/],
    ['understanding --folds 0', /--folds takes a whole number from 1 to 5/],
    ['understanding --folds many', /--folds/],
    ['understanding --data', /--data/],
    ['sqlite --data .', /--data goes with "understanding"/],
    ['faults --minutes x', /--minutes takes a number/],
    ['faults --database oracle', /--database takes sqlite or postgresql/],
    ['faults understanding', /one at a time/],
  ])('"%s" is refused', (words, problem) => {
    const read = readBenchArguments(words.split(' '));
    expect(read.ok ? '' : read.problem).toMatch(problem);
  });

  test('what is wrong ends with 2, a sentence and the usage; --help with 0', async () => {
    const wrong = await ran('bench/run.ts', 'nope');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('no part called "nope"');
    expect(wrong.err).toContain(BENCH_USAGE);
    expect(await ran('bench/run.ts', '--help')).toMatchObject({ code: 0, out: `${BENCH_USAGE}\n`, err: '' });
    const empty = await ran('bench/run.ts', 'understanding', '--data', EMPTY);
    expect(empty).toMatchObject({ code: 2, out: '' });
    expect(empty.err).toContain(`${EMPTY} has no requests-12345.jsonl`);
  });
});

describe('npm run train', () => {
  test('takes the data and where to write', () => {
    expect(readTrainArguments(['--data', 'd'])).toEqual({
      ok: true,
      help: false,
      data: 'd',
      out: 'policies',
    });
    expect(readTrainArguments(['--data', 'd', '--out', 'o'])).toMatchObject({ ok: true, out: 'o' });
  });

  test.each([
    [[], /--data DIR/],
    [['--dta', 'd'], /--dta/],
    [['more', '--data', 'd'], /more/],
    [['--data'], /--data/],
  ])('%j is refused', (words, problem) => {
    const read = readTrainArguments(words);
    expect(read.ok ? '' : read.problem).toMatch(problem);
  });

  test('what is wrong ends with 2, a sentence and the usage; --help with 0', async () => {
    expect(await ran('src/learning/train.ts', '--help')).toMatchObject({
      code: 0,
      out: `${TRAIN_USAGE}\n`,
      err: '',
    });
    for (const args of [[], ['--nope'], ['--data', EMPTY]]) {
      const wrong = await ran('src/learning/train.ts', ...args);
      expect(wrong, args.join(' ')).toMatchObject({ code: 2, out: '' });
      expect(wrong.err).toContain(TRAIN_USAGE);
      expect(wrong.err).not.toMatch(/\n {4}at /);
    }
  });
});
