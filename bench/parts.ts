/** The parts of `npm run bench`. The short ones are bounded to two minutes. Figures are this machine's; compare ratios. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/store.ts';
import { HOSTILE } from '../tests/support/hostile.ts';
import type { BenchArguments, Part } from './arguments.ts';
import { dayBench } from './day/bench.ts';
import { faultsBench } from './faults.ts';
import { floor } from './floor.ts';
import { larkBench } from './lark/bench.ts';
import { scaleBench } from './lark/scale.ts';
import { chatter, hostile, type Row, round, tickets } from './measures.ts';
import { monthBench } from './month/bench.ts';
import { fillPast } from './past.ts';
import { openRig } from './rig.ts';
import { scratchPostgres } from './scratch-postgres.ts';
import { startToReady } from './start.ts';
import { type Figures, understandingBench } from './understanding/bench.ts';

const BUDGET_MS = 120_000;
const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'linli-bench-'));
const log = { info: () => {}, warn: () => {}, error: () => {} };

function print(bench: string, row: Row | Figures): void {
  console.log(JSON.stringify({ bench, ...row }));
}

function timeLeft(): number {
  return BUDGET_MS - (performance.now() - started);
}

/** The same measures on an empty database and on one with a long past. */
async function onDatabase(database: string, url: string, past: number): Promise<void> {
  const rig = await openRig(url);
  // Enough that every community has as many recent tickets as a message looks at: what changes later is only the past.
  await tickets(rig, { total: 1500, atOnce: 16, from: 0 });
  const alone = await tickets(rig, { total: 300, atOnce: 1, from: 1500 });
  const many = await tickets(rig, { total: 2000, atOnce: 16, from: 1800 });
  print('tickets', { database, past: 0, ...alone });
  print('tickets', { database, past: 0, ...many });
  print('chatter', { database, ...(await chatter(rig, 20_000, 512)) });
  print('hostile', { database, ...(await hostile(rig, HOSTILE)) });
  const filling = performance.now();
  await fillPast(rig.store, past, Date.now());
  print('fill', { database, past, seconds: round((performance.now() - filling) / 1000) });
  const aloneLater = await tickets(rig, { total: 300, atOnce: 1, from: 3800 });
  const manyLater = await tickets(rig, { total: 2000, atOnce: 16, from: 4100 });
  print('tickets', { database, past, ...aloneLater, slower: ratio(alone, aloneLater) });
  print('tickets', { database, past, ...manyLater, slower: ratio(many, manyLater) });
  await rig.close();
}

function ratio(before: Row, after: Row): number {
  return round(Number(before['perSecond']) / Number(after['perSecond']));
}

async function floors(): Promise<void> {
  const from = join(folder, 'rows.db');
  const rig = await openRig(`file:${from}`);
  await tickets(rig, { total: 1600, atOnce: 16, from: 0 });
  await rig.close();
  for (const perTransaction of [1, 16]) {
    const into = join(folder, `floor-${perTransaction}.db`);
    const opened = await openStore({ url: `file:${into}`, log });
    if (opened.ok) await opened.store.close();
    print('floor', { database: 'sqlite', ...floor(from, into, perTransaction) });
  }
}

export async function runParts(chosen: BenchArguments): Promise<void> {
  const { quick } = chosen;
  const wants = (part: Part) => chosen.parts.includes(part);
  try {
    if (wants('understanding')) return await understandingBench({ ...chosen, print });
    if (wants('faults')) return await faultsBench({ ...chosen, print });
    if (wants('start')) for (const row of await startToReady(folder)) print('start', row);
    if (wants('sqlite')) {
      await onDatabase('sqlite', `file:${join(folder, 'bench.db')}`, 100_000);
      await floors();
    }
    if (wants('postgresql')) await onPostgres();
    if (wants('lark')) await larkBench({ folder, print, quick });
    if (wants('day')) await dayBench({ folder, print, quick });
    if (wants('month')) await monthBench({ folder, print });
    if (wants('scale')) await scaleBench({ print, quick });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(): Promise<void> {
  const scratch = await scratchPostgres();
  if (!scratch)
    return print('skipped', { database: 'postgresql', why: 'no server answers at LINLI_TEST_POSTGRES' });
  if (timeLeft() < 30_000)
    return print('skipped', { database: 'postgresql', why: 'two minutes are nearly over' });
  try {
    await onDatabase('postgresql', scratch.url, timeLeft() > 80_000 ? 100_000 : 20_000);
  } finally {
    await scratch.drop();
  }
}
