/** `npm run train -- --data DIR [--out FOLDER]`: both shipped models from the data, bit for bit. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadPolicy } from '../app/policy/policy-file.ts';
import { corpusLines } from './corpus-lines.ts';
import { readData } from './data.ts';
import { encodeContainer } from './encode-container.ts';
import { readIssues } from './issue-data.ts';
import { issueContainer, trainIssues } from './issue-training.ts';
import { trainReading } from './reading-training.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string', default: 'policies' } },
});

function main(folder: string | undefined, out: string): number {
  const data = folder === undefined ? null : readData(folder);
  const issues = folder === undefined ? null : readIssues(folder);
  if (!(data && issues)) {
    console.error('No training data: npm run train -- --data DIR, the folder with requests-12345.jsonl.');
    return 2;
  }
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

process.exitCode = main(values.data, values.out);
