/** `npm run train -- --data DIR [--out FOLDER]`: both shipped models from the data, bit for bit. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicy } from '../app/policy/policy-file.ts';
import { corpusLines } from './corpus-lines.ts';
import { readData } from './data.ts';
import { ISSUE_FILES, lackOf, MESSAGE_FILES } from './data-files.ts';
import { encodeContainer } from './encode-container.ts';
import { readIssues } from './issue-data.ts';
import { issueContainer, trainIssues } from './issue-training.ts';
import { trainReading } from './reading-training.ts';
import { readTrainArguments, TRAIN_USAGE } from './train-arguments.ts';

function main(words: readonly string[]): number {
  const read = readTrainArguments(words);
  if (!read.ok) return misused(read.problem);
  if (read.help) {
    console.log(TRAIN_USAGE);
    return 0;
  }
  const lacking = lackOf(read.data, [...MESSAGE_FILES, ...ISSUE_FILES]);
  return lacking === null ? train(read.data, read.out) : misused(lacking);
}

function misused(problem: string): number {
  console.error(`${problem}\n\n${TRAIN_USAGE}`);
  return 2;
}

function train(folder: string, out: string): number {
  const [data, issues] = [readData(folder), readIssues(folder)];
  if (!(data && issues)) return misused(`${folder} cannot be read.`);
  const loaded = loadPolicy('policies/default.yaml');
  if (!loaded.ok) {
    console.error(
      loaded.faults.map(({ line, message }) => `policies/default.yaml ${line}: ${message}`).join('\n'),
    );
    return 1;
  }
  mkdirSync(out, { recursive: true });
  write(join(out, 'issue.zh.model'), encodeContainer(issueContainer(trainIssues(data, issues))));
  const lessons = { data, corpus: corpusLines(), policy: loaded.policy };
  write(join(out, 'reading.zh.model'), encodeContainer(trainReading(lessons)));
  return 0;
}

function write(path: string, bytes: Uint8Array): void {
  writeFileSync(path, bytes);
  console.log(
    JSON.stringify({ trained: path, bytes: bytes.length, seconds: Math.round(performance.now() / 1000) }),
  );
}

/** Data that cannot be read, or a folder that cannot be written to: a sentence, not a stack. */
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`Not trained: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
