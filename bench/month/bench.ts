import { fork } from 'node:child_process';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS } from '../../src/engine/glossary.ts';
import { openDatabase, providerOf } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import { type Row, round } from '../measures.ts';
import { scratchPostgres } from '../scratch-postgres.ts';
import { bundled } from './bundle.ts';
import type { Closed, CloseGiven } from './close.ts';
import { fillMonth, type Sizes } from './fill.ts';
import { pictureBench } from './picture.ts';
import { benchPolicy } from './policy.ts';
import { readBare } from './read.ts';
import { scoringSpeed } from './score.ts';
import { monthTown } from './town.ts';

const FROM = Date.parse('2026-09-01T00:00:00+08:00');
const CLOSES_AT = FROM + 30 * DAY_MS + 9 * HOUR_MS;
const MONTH = '2026-09';

const WHOLE: Sizes = { workers: 2000, tickets: 30_000, entries: 100_000, votes: 20_000 };
const TENTH: Sizes = { workers: 200, tickets: 3000, entries: 10_000, votes: 2000 };

interface Given {
  folder: string;
  print(bench: string, row: Row): void;
}

/** A district's month, and a tenth of it, closed on each database; before that the engine's part alone. */
export async function monthBench({ folder, print }: Given): Promise<void> {
  for (const row of scoringSpeed()) print('score', row);
  await pictureBench(print);
  const file = (name: string) => `file:${join(folder, name)}`;
  const onSqlite = [await closed(file('tenth.db'), TENTH), await closed(file('month.db'), WHOLE)] as const;
  tell(print, 'sqlite', onSqlite);
  const onPostgres = [await closedOnPostgres(TENTH), await closedOnPostgres(WHOLE)] as const;
  const [tenth, whole] = onPostgres;
  if (!tenth || !whole)
    return print('skipped', { database: 'postgresql', why: 'no server answers at LINLI_TEST_POSTGRES' });
  tell(print, 'postgresql', [tenth, whole]);
  print('month', { sameScores: whole.fingerprint === onSqlite[1].fingerprint });
}

type Measured = Closed & Sizes & { bareMs: number };

function tell(print: Given['print'], database: string, both: readonly [Measured, Measured]): void {
  for (const one of both) print('month', { database, ...one, toBare: round(one.ms / one.bareMs) });
  const [tenth, whole] = both;
  print('month', { database, tenTimesTheRows: round(whole.ms / tenth.ms) });
}

async function closedOnPostgres(sizes: Sizes): Promise<Measured | null> {
  const scratch = await scratchPostgres();
  if (!scratch) return null;
  try {
    return await closed(scratch.url, sizes);
  } finally {
    await scratch.drop();
  }
}

async function closed(url: string, sizes: Sizes): Promise<Measured> {
  await fill(url, sizes);
  const bareMs = await readBare(url);
  return {
    ...sizes,
    ...(await inItsOwnProcess({ url, monthKey: MONTH, from: FROM, now: CLOSES_AT })),
    bareMs,
  };
}

async function fill(url: string, sizes: Sizes): Promise<void> {
  const { appraisal } = benchPolicy();
  const opened = await openStore({ url, log: { info: () => {}, warn: () => {}, error: () => {} } });
  const provider = providerOf(url);
  if (!opened.ok || appraisal === null || provider === null) throw new Error('the month could not begin');
  const organisation = monthTown(sizes.workers);
  await opened.store.saveOrganisation(organisation, FROM);
  await opened.store.close();
  const database = await openDatabase(url, provider);
  await fillMonth(database, { ...sizes, organisation, policy: appraisal, monthKey: MONTH, from: FROM });
  // As the server would have done it by itself, long before the month closes.
  if (provider === 'postgresql') await database.ask((prisma) => prisma.$executeRawUnsafe('VACUUM ANALYZE'));
  await database.close();
}

async function inItsOwnProcess(given: CloseGiven): Promise<Closed> {
  const program = await bundled('bench/month/close.ts');
  const child = fork(program.path, [JSON.stringify(given)], {
    execArgv: [],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let closedAs: Closed | null = null;
  child.on('message', (message: Closed) => {
    closedAs = message;
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  program.remove();
  if (code !== 0 || closedAs === null) throw new Error(`the close ended with ${code}`);
  return closedAs;
}
