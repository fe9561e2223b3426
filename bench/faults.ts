/**
 * `npm run bench -- faults [--minutes 5] [--seed 1] [--database sqlite|postgresql]`: 2,000 events a minute and a fault a second,
 * on PostgreSQL with two processes and on SQLite with one. Counted in the end: what was lost and what came twice.
 */
import { join } from 'node:path';
import { MINUTE_MS, SECOND_MS } from '../src/engine/glossary.ts';
import { type Driven, drive } from '../tests/support/district/drive.ts';
import { makeProgram, type Program } from '../tests/support/district/program.ts';
import type { BenchArguments } from './arguments.ts';
import { type Row, round } from './measures.ts';
import { scratchPostgres } from './scratch-postgres.ts';

export interface FaultsBench extends Pick<BenchArguments, 'minutes' | 'seed' | 'database'> {
  print(bench: string, row: Row): void;
}

const EVENTS_A_MINUTE = 2000;
const NEIGHBOURHOODS = 15;
/** The network's own limits may keep the last words back for a minute or two. */
const REST_WITHIN_MS = 5 * MINUTE_MS;
const SHOWN = 50;

export async function faultsBench({ minutes, seed, database, print }: FaultsBench): Promise<void> {
  const plan = { minutes, seed };
  const program = makeProgram();
  const report = (row: Row) => print('faults', { ...row, ...plan });
  try {
    if (database !== 'sqlite') await onPostgres(program, plan, report);
    if (database !== 'postgresql') {
      const url = `file:${join(program.folder, 'faults.db')}`;
      report({ database: 'sqlite', ...(await driven(program, plan, { url, processes: 1 })) });
    }
  } finally {
    program.remove();
  }
}

interface Plan {
  minutes: number;
  seed: number;
}

async function onPostgres(program: Program, plan: Plan, report: (row: Row) => void): Promise<void> {
  const scratch = await scratchPostgres();
  if (!scratch)
    return report({ database: 'postgresql', skipped: 'no server answers at LINLI_TEST_POSTGRES' });
  try {
    const row = await driven(program, plan, { url: scratch.url, processes: 2 });
    report({ database: 'postgresql', ...row });
  } finally {
    await scratch.drop();
  }
}

async function driven(
  program: Program,
  { minutes, seed }: Plan,
  { url, processes }: { url: string; processes: number },
): Promise<Row> {
  const came = await drive(program, {
    url,
    processes,
    seed,
    events: Math.round(minutes * EVENTS_A_MINUTE),
    overMs: minutes * MINUTE_MS,
    neighbourhoods: NEIGHBOURHOODS,
    restWithinMs: REST_WITHIN_MS,
  });
  for (const [what, found] of Object.entries(came.findings)) {
    for (const line of found.slice(0, SHOWN)) process.stderr.write(`${what}: ${line}\n`);
    if (found.length > 0) process.exitCode = 1;
  }
  return { processes, ...figuresOf(came) };
}

function figuresOf({ findings, ledger, lark, deeds, struck, kills, restedInMs, told }: Driven): Row {
  const said = lark.said().length;
  return {
    events: deeds.length,
    faults: Object.values(struck).reduce((sum, times) => sum + times, 0),
    kinds: Object.keys(struck).length,
    kills,
    tickets: ledger.tickets.length,
    steps: ledger.events.filter(({ step }) => step !== null).length,
    said,
    repeatsSwallowed: lark.sendCalls() - said,
    cards: ledger.cards.length,
    cardsChanged: lark.said().filter(({ edits }) => edits.length > 0).length,
    givenUpByLark: lark.lost.length,
    lost: findings.lost.length,
    wrongTickets: findings.tickets.length,
    unanswered: findings.unanswered.length,
    doubledReplies: findings.doubled.length,
    wrongCards: findings.cards.length,
    restedInSeconds: round(restedInMs / SECOND_MS),
    endedByBugs: told.filter((text) => text.includes('程序出错')).length,
  };
}
