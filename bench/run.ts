/** `npm run bench`: what is asked for is read first, so that a slip is told at once; then the parts are loaded and run. */
import { lackOf, MESSAGE_FILES } from '../src/learning/data-files.ts';
import { BENCH_USAGE, readBenchArguments } from './arguments.ts';

async function main(words: readonly string[]): Promise<number> {
  const read = readBenchArguments(words);
  if (!read.ok) return misused(read.problem);
  if (read.help) {
    console.log(BENCH_USAGE);
    return 0;
  }
  const lacking = read.data === null ? null : lackOf(read.data, MESSAGE_FILES);
  if (lacking !== null) return misused(lacking);
  const { runParts } = await import('./parts.ts');
  await runParts(read);
  return 0;
}

function misused(problem: string): number {
  console.error(`${problem}\n\n${BENCH_USAGE}`);
  return 2;
}

// A part that finds something wrong says so itself.
process.exitCode = (await main(process.argv.slice(2))) || process.exitCode;
