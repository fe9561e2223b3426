import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Row, round } from '../measures.ts';
import { chatter, evenly, reports } from './load.ts';
import { type Subject, spawnSubject } from './spawn.ts';
import type { SubjectOptions } from './subject.ts';
import { fillTown, type LarkTown, openLarkTown } from './town.ts';

export interface LarkBench {
  folder: string;
  print(bench: string, row: Row): void;
  /** Shorter, for a first look. */
  quick: boolean;
}

/** Through a loopback Lark in this process and the real SDK in the bot's own, on SQLite. */
export async function larkBench({ folder, print, quick }: LarkBench): Promise<void> {
  const sizes = quick
    ? { lines: 10_000, runs: 1, tickets: 1000, seconds: 10 }
    : { lines: 30_000, runs: 3, tickets: 3000, seconds: 60 };
  const rows: Row[] = [];
  for (let run = 0; run < sizes.runs; run += 1) {
    const row = await againstBare(folder, sizes.lines);
    print('lark-chatter', row);
    rows.push(row);
  }
  const medians = { toListener: medianOf(rows, 'toListener'), toEcho: medianOf(rows, 'toEcho') };
  print('lark-chatter', { runs: sizes.runs, ...medians });
  await onLark({ folder, kind: 'bot', unlimited: true }, async (town, bot) => {
    const load = { total: sizes.tickets, atOnce: 64 };
    await reports(town, [bot], { ...load, total: 300, from: 0, until: 'answered' });
    print('lark-tickets', await reports(town, [bot], { ...load, from: 1000, until: 'answered' }));
    print('lark-tickets', await reports(town, [bot], { ...load, from: 5000, until: 'acked' }));
  });
  await onLark({ folder, kind: 'bot', unlimited: false }, async (town) => {
    await evenly(town, { perSecond: 50, seconds: 3, from: 0 });
    print('lark-latency', await evenly(town, { perSecond: 50, seconds: sizes.seconds, from: 100 }));
  });
}

/** Enough under way that whoever is measured always finds work. */
const AT_ONCE = 1024;

/** Bots that do nothing, with and without an answer, and the whole one after them, each warmed up. */
async function againstBare(folder: string, lines: number): Promise<Row> {
  const rate = (kind: SubjectOptions['kind']) =>
    onLark({ folder, kind, unlimited: false }, async (town, subject) => {
      const total = kind === 'echo' ? lines / 5 : lines;
      await chatter(town, [subject], { atOnce: AT_ONCE, total: total / 3, from: 0 });
      return chatter(town, [subject], { atOnce: AT_ONCE, total, from: lines });
    });
  const listener = await rate('listener');
  const echo = await rate('echo');
  const bot = await rate('bot');
  return {
    lines,
    listenerPerSecond: Math.round(listener.perSecond),
    echoPerSecond: Math.round(echo.perSecond),
    botPerSecond: Math.round(bot.perSecond),
    toListener: round(bot.perSecond / listener.perSecond),
    toEcho: round(bot.perSecond / echo.perSecond),
    listenerCpuMs: round(listener.cpuMsEach),
    echoCpuMs: round(echo.cpuMsEach),
    botCpuMs: round(bot.cpuMsEach),
  };
}

/** Each with a Lark and a database of its own: nothing that was said before is looked for. */
async function onLark<T>(
  { folder, ...options }: { folder: string; kind: SubjectOptions['kind']; unlimited: boolean },
  work: (town: LarkTown, subject: Subject) => Promise<T>,
): Promise<T> {
  const town = await openLarkTown();
  const database = `file:${join(folder, `${randomUUID()}.db`)}`;
  await fillTown(database);
  const { url, appId, appSecret } = town.lark;
  const subject = await spawnSubject({ ...options, database, lark: { url, appId, appSecret } });
  try {
    await town.connected(1);
    return await work(town, subject);
  } finally {
    await subject.stop();
    await town.close();
  }
}

function medianOf(rows: readonly Row[], name: string): number {
  const sorted = rows.map((row) => Number(row[name])).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
