import { setTimeout } from 'node:timers/promises';
import { type Row, round } from '../measures.ts';
import { inParallel, percentile } from '../rig.ts';
import type { Subject } from './spawn.ts';
import type { LarkTown } from './town.ts';

export interface Load {
  total: number;
  /** Under way at any time. */
  atOnce: number;
  /** The first one's number. */
  from: number;
}

/** What processes have used of the processor meanwhile, in milliseconds. */
export async function costOf<T>(
  subjects: readonly Subject[],
  work: () => Promise<T>,
): Promise<{ value: T; cpuMs: number }> {
  const used = async () =>
    (await Promise.all(subjects.map((subject) => subject.cost()))).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const before = await used();
  const value = await work();
  return { value, cpuMs: (await used()) - before };
}

/** Small talk as fast as it is acknowledged. */
export async function chatter(
  town: LarkTown,
  subjects: readonly Subject[],
  { total, atOnce, from }: Load,
): Promise<{ perSecond: number; cpuMsEach: number }> {
  const { value: ms, cpuMs } = await costOf(subjects, () =>
    inParallel(total, atOnce, async (n) => void (await town.chat(from + n))),
  );
  return { perSecond: (total / ms) * 1000, cpuMsEach: cpuMs / total };
}

/** Reports as fast as they are acknowledged; with `answered`, as fast as the answers stand in the rooms. */
export async function reports(
  town: LarkTown,
  subjects: readonly Subject[],
  { total, atOnce, from, until }: Load & { until: 'acked' | 'answered' },
): Promise<Row> {
  const took: number[] = [];
  const before = town.said().messages;
  const began = performance.now();
  const { value: ms, cpuMs } = await costOf(subjects, async () => {
    const lasted = await inParallel(
      total,
      atOnce,
      async (n) => void took.push(await town.report(from + n)[until]),
    );
    if (until === 'answered') await allSaid(town);
    return lasted;
  });
  const sorted = took.sort((a, b) => a - b);
  const { messages, lastAt } = town.said();
  const spoken =
    until === 'answered'
      ? {
          messagesEach: round((messages - before) / total),
          allSaidPerSecond: Math.round((total / (lastAt - began)) * 1000),
        }
      : {};
  return {
    tickets: total,
    atOnce,
    until,
    perSecond: Math.round((total / ms) * 1000),
    p50Ms: round(percentile(sorted, 0.5)),
    p99Ms: round(percentile(sorted, 0.99)),
    cpuMsEach: round(cpuMs / total),
    ...spoken,
  };
}

const QUIET_MS = 1500;

/** Resolves when the bot has fallen silent. */
export async function allSaid(town: LarkTown): Promise<void> {
  while (performance.now() - town.said().lastAt < QUIET_MS) await setTimeout(100);
}

/** Events at an even rate, whatever becomes of them: one in ten a report. From push to acknowledgement. */
export async function evenly(
  town: LarkTown,
  { perSecond, seconds, from }: { perSecond: number; seconds: number; from: number },
): Promise<Row> {
  const total = perSecond * seconds;
  const began = performance.now();
  const under: Promise<number>[] = [];
  for (let n = 0; n < total; n += 1) {
    const waitMs = began + (n * 1000) / perSecond - performance.now();
    if (waitMs > 0) await setTimeout(waitMs);
    under.push(n % 10 === 0 ? town.report(from + n / 10).acked : town.chat(n));
  }
  const sorted = (await Promise.all(under)).sort((a, b) => a - b);
  return {
    events: total,
    perSecond,
    p50Ms: round(percentile(sorted, 0.5)),
    p99Ms: round(percentile(sorted, 0.99)),
    slowestMs: round(sorted.at(-1) ?? Number.NaN),
  };
}
