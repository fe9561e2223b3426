import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Row, round } from '../measures.ts';
import type { DayOptions } from './process.ts';

const PROCESS = fileURLToPath(new URL('./process.ts', import.meta.url));

/** Memory of a day of 3,000 rooms, by quarter, and the last one against the second. */
export async function dayBench(given: {
  folder: string;
  print(bench: string, row: Row): void;
  quick: boolean;
}): Promise<void> {
  const options: DayOptions = {
    database: `file:${join(given.folder, 'day.db')}`,
    lines: given.quick ? 15_000 : 150_000,
    reports: given.quick ? 300 : 2000,
  };
  const began = performance.now();
  const rows: Row[] = [];
  const child = fork(PROCESS, [JSON.stringify(options)], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  child.on('message', (row: Row) => {
    rows.push(row);
    given.print('day', row);
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the day ended with ${code}`);
  const [, second, , last] = rows;
  const growth = (name: string) => round(Number(last?.[name]) / Number(second?.[name]));
  given.print('day', {
    rooms: 3000,
    ...options,
    heapLastToSecond: growth('heapMb'),
    residentLastToSecond: growth('residentMb'),
    seconds: Math.round((performance.now() - began) / 1000),
  });
}
