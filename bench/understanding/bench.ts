/**
 * `npm run bench -- understanding [--data DIR] [--folds 5]`: how well and how quickly texts are read. Figures are of rows
 * that the model of that fold has not seen; without the data only what needs none is measured, and it says so.
 */
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { corpusLines } from '../../src/learning/corpus-lines.ts';
import { FOLDS, readData } from '../../src/learning/data.ts';
import { readIssues } from '../../src/learning/issue-data.ts';
import { issueFigures } from '../../src/learning/issue-figures.ts';
import {
  matterFigures,
  readerWithout,
  readMatters,
  readRequests,
  requestFigures,
} from '../../src/learning/reading-figures.ts';
import type { Lessons } from '../../src/learning/reading-training.ts';
import type { BenchArguments } from '../arguments.ts';
import type { Row } from '../measures.ts';
import { speed } from './speed.ts';

export interface UnderstandingBench extends Pick<BenchArguments, 'data' | 'folds'> {
  print(bench: string, row: Row | Figures): void;
}

/** Figures with tables in them. */
export type Figures = Readonly<Record<string, unknown>>;

const NAME = 'understanding';

export async function understandingBench({ data: folder, folds, print }: UnderstandingBench): Promise<void> {
  const loaded = loadPolicy('policies/default.yaml');
  if (!loaded.ok) throw new Error(loaded.faults.map(({ message }) => message).join(' '));
  for (const { path, reason } of loaded.modelFaults) console.error(`${path} is not used: ${reason}`);
  for (const row of speed(loaded.policy)) print(NAME, row);
  const data = folder === null ? null : readData(folder);
  if (!(folder && data)) return print(NAME, { skipped: 'figures', why: 'no --data DIR' });
  onHeldOut({ data, corpus: corpusLines(), policy: loaded.policy }, folds, print);
  const issues = readIssues(folder);
  if (issues) print(NAME, { task: 'same issue', ...issueFigures(data, issues) });
}

function onHeldOut(lessons: Lessons, folds: number, print: UnderstandingBench['print']): void {
  const each = Array.from({ length: folds }, (_, fold) => {
    const reader = readerWithout(fold, lessons);
    return { requests: readRequests(fold, lessons, reader), matters: readMatters(fold, lessons, reader) };
  });
  const heldOut = { folds: each.length, of: FOLDS };
  print(NAME, { task: 'request', heldOut, ...requestFigures(each.flatMap(({ requests }) => requests)) });
  for (const [task, figures] of Object.entries(matterFigures(each.map(({ matters }) => matters)))) {
    print(NAME, { task, heldOut, ...(typeof figures === 'number' ? { figure: figures } : figures) });
  }
}
